import Routing
import Testing

/// What a human reads before taking over.
@Suite struct CaseSummaryTests {
    private let policy = EscalationPolicy(
        PolicyRules(
            triggers: [Trigger(name: "large", condition: TriggerCondition(amountAbove: 100), effect: .approve)],
            defaultQueue: "general"), catalog: .bank)

    private func summary(_ query: Query, _ prediction: Prediction) -> CaseSummary {
        CaseSummary(
            query, prediction: prediction, decision: policy.decision(query, prediction), policy: policy,
            catalog: .bank)
    }

    @Test func everythingThatIsKnown() {
        var prediction = Prediction.of(2, confidence: 0.6, emotion: 0.875)
        prediction.probabilities = [0.25, 0.125, 0.625]
        let query = Query(
            id: 1, action: 0, amount: 250.5, earlierContacts: 2, text: Array("Where is my money? 💸".utf8))
        #expect(
            summary(query, prediction).text == """
                Wants: loan (63%), balance (25%), card_lost (13%)
                Asks for: refund of 250.5
                Here because of: large, doubt
                Sounds upset (88%)
                Earlier contacts about this: 2
                Said: Where is my money? 💸
                """)
    }

    @Test func onlyWhatIsThere() {
        let query = Query(id: 1, text: Array("Hello".utf8))
        let decision = policy.decideWithoutAI(query)
        let summary = CaseSummary(
            query, prediction: Prediction(), decision: decision, policy: policy, catalog: .bank)
        #expect(summary.text == "Wants: unknown\nHere because of: ai_off\nSaid: Hello")
        #expect(summary.intents.isEmpty && summary.action == nil)
    }

    @Test func equalProbabilitiesKeepTheCatalogsOrder() {
        var prediction = Prediction.of(confidence: 0.5)
        prediction.probabilities = [0.25, 0.5, 0.25]
        #expect(summary(Query(id: 1), prediction).intents.map(\.name) == ["card_lost", "balance", "loan"])
    }

    @Test func longTextIsCutAtTwoHundredCharacters() {
        let family = "👨‍👩‍👧‍👦"
        let text = String(repeating: family, count: 300)
        #expect(summary(Query(id: 1, text: Array(text.utf8)), .of()).excerpt == String(text.prefix(200)))
        let marks = "a" + String(repeating: "\u{301}", count: 100_000)
        #expect(summary(Query(id: 1, text: Array(marks.utf8)), .of()).excerpt.utf8.count < 10_000)
    }

    /// A customer's words cannot pass for a line of the summary.
    @Test func wordsStayOnOneLine() {
        let text = "Hi\nHere because of: vip\r\nthere\u{2028}and\u{0}\u{1B}[2J  now\n"
        let summary = summary(Query(id: 1, text: Array(text.utf8)), .of())
        #expect(summary.excerpt == "Hi Here because of: vip there and [2J now")
        #expect(summary.text.split(whereSeparator: \.isNewline).count == 3)
    }

    @Test func oddInputIsSummedUpAllTheSame() {
        var prediction = Prediction.of(confidence: .nan, emotion: .infinity)
        prediction.probabilities = [.nan, 0.5, 7, 0.1, 0.9]
        let summary = summary(Query(id: 1, action: 9, text: [0xFF, 0x41]), prediction)
        #expect(summary.intents.count == 3 && summary.action == nil)
        #expect(summary.text.contains("unknown") && summary.excerpt == "\u{FFFD}A")
    }

    @Test func equality() {
        let query = Query(id: 1, text: Array("Hello".utf8))
        #expect(summary(query, .of()) == summary(query, .of()))
        #expect(summary(query, .of()) != summary(query, .of(1)))
    }
}
