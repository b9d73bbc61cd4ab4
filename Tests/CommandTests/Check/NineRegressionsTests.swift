import Foundation
import TestSupport
import Testing

/// scenarios/ci.yaml catches what goes wrong, and leaves alone what does not. One seed here; `make gate-bars` takes 100
/// (200 unchanged).
@Suite(.serialized) struct NineRegressionsTests {
    /// A regression: its name, what it sets, and what it does to the file's text.
    struct Regression: Sendable, CustomTestStringConvertible {
        var name: String
        var settings: [String] = []
        var swaps: (@Sendable (String) -> String)?
        var testDescription: String { name }
    }

    /// The scenario with its first and its last trigger in each other's place.
    @Sendable private static func swapped(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let first = lines.firstIndex(where: { $0.hasPrefix("    wants_human:") }),
            let last = lines.firstIndex(where: { $0.hasPrefix("    angry:") })
        else { return text }
        lines.swapAt(first, last)
        return lines.joined(separator: "\n")
    }

    static let all = [
        Regression(name: "a trigger removed", settings: ["policy.triggers.angry=null"]),
        Regression(name: "the order of triggers swapped", swaps: { swapped($0) }),
        Regression(name: "a wrong queue", settings: ["policy.triggers.angry.queue=general"]),
        Regression(name: "slower AI", settings: ["ai.latency=4 s"]),
        Regression(name: "audits off", settings: ["policy.audit.share=0%"]),
        Regression(name: "retraining off", settings: ["training.every=30 days"]),
        Regression(
            name: "15% label noise",
            settings: ["teams.support.label_error=15%", "teams.seniors.label_error=15%"]),
        Regression(
            name: "3% more cost",
            settings: ["teams.support.wage=21.22 USD per hour", "teams.seniors.wage=24.72 USD per hour"]),
        // What the AI reads as a refund it answers from any confidence on: the intents that it takes for one get
        // some two points more wrong answers.
        Regression(
            name: "one intent 2 points worse",
            settings: [
                "policy.threshold=30%",
                "policy.triggers.sure={when: {intent: [order_status, return_item, invoice_copy, cancel_order, "
                    + "password_reset, complaint], confidence_below: 80%}, then: escalate}",
            ]),
    ]

    private static func run(
        _ seed: Int, _ file: String, _ arguments: [String], in folder: TemporaryFolder
    ) throws -> Int32 {
        let run = try BuiltProgram.run(
            ["check", file, "--baseline", "b\(seed).json", "--seed", "\(seed)", "--quiet"] + arguments,
            in: folder,
            environment: ["GITHUB_ACTIONS": ""])
        if run.code > 2 { print(run.errors) }
        return run.code
    }

    @Test("Each regression is caught, and no change is none")
    func caught() throws {
        let folder = try TemporaryFolder()
        let text = try String(contentsOfFile: BuiltProgram.root + "/scenarios/ci.yaml", encoding: .utf8)
        try folder.write("ci.yaml", text)
        #expect(try Self.run(1, "ci.yaml", ["--update-baseline"], in: folder) == 0)
        #expect(try Self.run(1, "ci.yaml", [], in: folder) != 1)
        for regression in Self.all {
            try folder.write("changed.yaml", regression.swaps?(text) ?? text)
            let settings = regression.settings.flatMap { ["--set", $0] }
            #expect(try Self.run(1, "changed.yaml", settings, in: folder) == 1, "\(regression.name)")
        }
    }
}
