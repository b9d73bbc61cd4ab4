import Routing
import Testing

/// A threshold of 100% sends everything to humans, whatever a classifier says of itself.
@Suite struct AlwaysHumanTests {
    /// Classifiers of many kinds: sure of everything, of nothing, of this and that, and broken ones.
    final class Sure: Classifier {
        enum Kind: CaseIterable { case certain, uniform, mostlyCertain, infinite, nan, aboveOne, zero }

        let intents = Catalog.bank.intents
        let modelVersion = 1
        private let kind: Kind
        private var random = TestBits(seed: 17)

        init(_ kind: Kind) { self.kind = kind }

        func classify(_ query: Query, into prediction: inout Prediction) {
            prediction.intent = query.id % 3
            prediction.runnerUpConfidence = 0
            prediction.confidence =
                switch kind {
                case .certain: 1
                case .uniform: random.uniform()
                case .mostlyCertain: random.below(10) == 0 ? random.uniform() : 1
                case .infinite: .infinity
                case .nan: .nan
                case .aboveOne: 1.000_000_1
                case .zero: 0
                }
        }
    }

    private static func answers(
        _ kind: Sure.Kind, of count: Int, _ change: (inout PolicyRules) -> Void
    ) -> Int {
        var rules = PolicyRules(defaultQueue: "general")
        change(&rules)
        var router = Router(
            catalog: .bank, policy: EscalationPolicy(rules, catalog: .bank), classifier: Sure(kind),
            sink: CountingAuditSink())
        var bits = TestBits(seed: 3)
        let state = OperationState()
        var answered = 0
        for number in 0..<count
        where router.triage(Query(id: number), state: state, now: 0, using: &bits).action == .answer {
            answered += 1
        }
        return answered
    }

    /// A million queries in all.
    @Test(arguments: Sure.Kind.allCases)
    func nothingIsAnswered(_ kind: Sure.Kind) {
        let count = 1_000_000 / Sure.Kind.allCases.count + 1
        #expect(Self.answers(kind, of: count) { $0.threshold = PolicyRules.alwaysHuman } == 0)
    }

    @Test(arguments: Sure.Kind.allCases)
    func whateverElseThePolicySays(_ kind: Sure.Kind) {
        for action in [Decision.Action.escalate, .suggest, .approve, .confirm] {
            let answered = Self.answers(kind, of: 500) { rules in
                rules.threshold = 1
                rules.belowThreshold = action
                rules.driftMargin = 0.1
                rules.auditShare = 0.5
            }
            #expect(answered == 0)
        }
        #expect(Self.answers(kind, of: 500) { $0.threshold = 1.5 } == 0)
        #expect(Self.answers(kind, of: 500) { $0.threshold = .infinity } == 0)
    }

    /// The rule `share` tracks a quantile, which takes time to find an end: the ends hold from the first query on.
    @Test(arguments: Sure.Kind.allCases)
    func sharesOfNothingAndOfEverything(_ kind: Sure.Kind) {
        let nothing = Self.answers(kind, of: 2_000) { $0.rule = .share(0) }
        let everything = Self.answers(kind, of: 2_000) { $0.rule = .share(1) }
        #expect(nothing == 0 && everything == (kind == .nan ? 0 : 2_000), "\(everything)")
        #expect(Self.answers(kind, of: 2_000) { $0.rule = .random(0) } == 0)
        #expect(Self.answers(kind, of: 2_000) { $0.rule = .random(1) } == (kind == .nan ? 0 : 2_000))
    }

    /// A limit of 100% of a trigger holds for a classifier that says 100%.
    @Test func triggersOfAHundredPercent() {
        for condition in [TriggerCondition(confidenceBelow: 1), TriggerCondition(marginBelow: 1)] {
            var rules = PolicyRules(threshold: 0, defaultQueue: "general")
            rules.triggers = [Trigger(name: "all", condition: condition, effect: .approve)]
            let policy = EscalationPolicy(rules, catalog: .bank)
            for confidence in [0, 0.5, 1, Double.infinity, .nan] {
                var bits = ConstantBits(value: 0)
                let decision = policy.decide(
                    Query(id: 1), prediction: .of(confidence: confidence, margin: confidence), using: &bits)
                #expect(decision.action == .approve, "\(condition) at \(confidence)")
            }
        }
    }

    /// Below 100% a certain classifier is still believed.
    @Test func justBelow() {
        #expect(Self.answers(.certain, of: 100) { $0.threshold = 1.0.nextDown } == 100)
    }

    /// Every decision names the rule that made it, also where others hold.
    @Test func theDecidingRule() {
        var rules = PolicyRules(threshold: 0.5, defaultQueue: "general")
        rules.triggers = [
            Trigger(name: "ask", condition: TriggerCondition(emotionAbove: 0.5), effect: .confirm),
            Trigger(name: "loan", condition: TriggerCondition(intents: ["loan"]), effect: .escalate),
        ]
        let policy = EscalationPolicy(rules, catalog: .bank)
        func decisive(_ query: Query, _ prediction: Prediction) -> String {
            var bits = ConstantBits(value: 0)
            return rules.reason(policy.decide(query, prediction: prediction, using: &bits).decisive)
        }
        var confirmed = Query(id: 1)
        confirmed.isConfirmed = true
        #expect(decisive(Query(id: 1), .of(2, emotion: 0.9)) == "ask")
        #expect(decisive(confirmed, .of(2, emotion: 0.9)) == "loan")
        #expect(decisive(confirmed, .of(0, confidence: 0.2, emotion: 0.9)) == "doubt")
        #expect(decisive(confirmed, .of(0, emotion: 0.9)) == "confident")
        #expect(decisive(Query(id: 1), .of(2, confidence: 0.2)) == "loan")
        var missing = Prediction()
        missing.becomeMissing()
        #expect(decisive(Query(id: 1), missing) == "no_prediction")
        #expect(rules.reason(policy.decideWithoutAI(Query(id: 1)).decisive) == "ai_off")
        rules.rule = .random(0)
        #expect(rules.reason(ReasonSet.doubtBit) == "random")
    }
}
