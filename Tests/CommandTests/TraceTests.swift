import Foundation
import Testing

@Suite(.serialized) struct TraceTests {
    @Test func aTraceHasARowForEachContactAndItsSumsAreTheSummarys() throws {
        let folder = try FastScenario.folder()
        let run = try BuiltProgram.run(
            [
                "simulate", "fast.yaml", "--json", "--quiet", "--replications", "1", "--trace", "t.csv", "--audit",
                "a.jsonl",
            ], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        let rows = try table(folder.path + "/t.csv")
        let measured = rows.filter { $0["measured"] == "1" }
        let count = Double(measured.count)
        #expect(count > 400)
        #expect(Set(rows.map { "\($0["number"] ?? "")/\($0["attempt"] ?? "")" }).count == rows.count)
        func number(where condition: ([String: String]) -> Bool) -> Double { Double(measured.filter(condition).count) }
        let repeats = number { $0["attempt"] != "0" }
        let toHumans = number { $0["decision"] != "answer" }
        let blocked = number { $0["outcome"] == "blocked" }
        let abandoned = number { $0["outcome"] == "abandoned" }
        let answered = number { $0["outcome"] == "answered" }
        let wrong = number { $0["outcome"] == "answered" && $0["right"] == "0" }
        #expect(repeats > 5 && blocked > 0 && abandoned > 5 && answered > 50 && wrong > 0)
        #expect(try run.mean("queries.offered") == count)
        #expect(try run.mean("queries.repeat") == repeats)
        func near(_ name: String, _ expected: Double) throws {
            let value = try #require(try run.mean(name))
            #expect(abs(value - expected) <= 1e-6 * max(1, abs(expected)), "\(name): \(value), trace \(expected)")
        }
        try near("ai.coverage", answered / count)
        try near("ai.selective_risk", wrong / answered)
        try near("human.blocked", blocked / toHumans)
        try near("human.abandonment", abandoned / (toHumans - blocked))
        try near("human.share", number { $0["outcome"] == "handled" } / count)
        let waits = measured.compactMap { Double($0["wait_s"] ?? "") }
        try near("human.wait.mean_s", waits.reduce(0, +) / (toHumans - blocked))
        // Every contact of the trace was decided on the record.
        let trail = try folder.text("a.jsonl").split(separator: "\n")
        #expect(trail.count { $0.contains("\"event\":\"decision\"") } >= rows.count)
    }

    @Test func twoPoliciesMeetTheSameCustomers() throws {
        let folder = try FastScenario.folder()
        for (name, threshold) in [("a", "5%"), ("b", "95%")] {
            let run = try BuiltProgram.run(
                [
                    "simulate", "fast.yaml", "--json", "--quiet", "--replications", "1", "--trace", "\(name).csv",
                    "--set", "policy.threshold=\(threshold)", "--set", "customers.notice_wrong=100%",
                ], in: folder)
            #expect(run.code == 0)
        }
        let known = ["arrival_s", "text", "intent", "channel", "segment", "upset", "requested_action", "amount"]
        func firsts(_ name: String) throws -> [String: [String?]] {
            let rows = try table(folder.path + "/" + name).filter { $0["attempt"] == "0" && $0["measured"] == "1" }
            return Dictionary(uniqueKeysWithValues: rows.map { row in (row["number"] ?? "", known.map { row[$0] }) })
        }
        let bold = try firsts("a.csv")
        let timid = try firsts("b.csv")
        #expect(bold.count > 300 && bold == timid)
        let repeats = try ["a.csv", "b.csv"].map { try table(folder.path + "/" + $0).count { $0["attempt"] != "0" } }
        #expect(repeats[0] != repeats[1], "the policies cause different numbers of repeats: \(repeats)")
    }

    @Test func trailsAreVerified() throws {
        let folder = try FastScenario.folder()
        let run = try BuiltProgram.run(
            ["simulate", "fast.yaml", "--json", "--quiet", "--replications", "1", "--audit", "trail.jsonl"], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        let intact = try BuiltProgram.run(["audit", "verify", "trail.jsonl"], in: folder)
        #expect(intact.code == 0 && intact.output.hasPrefix("intact: trail.jsonl, "), "\(intact.errors)")
        let lines = try folder.text("trail.jsonl").split(separator: "\n").map(String.init)
        var reordered = lines
        reordered.swapAt(3, 4)
        var altered = lines
        altered[7] = altered[7].replacingOccurrences(of: "\"query\":", with: "\"query\":1")
        #expect(altered[7] != lines[7])
        for tampered in [altered, reordered, Array(lines.dropLast()), Array(lines.dropFirst()), lines + [lines[0]]] {
            try folder.write("trail.jsonl", tampered.joined(separator: "\n") + "\n")
            let verdict = try BuiltProgram.run(["audit", "verify", "trail.jsonl"], in: folder)
            #expect(verdict.code == 1 && verdict.output.hasPrefix("NOT INTACT"), "\(verdict)")
            #expect(verdict.errors.contains("trail.jsonl"))
        }
        #expect(try BuiltProgram.run(["audit", "verify", "gone.jsonl"], in: folder).code == 65)
    }
}
