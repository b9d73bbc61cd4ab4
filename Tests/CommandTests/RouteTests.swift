import Files
import Foundation
import TestSupport
import Testing

/// `hitl route` on lines that cannot be read, and at ends that nobody chose.
@Suite(.serialized) struct RouteTests {
    private func trained() throws -> TemporaryFolder {
        let folder = try FastScenario.folder()
        try folder.write("labels.csv", FastScenario.labels())
        let run = try BuiltProgram.run(["train", "--labels", "labels.csv", "--out", "m.json", "--quiet"], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        return folder
    }

    private static let command = ["route", "--model", "m.json", "--policy", "fast.yaml"]

    private func objects(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
        }
    }

    private func query(_ id: String, _ more: String = "") -> String { #"{"id":"\#(id)","text":"my card"\#(more)}"# }

    static let badLines: [(line: String, column: Int, words: String, id: String?)] = [
        ("nonsense", 1, "not a JSON object", nil), (#"{"id":"x"}"#, 1, "\"text\" is missing", "x"),
        ("[1]", 1, "not a JSON object", nil),
        (#"{"id":"x","text":5}"#, 18, "wrong kind", "x"), (#"{"id":5,"text":"x"}"#, 7, "wrong kind", nil),
        (#"{"id":"x","text":"x","channel":"chad"}"#, 32, "no channel 'chad'", "x"),
        (#"{"id":"x","text":"x","segment":"ships"}"#, 32, "no segment 'ships'", "x"),
        (#"{"id":"x","text":"x","amount":1e999}"#, 1, "out of range", "x"),
        (#"{"id":"x","text":"x","amount":-1}"#, 31, "amount is out of range", "x"),
        (#"{"id":"x","text":"x","amount":1e308}"#, 31, "amount is out of range", "x"),
        (#"{"id":"x","text":"x","amount":NaN}"#, 31, "JSON value", nil),
        (#"{"id":"x","text":"x","earlier_contacts":1.5}"#, 41, "earlier_contacts is out of range", "x"),
        (#"{"id":"x","text":"x","failed_attempts":9223372036854775808}"#, 40, "out of range", "x"),
        (#"{"id":"x","text":"x","arrival_s":-1e308}"#, 34, "arrival_s is out of range", "x"),
        (#"{"id":"x","text":"x","state":{"backlog":{"chat":9223372036854775807}}}"#, 49, "state.backlog.chat", "x"),
        (#"{"id":"x","text":"x","state":{"backlog":{"chat":-1}}}"#, 49, "state.backlog.chat", "x"),
        (#"{"id":"x","text":"x","state":{"agents":{"chat":1e18}}}"#, 48, "state.agents.chat", "x"),
        (#"{"id":"x","text":"x","state":{"idle":{"chat":0.5}}}"#, 46, "state.idle.chat", "x"),
        (#"{"id":"x","text":"x","state":{"handle_s":{"chat":1e308}}}"#, 50, "state.handle_s.chat", "x"),
        (#"{"id":"x","text":"x","state":{"load":{"chat":-5}}}"#, 46, "state.load.chat", "x"),
        (#"{"id":"x","text":"x","state":{"left_s":{"chat":1e16}}}"#, 48, "state.left_s.chat", "x"),
        (#"{"id":"x","text":"x","state":{"agents":{"chat":1,"chatt":2}}}"#, 58, "no queue 'chatt'", "x"),
        (#"{"id":"x","text":"x","prioritee":1}"#, 34, "unknown key 'prioritee' in a query", "x"),
        (#"{"id":"x","txt":"x"}"#, 17, "unknown key 'txt'", "x"),
        (#"{"id":"x","text":"x","state":{"backlogs":{"chat":1}}}"#, 42, "unknown key 'backlogs' in the state", "x"),
        (#"{"id":"x","text":"x""#, 21, "too early", nil), ("{\"id\":\"x\",\"text\":\"\u{0}\"}", 19, "zero byte", nil),
        ("{\"id\":\"\(String(repeating: "x", count: 1001))\",\"text\":\"\"}", 7, "longer than 1000", nil),
    ]

    /// One run with all of them: each is answered in its place, and the queries between them are served as if there were
    /// none.
    @Test func badLinesAreAnsweredInTheirPlace() throws {
        let folder = try trained()
        var lines: [String] = []
        for (number, bad) in Self.badLines.enumerated() { lines += [query("\(number)"), bad.line] }
        let run = try BuiltProgram.run(
            Self.command + ["--audit", "trail"], in: folder, input: lines.joined(separator: "\n"))
        #expect(run.code == 65 && !run.wasKilled, "\(run)")
        let count = Self.badLines.count
        #expect(
            run.errors == "\(count) of \(2 * count) lines could not be read; an error stands in the place of each\n")
        let answers = try objects(run.output)
        try #require(answers.count == 2 * count)
        for (number, bad) in Self.badLines.enumerated() {
            #expect(answers[2 * number]["id"] as? String == "\(number)" && answers[2 * number]["intent"] != nil)
            let answer = answers[2 * number + 1]
            let error = try #require(answer["error"] as? [String: Any], "\(bad.line)")
            #expect(error["line"] as? Int == 2 * number + 2 && error["column"] as? Int == bad.column, "\(answer)")
            #expect((error["what"] as? String)?.contains(bad.words) == true, "\(answer)")
            #expect((error["remedy"] as? String)?.isEmpty == false && answer["id"] as? String == bad.id, "\(answer)")
        }
        let alone = try BuiltProgram.run(
            Self.command, in: folder, input: stride(from: 0, to: 2 * count, by: 2).map { lines[$0] + "\n" }.joined())
        #expect(alone.code == 0)
        #expect(
            run.output.split(separator: "\n").enumerated().filter { $0.offset % 2 == 0 }.map { $0.element + "\n" }
                .joined() == alone.output)
        let trail = try objects(folder.text("trail"))
        #expect(trail.map { $0["id"] as? String } == (0..<count).map { "\($0)" })
        #expect(trail.map { $0["query"] as? Int } == Array(0..<count))
        #expect(try BuiltProgram.run(["audit", "verify", "trail"], in: folder).code == 0)
    }

    @Test func unknownKeysAreToldWithWhatIsKnown() throws {
        let folder = try trained()
        let run = try BuiltProgram.run(
            Self.command, in: folder, input: query("a", #","segmant":"few","chanel":"mail""#))
        let error = try #require(objects(run.output).first?["error"] as? [String: Any])
        // The first one in the line.
        #expect(error["what"] as? String == "unknown key 'segmant' in a query", "\(error)")
        let remedy = error["remedy"] as? String ?? ""
        #expect(remedy.hasPrefix("did you mean 'segment'? known are: id, text, channel, segment, action"), "\(remedy)")
    }

    /// What a line does not tell is not the first of several.
    @Test func withoutASegmentThereIsNoPriorityOfOne() throws {
        let folder = try trained()
        let set = [
            "traffic.segments={vip: {share: 10%, priority: 0}, many: {share: 90%, priority: 7}}",
            "policy.threshold=100%", "policy.queues_by_channel={chat: mail}",
            "policy.triggers={vip: {when: {segment: [vip]}, then: escalate, priority: 1}}",
        ].flatMap { ["--set", $0] }
        let lines = [
            query("a"), query("b", #","segment":"vip","channel":"chat""#),
            query("c", #","segment":"many","channel":"mail""#),
        ]
        let run = try BuiltProgram.run(Self.command + set, in: folder, input: lines.joined(separator: "\n"))
        let answers = try objects(run.output)
        #expect(answers.map { $0["priority"] as? Int } == [5, 0, 7], "\(run)")
        #expect(answers.map { $0["queue"] as? String } == ["chat", "mail", "chat"], "\(run)")
        #expect(answers.map { ($0["reasons"] as? [String])?.contains("vip") } == [false, true, false], "\(run)")
    }

    @Test func aStateIsTakenWholeOrNotAtAll() throws {
        let folder = try trained()
        let set = [
            "--set", "policy.rule=expected_cost", "--set", "policy.expected_cost={human: 1 USD, waiting: 1 USD per h}",
        ]
        let busy = #","channel":"mail","state":{"backlog":{"mail":9},"handle_s":{"mail":1e300}}"#
        let run = try BuiltProgram.run(
            Self.command + set, in: folder, input: [query("a"), query("b", busy), query("a")].joined(separator: "\n"))
        let lines = run.output.split(separator: "\n")
        #expect(run.code == 65 && lines.count == 3 && lines[0] == lines[2], "\(run)")
    }

    /// Backlogs and loads that no arithmetic survives, of a policy that prices waiting; the next line is answered.
    @Test(arguments: [
        #"{"id":"q","text":"card help","state":{"backlog":{"chat":9223372036854775807}}}"#,
        #"{"id":"q","text":"x","state":{"handle_s":{"chat":1e308},"load":{"chat":5}}}"#,
    ])
    func numbersThatOverflowAreErrorsOfTheirLine(line: String) throws {
        let run = try BuiltProgram.run(
            ["route", "--model", "m.json", "--policy", BuiltProgram.root + "/scenarios/congestion.yaml"],
            in: try trained(), input: line + "\n" + query("next") + "\n")
        let answers = try objects(run.output)
        #expect(run.code == 65 && !run.wasKilled && answers.count == 2, "\(run)")
        #expect(answers[0]["error"] != nil && answers[0]["id"] as? String == "q")
        #expect(answers[1]["id"] as? String == "next" && answers[1]["decision"] != nil)
    }

    /// Trails whose chain was made anew in another order, with a gap, or of something else: the digests hold, and the command
    /// says that the trail is not intact.
    @Test func trailsThatARouterWouldNotHaveWritten() throws {
        let folder = try trained()
        let lines = (0..<5).map { query("\($0)") }.joined(separator: "\n")
        #expect(try BuiltProgram.run(Self.command + ["--audit", "trail"], in: folder, input: lines).code == 0)
        let bodies = try folder.text("trail").split(separator: "\n").map {
            String($0).components(separatedBy: ",\"digest\":")[0]
        }
        #expect(bodies.count == 5)
        let swapped = [bodies[1], bodies[0]] + bodies.dropFirst(2)
        let gap = [bodies[0]] + bodies.dropFirst(2)
        for (forged, isIntact) in [(bodies, true), (swapped, false), (gap, false), (["{\"x\":1", "{\"x\":1"], false)] {
            var chain = HashChain()
            var text = ""
            for body in forged { text += body + ",\"digest\":\"\(chain.append(Array((body + "}").utf8)))\"}\n" }
            try folder.write("forged", text)
            try folder.write("forged.head", "{\"count\":\(chain.count),\"digest\":\"\(chain.head)\"}\n")
            let run = try BuiltProgram.run(["audit", "verify", "forged"], in: folder)
            #expect(run.code == (isIntact ? 0 : 1) && run.output.hasPrefix("NOT INTACT") != isIntact, "\(run)")
        }
    }

    /// A router that runs, with a pipe to write to.
    private func live(_ arguments: [String] = [], in folder: TemporaryFolder, largestFile: Int? = nil) throws
        -> (process: Process, input: FileHandle, output: FileHandle)
    {
        let process = Process()
        let words = [BuiltProgram.path] + Self.command + ["--audit", "trail"] + arguments
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        let limit = largestFile.map { "ulimit -f \($0); " } ?? ""
        process.arguments = ["-c", limit + "exec \"$@\"", "bash"] + words
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle(forWritingAtPath: "/dev/null")
        try process.run()
        return (process, input.fileHandleForWriting, output.fileHandleForReading)
    }

    /// Reads until there are so many lines, or the end.
    private func read(_ count: Int, from handle: FileHandle) -> [String] {
        var text = Data()
        while text.count(where: { $0 == 10 }) < count {
            let more = handle.availableData
            if more.isEmpty { break }
            text += more
        }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// When input pauses nothing is held back; after any end each decision is in a trail that verifies, and the router goes
    /// on.
    @Test(arguments: [SIGKILL, SIGTERM, SIGINT, SIGHUP])
    func everyPrintedDecisionIsInTheTrail(signal: Int32) throws {
        let folder = try trained()
        for round in 0..<2 {
            let (process, input, output) = try live(["--resume"], in: folder)
            for number in 0..<3 {
                try input.write(contentsOf: Data((query("\(round).\(number)") + "\n").utf8))
                let answer = try objects(read(1, from: output).joined())
                #expect(answer.map { $0["id"] as? String } == ["\(round).\(number)"])
                #expect(try objects(folder.text("trail")).count == 3 * round + number + 1)
            }
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            #expect(process.terminationStatus == (signal == SIGKILL ? SIGKILL : 130))
            let verdict = try BuiltProgram.run(["audit", "verify", "trail"], in: folder)
            #expect(verdict.code == 0 && verdict.output.contains("\(3 * round + 3) records"), "\(verdict)")
        }
        #expect(try objects(folder.text("trail")).compactMap { $0["query"] as? Int } == Array(0..<6))
    }

    /// A file that may grow no more is 73, and no decision is printed whose record is not there.
    @Test func aFullDiskLosesNothing() throws {
        let folder = try trained()
        let (process, input, output) = try live(in: folder, largestFile: 2)
        var printed: [String] = []
        for number in 0..<50 {
            guard (try? input.write(contentsOf: Data((query("\(number)") + "\n").utf8))) != nil else { break }
            let answer = read(1, from: output)
            if answer.isEmpty { break }
            printed += answer
        }
        process.waitUntilExit()
        #expect(process.terminationStatus == 73 && process.terminationReason == .exit)
        let trail = try objects(folder.text("trail"))
        #expect(!printed.isEmpty && trail.count == printed.count)
        let verdict = try BuiltProgram.run(["audit", "verify", "trail", "--expect-head", "trail.head"], in: folder)
        #expect(verdict.code == 0, "\(verdict)")
        let more = try BuiltProgram.run(
            Self.command + ["--audit", "trail", "--resume"], in: folder, input: query("more"))
        #expect(more.code == 0 && more.output.contains("\"more\""))
        #expect(try BuiltProgram.run(["audit", "verify", "trail"], in: folder).code == 0)
    }

    @Test func aHeadKeptElsewhereShowsWhatTheTrailAloneDoesNot() throws {
        let folder = try trained()
        let lines = (0..<5).map { query("\($0)") }.joined(separator: "\n")
        #expect(try BuiltProgram.run(Self.command + ["--audit", "trail"], in: folder, input: lines).code == 0)
        try folder.write("kept.head", folder.text("trail.head"))
        let first = try BuiltProgram.run(["audit", "verify", "trail", "--expect-head", "kept.head"], in: folder)
        #expect(first.code == 0 && first.output.contains("Up to record 5 nothing was altered"), "\(first)")
        let digest = String(first.output.split(separator: "\n")[1].dropFirst("head: ".count))
        #expect(try BuiltProgram.run(["audit", "verify", "trail", "--expect-head", digest], in: folder).code == 0)
        let more = try BuiltProgram.run(
            Self.command + ["--audit", "trail", "--resume"], in: folder, input: query("more"))
        #expect(more.code == 0)
        let strict = try BuiltProgram.run(["audit", "verify", "trail", "--expect-head", digest], in: folder)
        #expect(strict.code == 1 && strict.errors.contains("--grown"), "\(strict)")
        let grown = try BuiltProgram.run(["audit", "verify", "trail", "--expect-head", digest, "--grown"], in: folder)
        #expect(grown.code == 0 && grown.output.contains("After it: 1 record,"), "\(grown)")
        // Another trail, whole and with its own head.
        let other = try BuiltProgram.run(
            Self.command + ["--audit", "trail", "--force"], in: folder, input: lines)
        #expect(other.code == 0)
        #expect(try BuiltProgram.run(["audit", "verify", "trail"], in: folder).code == 0)
        for words in [[], ["--grown"]] {
            let found = try BuiltProgram.run(
                ["audit", "verify", "trail", "--expect-head", "kept.head"] + words, in: folder)
            #expect(found.code == 1 && found.errors.contains("no record has the expected digest"), "\(found)")
        }
        let wrong = try BuiltProgram.run(["audit", "verify", "trail", "--expect-head", "m.json"], in: folder)
        #expect(wrong.code == 65 && wrong.errors.contains("not the head of a trail"))
    }

    @Test func optionsThatDoNotGoTogether() throws {
        let folder = try trained()
        for words in [["--audit", "t", "--resume", "--force"], ["--resume"]] {
            #expect(try BuiltProgram.run(Self.command + words, in: folder).code == 64)
        }
        #expect(try BuiltProgram.run(["audit", "verify", "t", "--grown"], in: folder).code == 64)
        #expect(!folder.exists("t"))
    }
}
