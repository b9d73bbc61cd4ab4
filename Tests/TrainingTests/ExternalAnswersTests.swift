import Files
import Foundation
import Routing
import TestSupport
import Testing
import Training

/// A folder with a program that answers as the text asks it to.
final class HelperProgram {
    private let place: TemporaryFolder
    var folder: String { place.path }

    init() throws {
        place = try TemporaryFolder()
        try place.write("helper.sh", Self.script)
    }

    /// The words of the text decide what happens; every run and every line of it is noted in `log`.
    static let script = #"""
        echo start >> log
        while IFS= read -r line; do
            echo line >> log
            case "$line" in
                *hang*) sleep 60 ;;
                *die*) exit 3 ;;
                *once*) if [ ! -e died ]; then : > died; exit 3; fi; echo '{"intent":"b","confidence":0.5}' ;;
                *garbage*) echo 'I think it is b.' ;;
                *twice*) printf '{"intent":"b","confidence":0.5}\n{"intent":"a","confidence":0.5}\n' ;;
                *unknown*) echo '{"intent":"z","confidence":0.5}' ;;
                *above*) echo '{"intent":"b","confidence":1.01}' ;;
                *below*) echo '{"intent":"b","confidence":-0.1}' ;;
                *nan*) echo '{"intent":"b","confidence":NaN}' ;;
                *huge*) echo '{"intent":"b","confidence":1e999}' ;;
                *missing*) echo '{"intent":"b"}' ;;
                *upset*) echo '{"intent":"b","confidence":0.5,"emotion":0.9}' ;;
                *words*) echo 'Sure: {a brace}, {"intent":"b","confidence":0.75}, and {no more}.' ;;
                *fence*) printf '```json\n{"intent": "b",\n "confidence": 0.75}\n```\n' ;;
                *nested*) echo '{"result":{"intent":"b","confidence":0.75},"note":"}"}' ;;
                *later*) echo 'I think'; sleep 0.05; echo '{"intent":"b","confidence":0.75}' ;;
                *long*) head -c 5000 /dev/zero | tr '\0' x; echo ;;
                *endless*) while :; do echo 0123456789012345678901234567890123456789012345678901234567890123; done ;;
                *) echo '{"intent":"b","confidence":0.75}' ;;
            esac
        done
        """#

    func log(_ word: String) -> Int {
        let text = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").count { $0 == word }
    }

    func answers(
        records: Bool = true, replay: String? = nil, timeout: Double = 20, retries: Int = 0, mostCalls: Int = .max,
        command: [String] = ["sh", "helper.sh"]
    ) throws -> ExternalAnswers {
        let options = ExternalOptions(
            endpoint: .command(command, folder: folder), timeoutSeconds: timeout, retries: retries,
            backoffSeconds: 0.001)
        let answers = try ExternalAnswers(
            intents: ["a", "b"], options: options, replay: replay.map { folder + "/" + $0 }, willRecord: records)
        if records { try answers.startRecording(mostCalls: mostCalls) }
        return answers
    }

    func text(_ name: String) throws -> String { try String(contentsOfFile: folder + "/" + name, encoding: .utf8) }

    func write(_ name: String, _ text: String) throws {
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
}

func query(_ text: String) -> Query { Query(id: 1, text: Array(text.utf8)) }

@Suite struct ExternalAnswersTests {
    @Test func aProgramAnswers() throws {
        let helper = try HelperProgram()
        let answers = try helper.answers()
        #expect(answers.answer(to: query("where is it")) == .success(StatedAnswer(intent: 1, confidence: 0.75)))
        #expect(
            answers.answer(to: query("I am upset")) == .success(StatedAnswer(intent: 1, confidence: 0.5, emotion: 0.9)))
        #expect(answers.answer(to: query("quotes \" and\nlines \u{1} \\ ü")) != .failure(.died))
        #expect(helper.log("start") == 1)
        // The same request is made once.
        _ = answers.answer(to: query("where is it"))
        #expect(answers.callsMade == 3 && helper.log("line") == 3)
    }

    @Test(arguments: [
        ("garbage", AnswerFault.garbage), ("unknown", .unknownIntent), ("above", .badConfidence),
        ("below", .badConfidence), ("nan", .garbage), ("huge", .garbage), ("missing", .garbage), ("die", .died),
        ("twice", .garbage), ("endless", .tooLong),
    ])
    func badAnswersAreFaults(text: String, fault: AnswerFault) throws {
        let helper = try HelperProgram()
        let answers = try helper.answers()
        #expect(answers.answer(to: query(text)) == .failure(fault))
        // And the next query is answered all the same.
        #expect(answers.answer(to: query("fine")) == .success(StatedAnswer(intent: 1, confidence: 0.75)))
    }

    @Test(arguments: ["words", "fence", "nested", "later"])
    func anAnswerIsFoundAmongWords(text: String) throws {
        let helper = try HelperProgram()
        let answers = try helper.answers()
        for number in 0..<3 {
            #expect(
                answers.answer(to: query("\(text) \(number)")) == .success(StatedAnswer(intent: 1, confidence: 0.75)))
        }
        #expect(answers.callsMade == 3)
    }

    @Test func callsAreLimited() throws {
        let helper = try HelperProgram()
        let answers = try helper.answers(replay: "record.jsonl", retries: 5, mostCalls: 4)
        #expect(answers.answer(to: query("one")) == .success(StatedAnswer(intent: 1, confidence: 0.75)))
        #expect(answers.answer(to: query("die")) == .failure(.died))
        #expect(answers.answer(to: query("two")) == .failure(.notRecorded))
        #expect(answers.callsMade == 4 && helper.log("line") == 4)
        try answers.endRecording()
        #expect(try helper.text("record.jsonl").split(separator: "\n").count == 2)
    }

    @Test func aHangingProgramIsEnded() throws {
        let helper = try HelperProgram()
        let answers = try helper.answers(timeout: 0.3)
        #expect(answers.answer(to: query("hang")) == .failure(.timedOut))
        let patient = try helper.answers()
        #expect(patient.answer(to: query("fine")) == .success(StatedAnswer(intent: 1, confidence: 0.75)))
    }

    @Test func aFailedCallIsMadeAgainSoOften() throws {
        let helper = try HelperProgram()
        #expect(try helper.answers(retries: 2).answer(to: query("once")) != .failure(.died))
        let answers = try helper.answers(retries: 2)
        #expect(answers.answer(to: query("die")) == .failure(.died))
        #expect(answers.callsMade == 3)
    }

    @Test func restartsAreBounded() throws {
        let helper = try HelperProgram()
        let answers = try helper.answers(retries: 3)
        for number in 0..<50 { _ = answers.answer(to: query("die \(number)")) }
        #expect(answers.callsMade == ExternalOptions.mostFailures)
        #expect(helper.log("start") == ExternalOptions.mostFailures)
        #expect(answers.hasGivenUp && answers.answer(to: query("fine")) == .failure(.notRecorded))
    }

    @Test func aProgramThatIsNotThereIsAFault() throws {
        let helper = try HelperProgram()
        #expect(try helper.answers(command: ["no-such-program-here"]).answer(to: query("x")) == .failure(.died))
    }

    @Test func aRecordReplaysWithoutCalls() throws {
        let helper = try HelperProgram()
        let texts = ["one", "two", "unknown", "garbage"]
        let live = try helper.answers(replay: "record.jsonl")
        let first = texts.map { live.answer(to: query($0)) }
        #expect(live.callsMade == 4)
        try live.endRecording()
        let replayed = try helper.answers(records: false, replay: "record.jsonl")
        #expect(texts.map { replayed.answer(to: query($0)) } == first)
        #expect(replayed.answer(to: query("new")) == .failure(.notRecorded))
        #expect(replayed.callsMade == 0)
        // A recording run knows the answers and tries the faults again.
        let again = try helper.answers(replay: "record.jsonl")
        #expect(texts.map { again.answer(to: query($0)) } == first)
        #expect(again.callsMade == 2)
    }

    /// The name of an answer is the digest of all that is sent, so another list of intents is another request.
    @Test func theKeyIsTheDigestOfTheRequest() throws {
        let helper = try HelperProgram()
        let sent = #"{"intents":["a","b"],"text":"say \"hi\""}"#
        #expect(try helper.answers().recordKey(of: Array("say \"hi\"".utf8)) == SHA256Digest.hex(of: Array(sent.utf8)))
    }

    @Test func aBrokenRecordIsToldWithItsPlaces() throws {
        let helper = try HelperProgram()
        let lines = [
            #"{"key":"k","intent":"b","confidence":0.5}"#, #"{"key":"k","intent":"b"}"#, #"{"key":"k","fault":"no"}"#,
            "{", #"{"intent":"b","confidence":0.5}"#,
        ]
        try lines.joined(separator: "\n").write(toFile: helper.folder + "/bad.jsonl", atomically: true, encoding: .utf8)
        let problems = try #require(throws: Problems.self) { try helper.answers(records: false, replay: "bad.jsonl") }
        #expect(problems.problems.map(\.line) == [2, 3, 4, 5])
        #expect(throws: Problem.self) { try helper.answers(records: false, replay: "none.jsonl") }
        #expect(throws: OutputError.self) { try helper.answers(replay: "no-folder/new.jsonl") }
    }

    @Test func aMissingAnswerGoesToAHuman() throws {
        let helper = try HelperProgram()
        let answers = try helper.answers(records: false)
        let catalog = Catalog(intents: ["a", "b"], queues: ["general", "care"])
        var rules = PolicyRules(threshold: 0.1, belowThreshold: .suggest, defaultQueue: "general")
        rules.triggers = [
            Trigger(
                name: "again", condition: TriggerCondition(earlierContactsAtLeast: 1), effect: .approve, queue: "care",
                priority: 1)
        ]
        let faults = FaultTally()
        let classifier = StatedClassifier(source: answers, faults: faults)
        var router = Router(
            catalog: catalog, policy: EscalationPolicy(rules, catalog: catalog), classifier: classifier,
            sink: CountingAuditSink())
        var generator = SystemRandomNumberGenerator()
        var asked = query("x")
        let decision = router.triage(asked, state: OperationState(), now: 0, using: &generator)
        #expect(decision.action == .escalate && decision.queue == 0)
        #expect(router.policy.reasons(of: decision.reasons) == ["no_prediction"])
        asked.earlierContacts = 1
        let second = router.triage(asked, state: OperationState(), now: 0, using: &generator)
        #expect(second.action == .escalate && second.queue == 1 && second.priority == 1)
        #expect(router.policy.reasons(of: second.reasons) == ["again", "no_prediction"])
        #expect(faults.total == 2 && faults[.notRecorded] == 2)
    }
}
