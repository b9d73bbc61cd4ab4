import Training

/// The error of the AI's answers as audits put its claims right.
extension FeedbackLedger {
    /// Audits that put the claims of a week right: its own, and those of weeks before until there are so many. Fewer vary
    /// too much; of more, the old ones tell of another model (measured: docs/evidence/routing.md).
    static let windowAudits = 900.0
    /// Most weeks of them, itself the last.
    static let windowWeeks = 8

    /// The rectified error of a part of the operation; nil without audits, or where it is not kept by such parts.
    ///
    /// A week is put right by the latest audits up to its end, everything else by its own.
    func rectified(_ part: LedgerPart) -> RectifiedRisk.Estimate? {
        if let member = part.member, member.breakdown == .week { return rectified(week: member.index) }
        return risk(part)?.rectified.estimate().map(corrected)
    }

    /// Weeks whose interval holds the true error of their answers, and weeks that have an interval.
    func holding(_ part: LedgerPart) -> (held: Double, weeks: Double) {
        var chosen = Array(weeks.indices)
        if let member = part.member {
            guard member.breakdown == .week, weeks.indices.contains(member.index) else { return (0, 0) }
            chosen = [member.index]
        }
        var (held, count) = (0.0, 0.0)
        for week in chosen {
            guard let estimate = rectified(week: week) else { continue }
            count += 1
            if estimate.interval().contains(weeks[week].wrong / weeks[week].answers) { held += 1 }
        }
        return (held, count)
    }

    private func rectified(week: Int) -> RectifiedRisk.Estimate? {
        guard weeks.indices.contains(week) else { return nil }
        var window = RectifiedRisk()
        for other in (max(0, week - Self.windowWeeks + 1)...week).reversed() where window.audits < Self.windowAudits {
            window.add(weeks[other].rectified)
        }
        return weeks[week].rectified.estimate(within: window).map(corrected)
    }

    /// Without the errors of auditors, where checks of labels tell them.
    private func corrected(_ estimate: RectifiedRisk.Estimate) -> RectifiedRisk.Estimate {
        guard let error = quality.readerError else { return estimate }
        return estimate.corrected(
            for: AuditReader(
                error: error, readings: quality.items, intents: quality.intents, readsAgain: readsAuditsAgain))
    }

    /// The audited error without that of auditors as gold items show it, and its standard error; nil without either.
    func correctedAudits() -> (mean: Double, standardError: Double)? {
        guard let error = gold.rate, let mean = whole.audited.mean else { return nil }
        let reader = AuditReader(
            error: error, readings: gold.items, intents: quality.intents, readsAgain: readsAuditsAgain)
        return reader.corrected(mean, standardError: whole.audited.standardError ?? 0)
    }
}
