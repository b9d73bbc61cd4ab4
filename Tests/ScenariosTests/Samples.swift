import Files
import Foundation
import Scenarios
import TestSupport

/// Scenarios that the tests vary.
enum Samples {
    static let root = Project.root
    static let flagshipPath = root.appendingPathComponent("scenarios/support.yaml").path

    static func flagship() throws -> String { try String(contentsOfFile: flagshipPath, encoding: .utf8) }

    /// A small operation that uses every section; a replication takes a few milliseconds.
    static let small = """
        name: Small
        about: A corner shop
        currency: EUR
        horizon: 1 day
        warm_up: 1 h
        seed: 3
        replications: 2
        traffic:
          volume: 120 per day
          hours_of_day: [1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 5, 4, 4, 4, 4, 3, 3, 2, 2, 1, 1, 1]
          days_of_week: [5, 5, 5, 5, 5, 3, 1]
          day_factor_shape: 30
          growth_per_week: 1%
          spikes: {sale: {at: 6 h, lasts: 2 h, factor: 2}}
          channels:
            chat: {share: 60%, patience: {distribution: weibull, mean: 5 min, cv: 1.2}}
            mail: {share: 40%}
          segments: {many: {share: 90%}, few: {share: 10%, priority: 2}}
          actions: {refund: {intents: [refund], share: 50%, amount: {distribution: gamma, mean: 40 EUR, cv: 0.5}}}
          language:
            vocabulary: 200
            ambiguity: 1%
            typos: 1%
            fillers: 10%
            out_of_scope: 5%
            upset: 10%
            upset_expression: 80%
            calm_expression: 2%
            intents: {refund: {share: 40%, upset: 30%}, order: {share: 40%}, late: {weight: 0.2, from: 8 h}}
            drift: {words: {from: 12 h, ramp: 2 h, strength: 40%, intents: [order]}}
        queues: {chat: {capacity: 20}, mail: {}, care: {}, audits: {}}
        ai:
          features: words
          first_labels_per_intent: 3
          first_label_error: 2%
          latency: {distribution: uniform, low: 1 s, high: 3 s}
          summary_saves: 10%
          suggestion_saves: 10%
        policy:
          version: "1.0"
          threshold: 60%
          below_threshold: suggest
          default_queue: chat
          queues_by_intent: {order: mail}
          queues_by_channel: {mail: mail}
          audit: {share: 10%, queue: audits}
          triggers:
            upset: {when: {emotion_above: 70%}, then: escalate, queue: care, priority: 1}
            large: {when: {amount_above: 30 EUR, action: [refund], segment: [few]}, then: approve}
            again: {when: {earlier_contacts_at_least: 1, intent: [refund, out_of_scope]}, then: escalate}
            close: {when: {margin_below: 5%, confidence_below: 50%}, then: suggest}
        training:
          every: 8 h
          first: 4 h
          label_share: 50%
          annotation_time: 10 s
          labels_kept: 500
          held_out: 20%
          held_out_kept: 100
          gate: {minimum_labels: 20, level: 10%}
          shuffled_labels: {from: 10 h, lasts: 1 h}
        customers:
          notice_wrong: 80%
          return: 70%
          return_when_right: 5%
          return_after: {distribution: empirical, values: [10 min, 1 h, 2 h]}
          reopen_window: 12 h
          upset_on_return: 30%
          most_contacts: 3
        teams:
          desk:
            skills: [chat, mail, audits]
            shifts:
              day: {days: mon-sun, from: "06:00", to: "18:00", agents: 2}
              night: {days: [mon, tue-sun], from: "18:00", to: "06:00", agents: 1}
            shrinkage: 5%
            handle_time: {distribution: lognormal, median: 4 min, sigma: 0.8}
            approval_time: {distribution: constant, value: 1 min}
            audit_time: 90 s
            speed_variation: 20%
            learning: {novice_factor: 1.4, time_constant: 8 weeks, tenure: 10 weeks}
            label_error: 4%
            wage: 20 EUR per hour
          care:
            skills: [care]
            agents: 1
            handle_time:
              distribution: mixture
              of:
                - {weight: 75%, distribution: exponential, mean: 6 min}
                - {weight: 25%, distribution: gamma, mean: 12 min, cv: 0.5}
        service_levels: {chat: {queues: [chat], within: 1 min, target: 80%}}
        costs: {ai: {per_query: 0.1 EUR}, wrong_answer: 5 EUR}
        prices: {ai_resolution: 1 EUR, human_resolution: 6 EUR}

        """
}

/// What is wrong with a scenario, as people see it; empty when it decodes.
func problems(_ text: String, file: String = "s.yaml", set overrides: [String] = []) throws -> [Problem] {
    do {
        _ = try Scenario.decode(text, file: file, overrides: overrides)
        return []
    } catch let found as Problems {
        return found.problems
    }
}

/// The place and message of each problem.
func places(_ problems: [Problem]) -> [String] { problems.map { "\($0.line):\($0.column): \($0.message)" } }
