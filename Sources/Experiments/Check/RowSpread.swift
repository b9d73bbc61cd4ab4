import Scenarios
import Simulation
import Stochastics

/// The part of an interval that no replication makes smaller: that the rows behind a measure are a sample.
///
/// A share of contacts that were drawn from N rows has two errors: that of the replications, given the rows, and that of
/// the rows, which is that of a sample of N. Both are independent, so half widths are added as squares; the second one is
/// exact (Clopper and Pearson 1934) and of two records Newcombe's (1998, method 10). Of n draws without replacement the
/// first error has a variance of s^2 (1/n - 1/N) and the second one of s^2/N (Cochran, Sampling techniques, 1977, 2.6).
struct RowSpread {
    private enum Kind {
        /// A share of one sample: as of all rows, and as of those that were met.
        case share(all: EventCount, met: EventCount)
        /// A multiple of the replications' own half width.
        case multiple(Double)
        /// A share less a multiple of that of another sample, with bounds by the rows that differ where these are known.
        case difference(now: EventCount, before: EventCount, factor: Double, pairs: DiscordantRows?)
    }

    private let kind: Kind
    /// Rows of the run's sample.
    let rows: Int
    /// Whether it is there where replications have no spread.
    var isOwn: Bool { if case .multiple = kind { false } else { true } }

    private init(_ kind: Kind, rows: Int) {
        self.kind = kind
        self.rows = rows
    }

    /// The spread of one sample behind a measure; nil where nothing can be said of it: no share of contacts, and each
    /// replication plays the most of the rows.
    init?(_ values: [MeasureValue?], of requirement: Requirement, sample: RowSample) {
        let played = Double(values.count)
        if let all = Self.count(values, of: requirement, sample: sample, rows: Double(sample.distinct)),
            let met = Self.count(values, of: requirement, sample: sample, rows: sample.met(in: played))
        {
            self.init(.share(all: all, met: met), rows: sample.rows)
        } else if let multiple = sample.multiple(replications: played) {
            self.init(.multiple(multiple), rows: sample.rows)
        } else {
            return nil
        }
    }

    /// The spread of a comparison with another sample.
    ///
    /// - Parameters:
    ///   - isPaired: whether both sides drew the same rows in the same replications.
    ///   - isOnlyAnswers: whether the answers of the record are all that differs.
    init?(
        _ values: [MeasureValue?], of requirement: Requirement, sample: RowSample,
        before: (values: [MeasureValue?], sample: RowSample), factor: Double, isPaired: Bool, isOnlyAnswers: Bool
    ) {
        let now = Self.count(values, of: requirement, sample: sample, rows: Double(sample.distinct))
        let old = Self.count(
            before.values, of: requirement, sample: before.sample, rows: Double(before.sample.distinct))
        if isPaired, !isOnlyAnswers || now == nil, let multiple = sample.multiple(replications: Double(values.count)) {
            self.init(.multiple(multiple), rows: sample.rows)
            return
        }
        guard let now, let old else { return nil }
        var pairs: DiscordantRows?
        if isPaired, isOnlyAnswers, factor == 1, requirement.measure.hasPrefix(Measure.aiSelectiveRisk.name),
            let rows = sample.discordant(with: before.sample, risk: max(now.rate, old.rate))
        {
            pairs = DiscordantRows(rows, difference: now.rate - old.rate, of: min(now.count, old.count))
        }
        self.init(.difference(now: now, before: old, factor: factor, pairs: pairs), rows: sample.rows)
    }

    /// How far the upper bound lies above the value, with that of the replications.
    func above(_ replications: Double, tail: Double) -> Double {
        switch kind {
        case .share(_, let met):
            max(Self.norm(replications, rowsAbove(tail: tail)), met.upperBound(tail: tail) - met.rate)
        case .multiple(let factor): Self.norm(replications, factor * replications)
        case .difference: Self.norm(replications, rowsAbove(tail: tail))
        }
    }

    /// How far the lower bound lies below the value, with that of the replications.
    func below(_ replications: Double, tail: Double) -> Double {
        switch kind {
        case .share(_, let met):
            max(Self.norm(replications, rowsBelow(tail: tail)), met.rate - met.lowerBound(tail: tail))
        case .multiple(let factor): Self.norm(replications, factor * replications)
        case .difference: Self.norm(replications, rowsBelow(tail: tail))
        }
    }

    /// What of the upper half no replication takes away; 0 where only the replications tell.
    func rowsAbove(tail: Double) -> Double {
        switch kind {
        case .share(let all, _): all.upperBound(tail: tail) - all.rate
        case .multiple: 0
        case .difference(let now, let before, let factor, let pairs):
            min(
                Self.norm(
                    now.upperBound(tail: tail) - now.rate, factor * (before.rate - before.lowerBound(tail: tail))),
                pairs?.above(tail: tail) ?? .infinity)
        }
    }

    /// What of the lower half no replication takes away; 0 where only the replications tell.
    func rowsBelow(tail: Double) -> Double {
        switch kind {
        case .share(let all, _): all.rate - all.lowerBound(tail: tail)
        case .multiple: 0
        case .difference(let now, let before, let factor, let pairs):
            min(
                Self.norm(
                    now.rate - now.lowerBound(tail: tail), factor * (before.upperBound(tail: tail) - before.rate)),
                pairs?.below(tail: tail) ?? .infinity)
        }
    }

    private static func norm(_ one: Double, _ other: Double) -> Double { (one * one + other * other).squareRoot() }

    /// A share as if each of so many rows had been asked once, in proportion to the contacts that it is about; nil for
    /// what is no share of contacts.
    private static func count(
        _ values: [MeasureValue?], of requirement: Requirement, sample: RowSample, rows: Double
    ) -> EventCount? {
        guard requirement.isShareOfContacts, sample.contacts > 0 else { return nil }
        var (events, trials) = (0.0, 0.0)
        for case .ratio(let numerator, let denominator)? in values {
            events += numerator
            trials += denominator
        }
        guard trials > 0 else { return nil }
        let behind = rows * min(1, trials / (sample.contacts * Double(values.count)))
        return EventCount(events: min(1, events / trials) * behind, of: behind, kind: .trials)
    }
}

/// Bounds on a difference of two shares by the rows that differ: b of them are worse now and c better, so it is (b - c) / n.
struct DiscordantRows {
    private let worse: EventCount?
    private let better: EventCount?
    private let trials: Double

    /// - Parameters:
    ///   - rows: that differ.
    ///   - trials: rows behind each share.
    init(_ rows: Double, difference: Double, of trials: Double) {
        let net = difference * trials
        // No fewer differ than the difference itself needs.
        let all = max(rows, net.magnitude)
        worse = EventCount(events: (all + net) / 2, of: 1, kind: .periods)
        better = EventCount(events: (all - net) / 2, of: 1, kind: .periods)
        self.trials = trials
    }

    func above(tail: Double) -> Double { half(worse, better, tail) }

    func below(tail: Double) -> Double { half(better, worse, tail) }

    private func half(_ up: EventCount?, _ down: EventCount?, _ tail: Double) -> Double {
        guard let up, let down else { return .infinity }
        let one = up.upperBound(tail: tail) - up.rate
        let other = down.rate - down.lowerBound(tail: tail)
        return (one * one + other * other).squareRoot() / trials
    }
}

extension RowSample {
    /// Distinct rows that so many replications met, expected.
    func met(in replications: Double) -> Double {
        let share = min(1, cases / Double(rows))
        guard share < 1, replications > 0 else { return Double(distinct) }
        return Double(distinct) * -PortableMath.expm1(replications * PortableMath.log(1 - share))
    }

    /// What the error of the rows is of that of the replications, where each plays at most half of the rows and its spread
    /// therefore tells: sqrt(R n / (N - n)) of R replications of n rows; nil where it does not.
    func multiple(replications: Double) -> Double? {
        guard cases > 0, cases <= Double(distinct) / 2 else { return nil }
        return (replications * cases / (Double(distinct) - cases)).squareRoot()
    }
}
