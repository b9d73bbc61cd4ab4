import Routing
import Testing

/// Each condition of a trigger, alone and combined.
@Suite struct TriggerTests {
    private func holds(
        _ condition: TriggerCondition, _ query: Query = Query(id: 1), _ prediction: Prediction = .of(),
        catalog: Catalog = .bank
    ) -> Bool {
        let trigger = Trigger(name: "rule", condition: condition, effect: .approve)
        let policy = EscalationPolicy(
            PolicyRules(threshold: 0, triggers: [trigger], defaultQueue: "general"), catalog: catalog)
        let decision = policy.decision(query, prediction)
        // What decides and what is recorded agree.
        #expect((decision.action == .approve) == decision.reasons.contains(.trigger(0)))
        return decision.action == .approve
    }

    @Test func confidenceBelow() {
        let condition = TriggerCondition(confidenceBelow: 0.7)
        #expect(holds(condition, Query(id: 1), .of(confidence: 0.7.nextDown)))
        #expect(!holds(condition, Query(id: 1), .of(confidence: 0.7)))
    }

    @Test func marginBelow() {
        let condition = TriggerCondition(marginBelow: 0.25)
        #expect(holds(condition, Query(id: 1), .of(confidence: 0.5, margin: 0.125)))
        #expect(!holds(condition, Query(id: 1), .of(confidence: 0.5, margin: 0.25)))
    }

    @Test func emotionAbove() {
        let condition = TriggerCondition(emotionAbove: 0.6)
        #expect(holds(condition, Query(id: 1), .of(emotion: 0.6.nextUp)))
        #expect(!holds(condition, Query(id: 1), .of(emotion: 0.6)))
    }

    @Test func amountAbove() {
        let condition = TriggerCondition(amountAbove: 100)
        #expect(holds(condition, Query(id: 1, amount: 100.01)))
        #expect(!holds(condition, Query(id: 1, amount: 100)))
    }

    @Test func earlierContactsAtLeast() {
        let condition = TriggerCondition(earlierContactsAtLeast: 2)
        #expect(holds(condition, Query(id: 1, earlierContacts: 2)))
        #expect(!holds(condition, Query(id: 1, earlierContacts: 1)))
    }

    @Test func intents() {
        let condition = TriggerCondition(intents: ["loan", "card_lost"])
        #expect([0, 1, 2].map { holds(condition, Query(id: 1), .of($0)) } == [false, true, true])
    }

    @Test func actions() {
        let condition = TriggerCondition(actions: ["close_account"])
        #expect([nil, 0, 1].map { holds(condition, Query(id: 1, action: $0)) } == [false, false, true])
    }

    @Test func segments() {
        let condition = TriggerCondition(segments: ["business"])
        #expect([0, 1].map { holds(condition, Query(id: 1, segment: $0)) } == [false, true])
    }

    @Test func noConditionAlwaysHolds() {
        #expect(holds(TriggerCondition()))
        #expect(holds(TriggerCondition(), Query(id: 1, amount: -.infinity, earlierContacts: -3)))
    }

    /// All 256 combinations of parts that hold and parts that do not: the whole holds when every part does.
    @Test func partsAreJoinedByAnd() {
        for mask in 0..<256 {
            func part(_ bit: Int) -> Bool { mask >> bit & 1 == 1 }
            let condition = TriggerCondition(
                confidenceBelow: part(0) ? 0.95 : 0.5, marginBelow: part(1) ? 0.9 : 0.1,
                emotionAbove: part(2) ? 0.3 : 0.5, amountAbove: part(3) ? 10 : 1000,
                earlierContactsAtLeast: part(4) ? 1 : 3, intents: part(5) ? ["card_lost"] : ["loan"],
                actions: part(6) ? ["refund"] : ["close_account"], segments: part(7) ? ["business"] : ["retail"])
            let query = Query(id: 1, segment: 1, action: 0, amount: 50, earlierContacts: 2)
            let prediction = Prediction.of(1, confidence: 0.9, margin: 0.8, emotion: 0.4)
            #expect(holds(condition, query, prediction) == (mask == 255), "parts \(mask)")
        }
    }

    @Test func unknownNamesNeverHold() {
        for query in [Query(id: 1), Query(id: 1, segment: 1, action: 0), Query(id: 1, action: 1)] {
            for intent in 0..<3 {
                #expect(!holds(TriggerCondition(intents: ["mortgage"]), query, .of(intent)))
                #expect(!holds(TriggerCondition(actions: ["mortgage"]), query, .of(intent)))
                #expect(!holds(TriggerCondition(segments: ["mortgage"]), query, .of(intent)))
                #expect(!holds(TriggerCondition(intents: []), query, .of(intent)))
                #expect(!holds(TriggerCondition(actions: []), query, .of(intent)))
            }
        }
        #expect(holds(TriggerCondition(intents: ["mortgage", "loan"]), Query(id: 1), .of(2)))
    }

    /// A catalog without a kind of name has nothing that a condition on it could hold for.
    @Test func namesNeverHoldWhereThereAreNone() {
        let empty = Catalog(intents: [], channels: [], segments: [], queues: ["general"])
        #expect(!holds(TriggerCondition(intents: ["loan"]), Query(id: 1), .of(), catalog: empty))
        #expect(!holds(TriggerCondition(segments: ["retail"]), Query(id: 1), .of(), catalog: empty))
        #expect(!holds(TriggerCondition(actions: ["refund"]), Query(id: 1, action: 0), .of(), catalog: empty))
        #expect(holds(TriggerCondition(emotionAbove: 0), Query(id: 1), .of(), catalog: empty))
    }

    /// A classifier gone wrong, or odd input, must not switch off a rule that looks at something else.
    @Test func oddValuesDoNotSwitchOffOtherRules() {
        let odd = Prediction.of(confidence: .nan, emotion: .nan)
        #expect(holds(TriggerCondition(amountAbove: 100), Query(id: 1, amount: 200), odd))
        #expect(!holds(TriggerCondition(amountAbove: 100), Query(id: 1, amount: 50), odd))
        #expect(holds(TriggerCondition(emotionAbove: 0.5), Query(id: 1), odd))
        #expect(holds(TriggerCondition(confidenceBelow: 0.5), Query(id: 1), odd))
        #expect(holds(TriggerCondition(marginBelow: 0.5), Query(id: 1), odd))
        #expect(holds(TriggerCondition(emotionAbove: 0.05), Query(id: 1, earlierContacts: -1)))
        #expect(!holds(TriggerCondition(earlierContactsAtLeast: 0), Query(id: 1, earlierContacts: -1)))
    }
}
