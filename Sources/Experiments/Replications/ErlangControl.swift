import Simulation
import Stochastics

/// The time that Erlang A predicts customers to wait, given how many came: a control whose mean is known exactly.
///
/// The mean is the sum over the distribution of the number of first contacts: Poisson, or negative binomial with gamma
/// day factors. The prediction need not be right for that, only near.
public struct ErlangControl: Sendable, Equatable {
    /// Exact mean of the control, in customer-seconds.
    public let mean: Double
    private let predicted: [Double]
    private static let longestTable = 20_000

    /// Prepares the control of an operation of humans with one queue and one team round the clock, whose customers lose
    /// patience.
    ///
    /// - Parameters:
    ///   - days: expected first contacts of each day of the measured period.
    /// - Returns: nil for any other operation, and where the distribution of the number of contacts is not one of the
    ///   two: batches, or days of different volume with a day factor.
    init?(_ specification: OperationSpecification, days: [Double]) {
        let traffic = specification.traffic
        guard !specification.policy.usesAI, specification.queues.count == 1, specification.teams.count == 1,
            let team = specification.teams.first, team.agents > 0, team.isAlwaysTheSame,
            traffic.arrivals.batch == .fixed(1), let handling = Self.positive(team.handleTime.mean),
            let patience = Self.patience(traffic)
        else { return nil }
        var shape: Double?
        if let ofDay = traffic.arrivals.dayFactorShape {
            guard let first = days.first, days.allSatisfy({ abs($0 - first) <= 1e-9 * first }) else { return nil }
            shape = ofDay * Double(days.count)
        }
        let chances = Self.chances(mean: days.reduce(0, +), shape: shape)
        let seconds = specification.window.upperBound - specification.window.lowerBound
        guard !chances.isEmpty, seconds > 0 else { return nil }
        var predicted: [Double] = []
        predicted.reserveCapacity(chances.count)
        for number in chances.indices {
            let queue = try? ErlangFormulas.erlangA(
                servers: team.agents, arrivalPerSecond: Double(number) / seconds, meanServiceSeconds: handling,
                meanPatienceSeconds: patience)
            guard let queue else { return nil }
            predicted.append(Double(number) * queue.meanWaitSeconds)
        }
        self.predicted = predicted
        mean = zip(chances, predicted).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// The control less its mean, for a number of first contacts.
    public func value(cases: Double) -> Double {
        // A number beyond the table has a probability below 1e-15.
        predicted[min(predicted.count - 1, max(0, Int(cases)))] - mean
    }

    /// Probabilities of 0, 1, 2, ... up to where less than 1e-15 of the largest is left; empty for a table too long.
    private static func chances(mean: Double, shape: Double?) -> [Double] {
        guard mean > 0, mean < Double(longestTable) else { return [] }
        func ratio(_ number: Int) -> Double {
            guard let shape else { return mean / Double(number + 1) }
            return (Double(number) + shape) / Double(number + 1) * mean / (shape + mean)
        }
        // From the mode both ways, so that nothing underflows on the way.
        let mode = Int(max(0, shape.map { mean * ($0 - 1) / $0 } ?? mean))
        var weights = [Double](repeating: 0, count: mode + 1)
        weights[mode] = 1
        var number = mode
        while number > 0, weights[number] > 1e-15 {
            weights[number - 1] = weights[number] / ratio(number - 1)
            number -= 1
        }
        number = mode
        while weights[number] > 1e-15 {
            guard weights.count <= longestTable else { return [] }
            weights.append(weights[number] * ratio(number))
            number += 1
        }
        let total = weights.reduce(0, +)
        return weights.map { $0 / total }
    }

    private static func patience(_ traffic: TrafficSpecification) -> Double? {
        guard traffic.channels.count == 1, traffic.segmentPatience.allSatisfy({ $0 == nil }) else { return nil }
        return traffic.channels[0].patience.flatMap { positive($0.mean) }
    }

    private static func positive(_ value: Double) -> Double? {
        value > 0 && value.isFinite ? value : nil
    }
}
