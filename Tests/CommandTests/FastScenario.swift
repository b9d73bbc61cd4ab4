import Files
import Foundation
import TestSupport

/// A scenario of one week and some hundred contacts, which runs in a fraction of a second.
enum FastScenario {
    static let yaml = """
        name: Fast
        horizon: 1 week
        seed: 1
        replications: 2
        traffic:
          volume: 90 per day
          channels:
            chat: {share: 70%, patience: {distribution: exponential, mean: 3 min}}
            mail: {share: 30%}
          segments: {many: {share: 80%}, few: {share: 20%, priority: 3}}
          actions: {refund: {intents: [refund], share: 50%, amount: {distribution: lognormal, mean: 40 USD, cv: 1}}}
          language:
            vocabulary: 300
            intents: {refund: {share: 30%}, order: {share: 30%}, invoice: {share: 20%}, complaint: {share: 20%}}
        queues: {chat: {capacity: 1}, mail: {}, audits: {}}
        ai: {first_labels_per_intent: 15, latency: 2 s}
        policy:
          threshold: 70%
          below_threshold: suggest
          default_queue: chat
          queues_by_channel: {mail: mail}
          audit: {share: 10%, queue: audits}
          triggers:
            large: {when: {amount_above: 40 USD}, then: approve}
            again: {when: {earlier_contacts_at_least: 2}, then: escalate, priority: 1}
        training: {every: 2 days, label_share: 50%}
        customers: {notice_wrong: 80%, return: 80%, return_when_right: 5%, return_after: 1 h, reopen_window: 1 day}
        teams:
          desk:
            skills: [chat, mail, audits]
            shifts:
              day: {from: "08:00", to: "20:00", agents: 1}
              night: {from: "20:00", to: "08:00", agents: 1}
            handle_time: {distribution: lognormal, mean: 12 min, cv: 1}
            label_error: 5%
            wage: 20 USD per hour
        service_levels: {chat: {queues: [chat], within: 1 min, target: 80%}}
        costs: {ai: {per_query: 0.1 USD}, wrong_case: 8 USD, lost_customer: 8 USD}
        prices: {ai_resolution: 1 USD, human_resolution: 6 USD}

        """

    /// A folder with `fast.yaml`.
    static func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("fast.yaml", yaml)
        return folder
    }

    /// Labelled texts in several languages and intents that anybody can tell apart, quoted and with CRLF lines.
    static func labels(_ count: Int = 200) -> String {
        let texts = [
            ("card", "my card has not arrived yet"), ("card", "我的银行卡还没有到 💳"), ("card", "wo bleibt meine karte"),
            ("refund", "please give me my money back"), ("refund", "ich will mein geld zurück, \"\"sofort\"\""),
            ("refund", "أريد استرداد أموالي"), ("login", "I forgot my password\r\nand cannot log in"),
            ("login", "пароль не подходит 🔑"), ("login", "mot de passe oublié, aidez-moi"),
        ]
        let rows = (0..<count).map { number in
            let (intent, text) = texts[number % texts.count]
            return "\"\(text) \(["today", "again", "since monday", "", "why"][number / 9 % 5])\",\(intent)"
        }
        return (["text,intent"] + rows).joined(separator: "\r\n") + "\r\n"
    }
}

/// Rows of a CSV file by the names of its columns.
func table(_ path: String) throws -> [[String: String]] {
    var reader = try CSVReader(path: path)
    var rows: [[String: String]] = []
    while let row = try reader.next() {
        rows.append(Dictionary(uniqueKeysWithValues: zip(reader.header, row.fields)))
    }
    return rows
}

extension String {
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
