import Foundation

// How often 95% intervals hold the true value, and what common random numbers, control variates and antithetic days are
// worth, on many repetitions of a small contact centre's day. Writes coverage.csv and common-numbers.csv. The figures
// depend on the seeds below and not on the threads.

let usage = "usage: coverage FOLDER [THREADS [SCALE]], with SCALE the share of the repetitions, above 0 to 1"
let words = Array(CommandLine.arguments.dropFirst())
let threads = words.count > 1 ? Int(words[1]) ?? 0 : 1
let scale = words.count > 2 ? Double(words[2]) ?? 0 : 1

guard (1...3).contains(words.count), threads > 0, scale > 0, scale <= 1 else {
    complain(usage)
    exit(64)
}

do {
    let light = ContactCentreDay(shape: 400)
    let heavy = ContactCentreDay(shape: 10)
    let longRun = max(2000, Int(300_000 * scale))
    let lightTruths = try Truths(light, seed: 101, days: longRun, threads: threads)
    let heavyTruths = try Truths(heavy, seed: 102, days: longRun, threads: threads)
    complain("true values: done")
    var coverage = CoverageTable(threads: threads, scale: scale)
    try coverage.add(light, truths: lightTruths, days: [10, 20], macroReplications: 10_000, seed: 1)
    try coverage.addReduced(light, truths: lightTruths, days: 20, macroReplications: 10_000, seed: 1)
    try coverage.add(heavy, truths: heavyTruths, days: [10, 20, 50], macroReplications: 2000, seed: 2)
    try coverage.add(heavy, truths: heavyTruths, days: [200], macroReplications: 500, seed: 2)
    try coverage.addReduced(heavy, truths: heavyTruths, days: 20, macroReplications: 2000, seed: 2)
    var common = CommonNumbersTable(threads: threads)
    for shape in [light.shape, heavy.shape] { try common.add(shape: shape, seed: 3) }

    let folder = URL(fileURLWithPath: words[0], isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, lines) in [("coverage.csv", coverage.lines), ("common-numbers.csv", common.lines)] {
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(
            to: folder.appendingPathComponent(name), options: .atomic)
    }
} catch {
    complain("\(error)")
    exit(1)
}
