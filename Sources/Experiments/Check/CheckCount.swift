import Scenarios
import Simulation
import Stochastics

extension EventCount {
    /// More events than this have a spread of their own to go by.
    private static let rare = 20.0

    /// What a measure's replications counted, where they saw few events, or few contacts without one; nil where the
    /// spread of the replications says enough, or the measure counts nothing.
    ///
    /// Shares of contacts count contacts. Other shares that were 0 or 1 in all replications count replications: that none
    /// of n differs has probability (1 - mean)^n at most, whatever their distribution on 0...1. Numbers of things count
    /// things by replication. The same number above 0 in each replication is a property of the operation, and no chance.
    init?(_ values: [MeasureValue?], of requirement: Requirement, isConstant: Bool) {
        let form = requirement.form
        if form.unit == .share {
            var (events, trials, isWhole) = (0.0, 0.0, form.kind == .ratio)
            for case .ratio(let numerator, let denominator)? in values {
                events += numerator
                trials += denominator
                isWhole = isWhole && numerator == numerator.rounded() && denominator == denominator.rounded()
            }
            // Moments on duty are no trials.
            if isWhole, !requirement.measure.hasPrefix(Measure.humanOccupancy.name) {
                guard min(events, trials - events) <= Self.rare, !isConstant || events == 0 || events == trials else {
                    return nil
                }
                self.init(events: events, of: trials, kind: .trials)
                return
            }
            let numbers = values.compactMap { $0?.number }
            guard isConstant, let first = numbers.first, first == 0 || first == 1 else { return nil }
            self.init(events: first * Double(numbers.count), of: Double(numbers.count), kind: .trials)
            return
        }
        switch form.unit {
        case .queries, .contacts, .labels, .models, .interruptions, .approvals, .alarms, .flags: break
        default: return nil
        }
        let numbers = values.compactMap { $0?.number }
        let sum = numbers.reduce(0, +)
        guard form.kind == .mean, sum <= Self.rare, !isConstant || sum == 0,
            numbers.allSatisfy({ $0 == $0.rounded() && $0 >= 0 })
        else { return nil }
        self.init(events: sum, of: Double(numbers.count), kind: .periods)
    }
}

/// One side of a comparison of two runs that are independent of each other.
struct CheckSide {
    let center: Double
    let evidence: Evidence
    let counted: EventCount?

    /// How far the upper bound lies above the centre.
    func above(tail: Double) -> Double {
        max(evidence.upperBound(tail: tail), counted?.upperBound(tail: tail) ?? -.infinity) - center
    }

    /// How far the lower bound lies below the centre.
    func below(tail: Double) -> Double {
        center - min(evidence.lowerBound(tail: tail), counted?.lowerBound(tail: tail) ?? .infinity)
    }
}
