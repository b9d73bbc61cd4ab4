import Foundation
import Testing

/// Measures of docs/reference/measures.md, computed anew from the trace by what the pages say and nothing else.
@Suite(.serialized) struct RecomputedMeasuresTests {
    /// Rows of the measured period, and how often each thing happened.
    private struct Trace {
        let rows: [[String: String]]

        func count(_ holds: ([String: String]) -> Bool) -> Double { Double(rows.count(where: holds)) }

        func sum(_ column: String, _ holds: ([String: String]) -> Bool = { _ in true }) -> Double {
            rows.filter(holds).reduce(0) { $0 + (Double($1[column] ?? "") ?? 0) }
        }

        /// Contacts by case, in their order.
        var cases: [[[String: String]]] {
            Dictionary(grouping: rows) { $0["number"] ?? "" }.values.map { contacts in
                contacts.sorted { (Int($0["attempt"] ?? "") ?? 0) < (Int($1["attempt"] ?? "") ?? 0) }
            }
        }
    }

    /// A measure: its name, the formula of the page, and what that makes of the trace.
    private struct Recomputed: Sendable {
        let name: String
        let formula: String
        let value: @Sendable (Trace) -> Double

        init(_ name: String, _ formula: String, _ value: @escaping @Sendable (Trace) -> Double) {
            self.name = name
            self.formula = formula
            self.value = value
        }
    }

    private static func joined(_ row: [String: String]) -> Bool { row["wait_s"] != "" }
    @Sendable private static func offered(_ trace: Trace) -> Double { trace.count { $0["outcome"] != "asked" } }
    private static func reviewed(_ row: [String: String]) -> Bool {
        row["outcome"] == "handled" && (row["decision"] == "suggest" || row["decision"] == "approve")
    }

    private static let measures: [Recomputed] = [
        Recomputed(
            "queries.offered",
            "first contacts in the period + their repeats, which count in the week of the first contact", offered),
        Recomputed("queries.repeat", "contacts of a case after its first") { $0.count { $0["attempt"] != "0" } },
        Recomputed("ai.coverage", "answered by the AI / offered") { trace in
            trace.count { $0["outcome"] == "answered" } / offered(trace)
        },
        Recomputed("ai.selective_risk", "wrong AI answers / AI answers") { trace in
            trace.count { $0["outcome"] == "answered" && $0["right"] == "0" }
                / trace.count { $0["outcome"] == "answered" }
        },
        Recomputed("human.sent", "contacts sent to a queue, those turned away included; audits are not counted") {
            trace in
            trace.count { joined($0) || $0["outcome"] == "blocked" }
        },
        Recomputed(
            "ai.containment",
            "matters resolved by one AI answer / offered; a return after the reopen window is a new matter"
        ) { trace in
            var contained = 0.0
            for contacts in trace.cases {
                for (place, contact) in contacts.enumerated() {
                    let isNew = place == 0 || contacts[place - 1]["reaction"] == "returns_late"
                    let stands = ["content", "returns_late"].contains(contact["reaction"])
                    if isNew, stands, contact["outcome"] == "answered" { contained += 1 }
                }
            }
            return contained / offered(trace)
        },
        Recomputed(
            "ai.resolved_right",
            "resolved with what the customer needed, no contact handled by a human / cases"
        ) { trace in
            let alone = trace.cases.count { contacts in
                contacts.last?["reaction"] == "content" && contacts.last?["right"] == "1"
                    && !contacts.contains { $0["outcome"] == "handled" }
            }
            return Double(alone) / Double(trace.cases.count)
        },
        Recomputed("human.share", "handled by a human / offered; audits are not counted") { trace in
            trace.count { $0["outcome"] == "handled" } / offered(trace)
        },
        Recomputed("human.override_share", "changed / approvals and suggestions handled") { trace in
            trace.count { reviewed($0) && $0["label"] != $0["predicted"] } / trace.count(reviewed)
        },
        Recomputed(
            "human.accepted_wrong",
            "read wrongly by the AI and decided as it proposed / approvals and suggestions handled"
        ) { trace in
            trace.count { reviewed($0) && $0["predicted"] != $0["intent"] && $0["label"] == $0["predicted"] }
                / trace.count(reviewed)
        },
        Recomputed(
            "human.stopped_wrong", "read wrongly by the AI and decided otherwise / approvals and suggestions handled"
        ) { trace in
            trace.count { reviewed($0) && $0["predicted"] != $0["intent"] && $0["label"] != $0["predicted"] }
                / trace.count(reviewed)
        },
        Recomputed("human.wait.mean_s", "time waited / joined a human queue") { trace in
            trace.sum("wait_s") / trace.count(joined)
        },
        Recomputed("human.answered_within_10_s", "handled after a wait of 10 s at most / tried to join") { trace in
            trace.count { $0["outcome"] == "handled" && (Double($0["wait_s"] ?? "") ?? 0) <= 10 }
                / trace.count { joined($0) || $0["outcome"] == "blocked" }
        },
        Recomputed("human.abandonment", "abandoned / joined a human queue") { trace in
            trace.count { $0["outcome"] == "abandoned" } / trace.count(joined)
        },
        Recomputed("human.blocked", "turned away / tried to join") { trace in
            let blocked = trace.count { $0["outcome"] == "blocked" }
            return blocked / (blocked + trace.count(joined))
        },
        Recomputed("human.handle.mean_s", "handle time, wrap-up and annotation included / queries handled") { trace in
            trace.sum("handle_s") { $0["outcome"] == "handled" } / trace.count { $0["outcome"] == "handled" }
        },
        Recomputed("resolution.first_contact", "resolved without a repeat / cases") { trace in
            trace.count { $0["attempt"] == "0" && $0["reaction"] == "content" } / Double(trace.cases.count)
        },
        Recomputed("resolution.right", "resolved with what the customer needed / cases") { trace in
            trace.count { $0["reaction"] == "content" && $0["right"] == "1" } / Double(trace.cases.count)
        },
    ]

    @Test(arguments: ["policy.threshold=70%", "policy.threshold=always", "customers.reopen_window=10 min"])
    func theTraceGivesTheMeasures(_ change: String) throws {
        let folder = try FastScenario.folder()
        let run = try BuiltProgram.run(
            [
                "simulate", "fast.yaml", "--json", "--quiet", "--replications", "1", "--trace", "t.csv", "--set",
                "horizon=3 weeks", "--set", change,
            ], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        let trace = Trace(rows: try table(folder.path + "/t.csv").filter { $0["measured"] == "1" })
        let page = try String(
            contentsOfFile: BuiltProgram.root + "/docs/reference/measures.md", encoding: .utf8)
        var compared = 0
        for measure in Self.measures {
            let entry = try #require(page.components(separatedBy: "## `\(measure.name)`\n").last)
            let text = entry.components(separatedBy: "\n## ")[0]
            #expect(text.contains("Formula: \(measure.formula)."), "\(measure.name): the page says another formula")
            let expected = measure.value(trace)
            guard let found = try run.mean(measure.name) else {
                #expect(!expected.isFinite || expected == 0, "\(measure.name) is missing: \(expected)")
                continue
            }
            compared += 1
            #expect(
                abs(found - expected) <= 1e-6 * max(1, abs(expected)), "\(measure.name): \(found), trace \(expected)")
        }
        #expect(compared >= 10, "\(compared)")
        if change.hasSuffix("always") { #expect(try run.mean("ai.coverage") == 0) }
        #expect(trace.rows.contains { $0["reaction"] == "returns_late" } == change.contains("10 min"))
    }

    @Test func thePageNamesEveryColumn() throws {
        let folder = try FastScenario.folder()
        let run = try BuiltProgram.run(
            [
                "simulate", "fast.yaml", "--json", "--quiet", "--replications", "1", "--trace", "t.csv", "--set",
                "horizon=1 h",
            ], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        let header = try folder.text("t.csv").split(separator: "\n")[0].trimmingCharacters(in: .newlines)
        let page = try String(contentsOfFile: BuiltProgram.root + "/docs/reference/scenarios.md", encoding: .utf8)
        let section = try #require(page.components(separatedBy: "The columns of the trace:").last)
        let table = section.components(separatedBy: "\n\n")[1]
        let named = table.split(separator: "\n").dropFirst(2).flatMap { line in
            line.split(separator: "|")[0].matches(of: /`([a-z_]+)`/).map { String($0.output.1) }
        }
        #expect(named.joined(separator: ",") == header)
    }
}
