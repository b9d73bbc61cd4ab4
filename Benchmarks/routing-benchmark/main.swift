import Foundation

// Measures routing and training on real text; Scripts/benchmark_routing.py calls it and prints the table.
let usage = """
    usage: routing export DATA FOLDER | speed DATA | loop DATA SHUFFLES | scope DATA | dispatch | gate | noise FILE | price
    DATA has train.csv, train_10_per_class.csv and test.csv with the columns text and category. Each prints JSON.
    """

func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(64)
}

let arguments = Array(CommandLine.arguments.dropFirst())
do {
    switch (arguments.first, arguments.count) {
    case ("export", 3): try QualityRun(data: arguments[1]).write(to: arguments[2])
    case ("speed", 2): try SpeedRun(data: arguments[1]).print()
    case ("loop", 3):
        guard let shuffles = Int(arguments[2]), shuffles > 0 else { fail(usage) }
        try LoopExperiment(data: arguments[1]).print(shuffles: shuffles)
    case ("scope", 2): try ScopeRun(data: arguments[1]).print()
    case ("price", 1): try PriceRun().print()
    case ("dispatch", 1): DispatchRun().print()
    case ("noise", 2): try NoiseRun(path: arguments[1]).print()
    case ("gate", 1): try GateRun().print()
    default: fail(usage)
    }
} catch {
    fail("routing: \(error)")
}
