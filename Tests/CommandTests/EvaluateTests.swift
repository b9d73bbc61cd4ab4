import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct EvaluateTests {
    private func trained(_ arguments: [String] = []) throws -> TemporaryFolder {
        let folder = try FastScenario.folder()
        try folder.write("labels.csv", FastScenario.labels())
        let run = try BuiltProgram.run(
            ["train", "--labels", "labels.csv", "--out", "m.json", "--quiet"] + arguments, in: folder)
        #expect(run.code == 0 && run.errors == "", "\(run.errors)")
        return folder
    }

    @Test func qualityHasEveryMeasure() throws {
        let folder = try trained()
        let call = ["evaluate", "--model", "m.json", "--labels", "labels.csv"]
        let quality = try BuiltProgram.run(call + ["--json"], in: folder).json()
        for key in ["accuracy", "calibration_error", "aurc", "augrc"] + [90, 95, 98].map({ "coverage_at_\($0)" }) {
            #expect(quality[key] is Double, "\(key)")
        }
        #expect(quality["out_of_scope_auroc"] == nil)
        let cost = try #require(quality["cost"] as? [String: Any])
        #expect(cost["per_query_answering_none"] as? Double == 8.01)
        let dear = try BuiltProgram.run(call + ["--json", "--human-cost", "0", "--wrong-answer-cost", "5"], in: folder)
        #expect(try (dear.json()["cost"] as? [String: Any])?["threshold"] is NSNull)
        let text = try BuiltProgram.run(call, in: folder).output
        for words in ["AUGRC", "coverage at 90% right", "cheapest threshold", "answering none"] {
            #expect(text.contains(words), "\(words) in \(text)")
        }
        #expect(try BuiltProgram.run(call + ["--human-cost", "-1"], in: folder).code == 64)
        #expect(try BuiltProgram.run(call + ["--wrong-answer-cost", "nan"], in: folder).code == 64)
    }

    @Test func textsOutOfScopeStandBesideThoseInScope() throws {
        let folder = try trained()
        let labels = try folder.text("labels.csv")
        try folder.write("mixed.csv", labels + "xyzzy plugh,nothing\r\nwhere is my cat,nothing\r\n")
        let call = ["evaluate", "--model", "m.json", "--labels", "mixed.csv", "--json"]
        let counted = try BuiltProgram.run(call, in: folder).json()
        #expect(counted["texts"] as? Int == 202 && counted["unknown_intents"] as? Int == 2)
        let outside = try BuiltProgram.run(call + ["--out-of-scope-intent", "nothing"], in: folder).json()
        #expect(outside["texts"] as? Int == 202 && outside["unknown_intents"] as? Int == 0)
        #expect((outside["in_scope"] as? [String: Any])?["texts"] as? Int == 200)
        #expect(outside["out_of_scope_texts"] as? Int == 2)
        #expect(try #require(outside["out_of_scope_auroc"] as? Double) > 0.8, "\(outside)")
        // A model that was taught what is out of scope answers for it.
        let taught = try BuiltProgram.run(
            ["train", "--labels", "mixed.csv", "--out", "t.json", "--class-weights", "balanced", "--quiet"], in: folder)
        #expect(taught.code == 0)
        let known = try BuiltProgram.run(
            ["evaluate", "--model", "t.json", "--labels", "mixed.csv", "--json", "--out-of-scope-intent", "nothing"],
            in: folder
        ).json()
        #expect(known["texts"] as? Int == 202 && known["out_of_scope_auroc"] as? Double ?? 0 > 0.95)
    }

    /// Traffic with texts out of scope: all texts count, a share may be stated, and the verdict is in text, page and JSON.
    @Test func theTrafficThatComesIsToldOf() throws {
        let folder = try trained()
        let labels = try folder.text("labels.csv")
        let others = (0..<40).map { "cat \($0) sings of tea \($0 % 7),out_of_scope\r\n" }.joined()
        try folder.write("mixed.csv", labels + others)
        let call = ["evaluate", "--model", "m.json", "--labels", "mixed.csv"]
        let run = try BuiltProgram.run(call + ["--json", "--out", "q.html"], in: folder)
        #expect(run.code == 0 && run.errors.contains("report: q.html"), "\(run)")
        let quality = try run.json()
        #expect(quality["texts"] as? Int == 240 && quality["out_of_scope_texts"] as? Int == 40)
        let cost = try #require(quality["cost"] as? [String: Any])
        let bounds = try #require((cost["intervals"] as? [String: Any])?["per_query"] as? [Double])
        #expect(bounds.count == 2 && bounds[0] <= cost["per_query"] as? Double ?? -1)
        let verdict = try #require(quality["verdict"] as? String)
        let page = try folder.text("q.html")
        #expect(page.contains("<svg") && page.contains("Most confused") && page.contains("card"))
        #expect(page.contains(verdict) && !page.contains("http://") && !page.contains("https://"))
        #expect((quality["by_intent"] as? [Any])?.count == 4 && quality["confusions"] is [Any])
        #expect(try BuiltProgram.run(call + ["--out", "q.html"], in: folder).code == 73)
        #expect(try BuiltProgram.run(call + ["--out", "q.html", "--force"], in: folder).code == 0)
        #expect(try folder.text("q.html").contains("<svg"))
        // More of the traffic out of scope costs more.
        func perQuery(_ share: String) throws -> Double {
            let run = try BuiltProgram.run(call + ["--json", "--out-of-scope-share", share], in: folder)
            return try #require((run.json()["cost"] as? [String: Any])?["per_query_answering_all"] as? Double)
        }
        #expect(try perQuery("0%") < perQuery("10%"))
        #expect(try perQuery("10%") < perQuery("60%"))
    }

    @Test func sharesThatCannotBeAreExplained() throws {
        let folder = try trained()
        let call = ["evaluate", "--model", "m.json", "--labels", "labels.csv", "--out-of-scope-share"]
        for share in ["101%", "1.5", "nan", "some", "-5%"] {
            let run = try BuiltProgram.run(call + [share], in: folder)
            #expect(run.code == 64 && run.errors.contains("--out-of-scope-share"), "\(share): \(run)")
        }
        let none = try BuiltProgram.run(call + ["10%"], in: folder)
        #expect(none.code == 65 && none.errors.contains("labels.csv: no text is labelled 'out_of_scope'"), "\(none)")
        #expect(try BuiltProgram.run(call + ["0%"], in: folder).code == 0)
        try folder.write("log.csv", "id,predicted,confidence,intent\nq1,card,0.9,card\nq2,card,0.6,refund\n")
        let log = ["evaluate", "--predictions", "log.csv"]
        #expect(try BuiltProgram.run(log + ["--out-of-scope-share", "10%"], in: folder).code == 65)
        #expect(try BuiltProgram.run(log + ["--out", "q.html"], in: folder).code == 0)
        #expect(try folder.text("q.html").contains("Reliability"))
    }

    @Test func labelsAreTrimmedAndOddOnesNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "odd.csv",
            "text,intent\nmy bill is wrong,billing \nMY  bill is wrong,billing\nwrong bill,billing\n"
                + "lost password,Password\nforgot password,password\nreset password,password\n"
                + "caf\u{E9} open,caf\u{E9}\ncafe\u{301} shut,cafe\u{301}\n")
        let run = try BuiltProgram.run(["train", "--labels", "odd.csv", "--out", "m.json"], in: folder)
        #expect(run.code == 0, "\(run)")
        for words in [
            "of 4 intents", "1 label had spaces around", "'Password', 'password'", "1 text is a copy",
            "1 intent has a single text: 'Password'", "more than one Unicode form, now one each: 'caf\u{E9}'",
        ] {
            #expect(run.errors.contains(words), "\(words) in \(run.errors)")
        }
        #expect(try !folder.text("m.json").contains("\"billing \""))
    }

    @Test func badCorporaAreExplained() throws {
        let folder = try TemporaryFolder()
        func train(_ text: String, _ arguments: [String] = []) throws -> BuiltProgram.Outcome {
            try folder.write("c.csv", text)
            return try BuiltProgram.run(["train", "--labels", "c.csv", "--out", "c.json"] + arguments, in: folder)
        }
        let one = try train("text,intent\nhello,card\nbye,card\n")
        #expect(one.code == 65 && one.errors.contains("all texts have the intent 'card'"), "\(one)")
        let twice = try train("text,intent\nhello,card\nHELLO,refund\nmoney,refund\nplastic,card\nmoney,card\n")
        #expect(twice.code == 0 && twice.errors.contains("2 texts occur under more than one intent, first in row 2"))
        let many = try train(
            "text,intent\n" + (0..<100_000).map { "text \($0) of \($0 % 1009),intent \($0)\n" }.joined(), ["--force"])
        #expect(many.code == 65 && many.errors.contains("100000 intents"), "\(many.errors)")
        #expect(try folder.names() == ["c.csv", "c.json"])
        let sound = "text,intent\nhello,card\nmoney,refund\n"
        for (arguments, code) in [
            (["--class-weight", "card=2", "--class-weight", "refund=0.5"], 0), (["--class-weight", "cart=2"], 65),
            (["--class-weight", "card"], 64), (["--class-weight", "card=-1"], 64),
            (["--class-weight", "card=1", "--class-weights", "balanced"], 64), (["--class-weights", "odd"], 64),
        ] {
            let run = try train(sound, arguments + ["--force", "--quiet"])
            #expect(run.code == Int32(code), "\(arguments): \(run)")
        }
    }
}
