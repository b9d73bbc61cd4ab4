import Stochastics

/// Measures of labels and of how they are checked.
enum FeedbackMeasures {
    /// What the operation knows of its AI by audits, and how good its labels are.
    static let feedback: [MeasureDefinition] = [
        MeasureDefinition(
            .aiClaimedRisk, .share, .ratio, .neither, in: .trafficAndAI, label: "Wrong by its own account",
            "Share of its answers that the AI itself expects to be wrong.",
            formula: "sum of 1 - confidence over AI answers / AI answers",
            pitfall: "Honest only as far as the calibration is: compare with \(Measure.aiAuditedRisk).",
            by: [.segment, .week], when: .watches
        ) { part in
            guard let risk = part.ledger.feedback?.risk(part), risk.answers > 0 else { return nil }
            return .ratio(numerator: risk.claimed, denominator: risk.answers)
        },
        MeasureDefinition(
            .aiAuditedRisk, .share, .ratio, .lower, in: .trafficAndAI, label: "Wrong by the audits",
            "Share of wrong AI answers as audits estimate it, without the truth.",
            formula: "sum over audits of wrong / probability of the audit / sum of 1 / probability (Hajek)",
            pitfall: "Auditors err too: what they call wrong includes right answers. Few audits say little.",
            by: [.segment, .week], when: .watchesAudits
        ) { part in
            guard let audits = part.ledger.feedback?.risk(part)?.audited, audits.weight > 0 else { return nil }
            return .ratio(numerator: audits.total, denominator: audits.weight)
        },
        MeasureDefinition(
            .aiAuditedRiskCorrected, .share, .mean, .lower, in: .trafficAndAI, label: "... auditors' errors taken out",
            "The audited risk without the auditors' errors, as gold items show them.",
            formula:
                "(audited risk - a) / (1 - a - b), a and b how often audits take right for wrong and wrong for right, by "
                + "the error on gold items (Rogan and Gladen 1978)",
            pitfall: "Brought to 0 where it would be negative, so biased upwards when few answers are wrong.",
            when: .correctsAudits
        ) { part in
            part.ledger.feedback?.correctedAudits().map { .value($0.mean) }
        },
        MeasureDefinition(
            .aiAuditedRiskCorrectedHalfWidth, .share, .mean, .lower, in: .trafficAndAI,
            label: "... corrected, plus or minus",
            "Half of the 95% interval that one operation can give for its corrected audited risk.",
            formula: "1.96 x standard error by the delta method: of the audits, and of the error on gold items",
            pitfall: "Few gold items make it wide, however many audits there are.", when: .correctsAudits
        ) { part in
            part.ledger.feedback?.correctedAudits().map {
                .value(NormalDistribution.standardQuantile(0.975) * $0.standardError)
            }
        },
        MeasureDefinition(
            .aiRectifiedRisk, .share, .ratio, .lower, in: .trafficAndAI, label: "Wrong by claim and audits",
            "Share of its answers that is wrong: what the AI claims, put right by audits, without the truth.",
            formula: "by stratum of returns and claims, mean claim + mean of (audited error - claim) / probability; a "
                + "week by the latest 900 audits up to its end, or 8 weeks of them",
            pitfall: "Unbiased for auditors who are right: let contradictions be read again (policy.audit.read_again).",
            by: [.segment, .week], when: .watchesAudits
        ) { part in
            part.ledger.feedback?.rectified(part).map {
                .ratio(numerator: $0.mean * $0.answers, denominator: $0.answers)
            }
        },
        MeasureDefinition(
            .aiRectifiedRiskHalfWidth, .share, .mean, .lower, in: .trafficAndAI, label: "... known to plus or minus",
            "Half of the 95% interval that one operation can give for its rectified risk.",
            formula: "half-width of Wilson's interval at as many answers as the standard error is worth",
            pitfall: "Of one run: the interval beside \(Measure.aiRectifiedRisk) is that of the mean over runs.",
            by: [.segment, .week], when: .watchesAudits
        ) { $0.ledger.feedback?.rectified($0).map { .value($0.halfWidth) } },
        MeasureDefinition(
            .aiRectifiedRiskHeld, .share, .ratio, .higher, in: .trafficAndAI, label: "... weeks in which it held",
            "Share of the weeks whose 95% interval held the true error of their answers.",
            formula: "weeks whose interval holds wrong AI answers / AI answers, of weeks that have an interval",
            pitfall: "Only a simulator knows it. Weeks share audits: it takes hundreds of runs to tell 93 from 95%.",
            by: [.week], when: .watchesAudits
        ) { part in
            guard let found = part.ledger.feedback?.holding(part), found.weeks > 0 else { return nil }
            return .ratio(numerator: found.held, denominator: found.weeks)
        },
        MeasureDefinition(
            .aiAuditedRiskHalfWidth, .share, .mean, .lower, in: .trafficAndAI, label: "... known to plus or minus",
            "Half of the 95% interval that one operation can give for its audited risk.",
            formula: "half-width of Wilson's interval at the effective number of audits",
            pitfall: "Of one run: the interval beside \(Measure.aiAuditedRisk) is that of the mean over runs.",
            when: .watchesAudits
        ) { part in
            guard let interval = part.ledger.feedback?.whole.audited.interval() else { return nil }
            return .value((interval.upperBound - interval.lowerBound) / 2)
        },
        MeasureDefinition(
            .annotationKappa, .difference, .mean, .higher, in: .learning, label: "... beyond chance (kappa)",
            "How far two annotators agree beyond chance: Cohen's kappa.",
            formula: "(share agreed - share by chance) / (1 - share by chance)",
            pitfall: "Of labels read twice at random only; both may be wrong in the same way.",
            when: .readsTwice
        ) { $0.ledger.feedback?.agreement.kappa.map { .value($0) } },
        MeasureDefinition(
            .annotationAgreement, .share, .ratio, .higher, in: .learning, label: "Annotators agree",
            "Share of labels read twice at random on which both agree.",
            formula: "equal labels / labels read twice",
            pitfall: "With few intents much of it is chance: see the kappa.",
            when: .readsTwice
        ) { part in
            guard let table = part.ledger.feedback?.agreement, table.count > 0 else { return nil }
            return .ratio(numerator: table.agreed, denominator: table.count)
        },
        count(
            .annotationReadAgain, .labels, .neither, in: .learning, label: "Labels read again",
            "Labels that a second human read.",
            formula: "second readings, at random and in doubt",
            pitfall: "Work of an agent each: see \(Measure.humanOccupancy).",
            when: .readsAgain
        ) { $0.readAgain },
        count(
            .annotationChanged, .labels, .neither, in: .learning, label: "... and changed",
            "Labels that others than the first annotator decided.",
            formula: "labels changed or dropped after a third reading",
            pitfall: "A majority of erring humans can change a right label too.", when: .readsAgain
        ) { $0.changed },
        MeasureDefinition(
            .annotationGoldError, .share, .ratio, .lower, in: .learning, label: "Error on gold items",
            "Error of the annotators on items with known answers.",
            formula: "wrong on gold items / gold items read",
            pitfall: "Estimates label_error; gold items are work too.",
            when: .usesGold
        ) { part in
            guard let gold = part.ledger.feedback?.gold, gold.items > 0 else { return nil }
            return .ratio(numerator: gold.wrong, denominator: gold.items)
        },
        MeasureDefinition(
            .annotationGoldErrorWorst, .share, .mean, .lower, in: .learning, label: "... of the worst annotator",
            "The highest error on gold items of any annotator.",
            formula: "largest of the annotators' rates, each drawn towards that of all by 20 items",
            pitfall: "The largest of many is high by chance alone.", when: .usesGold
        ) { $0.ledger.feedback?.gold.worst.map { .value($0) } },
        MeasureDefinition(
            .annotationLabelError, .share, .ratio, .lower, in: .learning, label: "Wrong labels kept",
            "Share of the labels kept that are wrong.",
            formula: "labels unlike what the customer meant / labels kept",
            pitfall: "Only a simulator knows it; \(Measure.annotationGoldError) is what an operation can know.",
            when: .checksLabels
        ) { part in
            guard let book = part.ledger.feedback, book.kept > 0 else { return nil }
            return .ratio(numerator: book.keptWrong, denominator: book.kept)
        },
        count(
            .annotationSkipped, .labels, .lower, in: .learning, label: "Labels skipped",
            "Labels that humans were asked for and skipped.",
            formula: "labels asked for - labels given", pitfall: "Who skips what is hard biases the rest.",
            when: .skipsLabels
        ) { $0.skipped },
        count(
            .trainingRetrainings, .models, .neither, in: .learning, label: "Retrained",
            "Times that the AI was retrained.",
            formula: "challengers trained in the measured period", pitfall: "Those that the gate refused included.",
            when: .retrainsByNeed
        ) { $0.retrainings },
        count(
            .trainingRollbacks, .models, .lower, in: .learning, label: "Models taken back",
            "Promoted models that gave way to the one before again.",
            formula: "trials on fresh labels that the promoted model lost",
            pitfall: "A model that is no worse fails with the probability of the level, too.", when: .usesProbation
        ) { $0.rollbacks },
        count(
            .trainingRecalibrations, .models, .neither, in: .learning, label: "Recalibrated between",
            "Times that the model in use was calibrated anew.",
            formula: "fits on labels it had not been trained on",
            pitfall: "Its accuracy stays; what it claims changes.",
            when: .recalibrates
        ) { $0.recalibrations },
    ]

    /// A measure that counts something of the feedback in a replication.
    static func count(
        _ measure: Measure, _ unit: MeasureUnit, _ direction: MeasureDirection, in group: MeasureGroup, label: String?,
        _ meaning: String, formula: String, pitfall: String,
        when condition: MeasureCondition, of count: @escaping @Sendable (FeedbackLedger) -> Double
    ) -> MeasureDefinition {
        MeasureDefinition(
            measure, unit, .mean, direction, in: group, label: label, meaning, formula: formula, pitfall: pitfall,
            when: condition
        ) { part in
            part.ledger.feedback.map { .value(count($0)) }
        }
    }
}
