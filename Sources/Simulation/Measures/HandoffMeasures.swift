/// Measures of conversations that the AI hands over.
enum HandoffMeasures {
    /// When the AI hands a conversation over.
    static let handoff: [MeasureDefinition] = [
        MeasureDefinition(
            .aiHandoffEarly, .share, .ratio, .higher, in: .trafficAndAI, label: "Handed over before failing",
            "Share of the conversations that the AI would fail in which it handed over before.",
            formula: "handed over before the failure / those and the ones handed over after it",
            pitfall: "Handing everything over gives 100%: read it beside \(Measure.aiHandoffFalse).", when: .converses
        ) { part in
            let counts = part.ledger.handoffs
            return share(counts.earlyFailing, of: counts.earlyFailing + counts.late, part)
        },
        MeasureDefinition(
            .aiHandoffFalse, .share, .ratio, .lower, in: .trafficAndAI, label: "Handed over needlessly",
            "Share of the early handoffs in which the AI was right.",
            formula: "handed over early with a right AI / handed over early",
            pitfall: "Known here because the simulator knows the truth; humans' overrides estimate it.",
            when: .handsOver
        ) { part in
            let counts = part.ledger.handoffs
            return share(counts.early - counts.earlyWrong, of: counts.early, part)
        },
        MeasureDefinition(
            .aiHandoffSaved, .seconds, .ratio, .higher, in: .trafficAndAI, label: "Saved by an early handover",
            "Time that an early handoff saves a customer whom the AI had not understood.",
            formula:
                "time the same conversation would have taken to its failure, or its end, after the handoff / such handoffs",
            pitfall: "Exact for each conversation, but says nothing of the humans' time: see \(Measure.humanShare).",
            when: .handsOver
        ) { part in
            let counts = part.ledger.handoffs
            return share(counts.savedSeconds, of: counts.earlyWrong, part)
        },
    ]

    private static func share(_ numerator: Double, of denominator: Double, _ part: LedgerPart) -> MeasureValue? {
        part.member == nil && denominator > 0 ? .ratio(numerator: numerator, denominator: denominator) : nil
    }
}
