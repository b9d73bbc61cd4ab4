/// Labelled texts that can stand for real ones where only their number and labels count: as many questions, in as many
/// intents, as Banking77 has.
package enum MadeUpCorpus {
    /// Texts of the bank's corpus.
    package static let texts = 10_003
    /// Intents of the bank's corpus; `scenarios/bank.yaml` names the first six.
    package static let intents: [String] =
        [
            "compromised_card", "lost_or_stolen_card", "lost_or_stolen_phone", "card_payment_not_recognised",
            "cash_withdrawal_not_recognised", "direct_debit_payment_not_recognised",
        ] + (7...77).map { "intent_\($0)" }

    /// The corpus as CSV with the columns `text` and `category`: the same on every run and machine.
    ///
    /// A text has eight words. Each is one of 20 of its intent with a probability of 40%, else one of 400 that all use.
    /// Their letters say nothing, so that intents have to be learned.
    package static func csv() -> String {
        var state: UInt64 = 77
        func below(_ count: UInt64) -> UInt64 {
            // The multiplier and increment of Knuth's MMIX; the low bits are poor and are not used.
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % count
        }
        func word(_ number: UInt64) -> String { String(number &* 2_654_435_761 & 0xFFFF_FFFF, radix: 16) }
        var lines = ["text,category"]
        for number in 0..<texts {
            let intent = number % intents.count
            let words = (0..<8).map { _ in
                word(below(10) < 4 ? 1000 + UInt64(intent) * 20 + below(20) : below(400))
            }
            lines.append(words.joined(separator: " ") + "," + intents[intent])
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
