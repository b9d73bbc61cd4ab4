import Routing
import Testing

/// The wish for a human, in the customer's words.
@Suite struct HumanRequestTests {
    private func asks(_ text: String, phrases: [String]? = nil) -> Bool {
        var rules = PolicyRules(threshold: 0, defaultQueue: "general")
        rules.triggers = [
            Trigger(name: "asks", condition: TriggerCondition(explicitRequest: true), effect: .escalate),
            Trigger(name: "does_not", condition: TriggerCondition(explicitRequest: false), effect: .suggest),
        ]
        if let phrases { rules.humanRequestPhrases = phrases }
        let policy = EscalationPolicy(rules, catalog: .bank)
        let decision = policy.decision(Query(id: 1, text: Array(text.utf8)))
        #expect(decision.action == .escalate || decision.action == .suggest, "one of the two holds")
        return decision.action == .escalate
    }

    @Test(arguments: [
        "can i talk to a human", "Talk to a HUMAN, please!", "i want to speak   to a\nperson.", "real person?",
        "...live agent", "no. speak to an agent", "Is there a human being", "talk-to-someone",
    ])
    func isFound(text: String) { #expect(asks(text)) }

    @Test(arguments: [
        "", " ", "my card has not arrived", "stalk to a human", "talk to a humanoid", "talk to a humanß",
        "talk to", "talktoahuman", "a real  personal matter", "live agents wanted",
    ])
    func isNotFound(text: String) { #expect(!asks(text)) }

    @Test func phrasesAreTheScenarios() {
        #expect(asks("Bitte EINEN Menschen!", phrases: ["einen  menschen"]))
        #expect(asks("je veux un être humain", phrases: ["être humain"]))
        #expect(!asks("talk to a human", phrases: ["être humain"]))
        #expect(!asks("talk to a human", phrases: [" !?"]))
        #expect(asks("agent 007", phrases: ["zero", "007"]))
    }

    /// Against a plain reference: words of the text compared with words of the phrases.
    @Test func agreesWithWords() {
        var random = TestBits(seed: 33)
        let words = ["talk", "to", "a", "human", "person", "x"]
        for _ in 0..<2_000 {
            let text = (0..<random.below(7)).map { _ in words[random.below(6)] }
            let phrases = (0...random.below(3)).map { _ in
                (0...random.below(3)).map { _ in words[random.below(6)] }
            }
            let expected = phrases.contains { phrase in
                text.indices.contains { text[$0...].starts(with: phrase) }
            }
            let gap = [" ", ", ", "  "][random.below(3)]
            #expect(
                asks(text.joined(separator: gap).uppercased(), phrases: phrases.map { $0.joined(separator: " ") })
                    == expected, "\(text) \(phrases)")
        }
    }
}
