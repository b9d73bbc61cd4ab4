import Files
import Foundation
import Routing
import TestSupport
import Testing
import Training

@Suite struct RecordedPredictionsTests {
    private func read(
        _ text: String, columns: [String: String] = [:], channels: [String]? = nil
    ) throws -> RecordedPredictions {
        let folder = try TemporaryFolder()
        try folder.write("log.csv", text)
        return try RecordedPredictions(path: folder.file("log.csv"), columns: .init(columns), channels: channels)
    }

    @Test func aLogIsRead() throws {
        let log = try read(
            """
            id,text,predicted,confidence,intent,emotion,channel
            1,"where, is it",order,0.9,order,0.1,chat
            2,no,refund,0.4,late,0.8,mail
            3,hm,,,late,,mail

            """)
        #expect(log.intents == ["late", "order", "refund"])
        #expect(log.rows.map(\.text) == ["where, is it", "no", "hm"])
        #expect(log.rows.map(\.intent) == [1, 0, 0])
        #expect(log.hasChannels && log.hasEmotions && !log.hasSegments)
        var query = Query(id: 0)
        query.source = 1
        #expect(log.answer(to: query) == .success(StatedAnswer(intent: 2, confidence: 0.4, emotion: 0.8)))
        query.source = 2
        #expect(log.answer(to: query) == .failure(.notRecorded))
        query.source = nil
        #expect(log.answer(to: query) == .failure(.notRecorded))
        let metrics = log.metrics()
        #expect(metrics.n == 3 && abs(metrics.accuracy - 1.0 / 3) < 1e-12)
    }

    @Test func columnsCanHaveNamesOfTheirOwn() throws {
        let log = try read(
            "key;x,guess,p,truth\nq1,a,0.5,b\n",
            columns: ["id": "key;x", "predicted": "guess", "confidence": "p", "intent": "truth"])
        #expect(log.rows[0].text == "q1" && log.intents == ["a", "b"])
    }

    @Test func allErrorsComeAtOnceWithTheirPlaces() throws {
        let problems = try #require(throws: Problems.self) {
            try read(
                """
                text,predicted,confidence,intent,channel
                ok,a,0.5,a,chat
                ok,a,1.5,a,chat
                ok,a,NaN,a,chat
                ok,a,,a,chat
                ,a,0.5,,fax

                """, channels: ["chat", "mail"])
        }
        #expect(
            problems.problems.map { [$0.line, $0.column] } == [[3, 6], [4, 6], [5, 6], [6, 1], [6, 8], [6, 9]])
        let columns = try #require(throws: Problems.self) { try read("a,b\n1,2\n", columns: ["intent": "c"]) }
        #expect(columns.problems.count == 4)
        #expect(throws: Problems.self) { try read("text,predicted,confidence,intent\n") }
        #expect(throws: Problems.self) { try RecordedPredictions(path: "/no/such/file") }
    }
}
