import ArgumentParser
import Experiments
import Files
import Foundation
import Reports
import Results
import Verification

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the simulator against exact results of queueing theory.",
        discussion: """
            Builds for every case the scenario that reduces to it, runs the whole simulation
            until the half-widths (95%) are 1% of what is expected, and compares. Without
            --cases it uses cases made from its own exact formulas.

            Examples:
              hitl verify --quick
              hitl verify --cases cases.json --json
              hitl verify --cases cases.json --emit erlangC_l48_m1_c50 --out case.yaml

            Exit code 0: all agree; 1: one does not; 2: the precision was not reached;
            65: a case that makes no sense.

            The warm-up lasts 15 relaxation times of the model. Runs are planned for the
            precision, so --emit needs the same --precision as the run. A case gets no further
            replications after 1,000 million contacts, with --quick after 15 million; what is
            wide then is listed so, and the exit code is 0.
            """)

    @Option(name: .long, help: ArgumentHelp("Cases as JSON: id, model, params, expected.", valueName: "file"))
    var cases: String?

    @Option(name: .long, help: ArgumentHelp("Only these cases, separated by commas.", valueName: "a,b"))
    var ids: String?

    @Option(name: .long, help: ArgumentHelp("Write the scenario of this case, and run nothing.", valueName: "id"))
    var emit: String?

    @Option(name: .long, help: ArgumentHelp("File for the scenario, or for the result.", valueName: "file"))
    var out: String?

    @Flag(name: .long, help: "Replace a file that is there already.")
    var force = false

    @Option(name: .long, help: settings.precision.argument, completion: settings.precision.completion)
    var precision: String?

    @Flag(name: .long, help: "Half-widths of 10%, or 15 million contacts: three minutes.")
    var quick = false

    @Option(name: .long, help: settings.maxReplications.argument, completion: settings.maxReplications.completion)
    var maxReplications = 3000

    @OptionGroup var threading: ThreadOptions

    @Flag(name: .long, help: "Print the result as JSON on standard output, and nothing else there.")
    var json = false

    @Flag(name: .long, help: "No progress.")
    var quiet = false

    mutating func validate() throws {
        try asUsage { try Self.settings.maxReplications.check(maxReplications) }
        if quick && precision != nil { throw ValidationError("--quick is a precision: give one of the two") }
        _ = try relativePrecision()
    }

    mutating func run() throws {
        var chosen = try cases.map { try TheoryCase.read($0) } ?? TheoryCase.builtIn()
        let file = cases ?? "the built-in cases"
        if let wanted = emit ?? ids {
            let names = wanted.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            for name in names where !chosen.contains(where: { $0.id == name }) {
                let near = Spelling.closest(to: name, among: chosen.map(\.id))
                throw DataError("\(file): there is no case '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
            }
            chosen = chosen.filter { names.contains($0.id) }
        }
        let verification = try VerificationRun(
            chosen, file: file, precision: VerificationPrecision(relative: relativePrecision()),
            maximumReplications: maxReplications, maximumContacts: quick ? 15_000_000 : 1_000_000_000,
            threads: threading.count)
        if emit != nil {
            try writeScenario(verification)
            return
        }
        if let out, !force, FileManager.default.fileExists(atPath: out) { throw OutputError.exists(path: out) }
        let isQuiet = quiet
        let result = try verification.run { done, total, id in
            guard !isQuiet else { return }
            let line = "verify: \(done) of \(total) cases, now \(id)"
            if Console.isLive { Console.redraw(line) } else { Console.note(line) }
        }
        if !quiet, Console.isLive { Console.redraw("") }
        if let out { try WholeFile.write(Array(VerificationJSON.text(result).utf8), to: out, replace: force) }
        Console.print(json ? VerificationJSON.text(result) : VerificationText(result).text)
        if result.failed > 0 { throw ExitCode(1) }
        if result.imprecise > 0, !quick { throw ExitCode(2) }
    }

    private func writeScenario(_ verification: VerificationRun) throws {
        for (theoryCase, outcome) in verification.outcomes {
            switch outcome {
            case .unsupported(let reason):
                throw DataError("case '\(theoryCase.id)' has no scenario: \(reason)")
            case .scenario(let reduction):
                if let out {
                    try WholeFile.write(Array(reduction.yaml.utf8), to: out, replace: force)
                } else {
                    Console.print(reduction.yaml)
                }
            }
        }
    }

    private func relativePrecision() throws -> Double {
        try asUsage { try Self.settings.precision.share(precision) } ?? (quick ? 0.1 : 0.01)
    }
}
