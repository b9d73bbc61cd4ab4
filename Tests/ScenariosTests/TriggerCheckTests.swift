import Files
import Foundation
import Scenarios
import Testing

/// Triggers that can never hold, and those that never decide, with their places.
@Suite struct TriggerCheckTests {
    /// The first line of every message about a small scenario with these triggers, from line 4 on.
    private func messages(_ triggers: String, ai: String = "{}", more: String = "") throws -> [String] {
        let text = """
            name: Triggers
            policy:
              default_queue: chat
              triggers:
            \(triggers)
            horizon: 1 day
            ai: \(ai)
            traffic:
              volume: 100 per day
              segments: {many: {share: 100%}, none: {share: 0%}}
              actions:
                refund: {intents: [order], amount: {distribution: uniform, low: 10 USD, high: 200 USD}}
                never: {intents: [order], share: 0%}
              language: {intents: {order: {share: 50%}, lost: {share: 50%}}\(more)}
            queues: {chat: {capacity: 5}, care: {}}
            customers: {most_contacts: 3}
            teams: {desk: {skills: [chat, care], agents: 3, handle_time: 5 min}}

            """
        return try problems(text).map { String($0.description.split(separator: "\n")[0]) }
    }

    static let impossible: [(when: String, column: Int, message: String)] = [
        ("{confidence_below: 0%}", 36, "this never holds: nothing is below 0%; write a share above 0%"),
        ("{margin_below: 0%}", 32, "this never holds: nothing is below 0%; write a share above 0%"),
        ("{emotion_above: 100%}", 33, "this never holds: nothing is above 100%; write a share below 100%"),
        ("{out_of_scope_above: 100%}", 38, "this never holds: nothing is above 100%; write a share below 100%"),
        ("{earlier_contacts_at_least: 0}", 45, "this always holds: nothing is below 0; write 1 or more"),
        (
            "{earlier_contacts_at_least: 3}", 45,
            "this never holds: customers come back 2 times at most (customers.most_contacts); write 2 or less, or "
                + "raise customers.most_contacts"
        ),
        (
            "{failed_attempts_at_least: 7}", 44,
            "this never holds: customers come back 2 times at most (customers.most_contacts); write 2 or less, or "
                + "raise customers.most_contacts"
        ),
        (
            "{explicit_request: true}", 36,
            "this never holds: no customer of this scenario asks for a human; write traffic.language.asks_for_human: "
                + "3%, or remove it"
        ),
        (
            "{segment: [none]}", 27,
            "this never holds: no customer is in segment none; give the segment a share, or remove it"
        ),
        (
            "{action: [never]}", 26,
            "this never holds: no customer asks for never; say in traffic.actions what they ask for, or remove it"
        ),
        (
            "{action: [refund], intent: [lost]}", 26,
            "this never holds: no customer with intent lost asks for refund; name an intent of traffic.actions, or "
                + "remove one of the two"
        ),
        (
            "{amount_above: 200 USD}", 32,
            "this never holds: no customer asks for more than 200 USD; write less, or change the amounts in "
                + "traffic.actions"
        ),
        (
            "{backlog_above: 5}", 33,
            "this never holds: no more than 5 contacts may wait there; write less than the capacity of the queue"
        ),
    ]

    @Test(arguments: impossible)
    func whatNeverHolds(when: String, column: Int, message: String) throws {
        #expect(try messages("    one: {when: \(when), then: escalate}") == ["s.yaml:5:\(column): \(message)"])
    }

    @Test func whatMayHold() throws {
        let found = try messages(
            """
                a: {when: {confidence_below: 1%}, then: escalate}
                b: {when: {out_of_scope_above: 95%}, then: escalate}
                c: {when: {failed_attempts_at_least: 2}, then: escalate}
                d: {when: {explicit_request: true}, then: escalate}
                e: {when: {action: [refund, never], amount_above: 199 USD}, then: approve}
                f: {when: {segment: [none, many], margin_below: 10%}, then: confirm}
                g: {when: {backlog_above: 5}, then: suggest, queue: care}
                h: {when: {backlog_above: 4}, then: suggest}
            """, more: ", asks_for_human: 3%")
        #expect(found == [])
    }

    @Test func whatNeverDecides() throws {
        let found = try messages(
            """
                a: {when: {emotion_above: 60%}, then: escalate}
                same: {when: {emotion_above: 60%}, then: approve}
                more: {when: {emotion_above: 70%, intent: [lost]}, then: suggest}
                less: {when: {emotion_above: 50%}, then: suggest}
                ask: {when: {intent: [order, lost]}, then: confirm}
                after: {when: {intent: [lost]}, then: escalate}
                again: {when: {intent: [lost], margin_below: 5%}, then: confirm}
            """)
        #expect(
            found == [
                "s.yaml:6:18: trigger 'same' never decides: 'a' before it has the same condition and decides: escalate; "
                    + "make their conditions differ, or remove one of them",
                "s.yaml:7:18: trigger 'more' never decides: whenever it holds, 'a' before it holds too and decides: "
                    + "escalate; put 'more' before 'a', or remove it",
                "s.yaml:11:19: trigger 'again' never decides: whenever it holds, 'ask' before it holds too and decides: "
                    + "confirm; put 'again' before 'ask', or remove it",
            ])
    }

    @Test func aQuestionWaitsInNoQueue() throws {
        let found = try messages("    a: {when: {margin_below: 5%}, then: confirm, queue: care, priority: 1}")
        let remedy = "remove '%': what decides after the answer has its own"
        #expect(
            found
                == [("queue", 57), ("priority", 73)].map {
                    "s.yaml:5:\($0.1): a customer who is asked to confirm waits in no queue; "
                        + remedy.replacingOccurrences(of: "%", with: $0.0)
                })
    }

    @Test func anAssumedAccuracyReadsNothing() throws {
        let found = try messages(
            """
                a: {when: {emotion_above: 60%}, then: escalate}
                b: {when: {out_of_scope_above: 60%}, then: escalate}
            """, ai: "{assumed_accuracy: 80%}")
        let message =
            "this never holds: an AI of assumed accuracy reads no text; remove it, or give the AI texts to "
            + "read in traffic.language"
        #expect(found == ["s.yaml:5:31: \(message)", "s.yaml:6:36: \(message)"])
    }
}
