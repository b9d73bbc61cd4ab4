import Experiments
import Foundation
import Simulation
import Stochastics

/// What common random numbers are worth for "one more agent": the variance of the difference on different days over
/// that on the same days.
struct CommonNumbersTable {
    /// Threads to use; the figures do not depend on them.
    var threads: Int
    /// Groups of days, each of which gives one variance; and the days of a group.
    var groups = 40
    var days = 250
    private(set) var lines = ["shape,measure,days,variance_ratio,low,high"]
    private static let measures = ["service_level.calls", "human.abandonment", "human.wait.mean_s"]

    init(threads: Int) { self.threads = threads }

    /// Compares seven agents with eight.
    mutating func add(shape: Double, seed: UInt64) throws {
        func deviates(agents: Int, seed: UInt64) throws -> [String: [Double]] {
            let day = ContactCentreDay(agents: agents, shape: shape)
            var found: [String: [Double]] = [:]
            for (measure, values) in try day.values(
                of: Self.measures, seed: seed, days: groups * days, threads: threads)
            {
                let ratios = values.map { value -> (Double, Double) in
                    guard case .ratio(let numerator, let denominator)? = value else { return (0, 0) }
                    return (numerator, denominator)
                }
                found[measure.name] =
                    Observations.ratio(numerators: ratios.map(\.0), denominators: ratios.map(\.1))?.deviates
            }
            return found
        }
        let before = try deviates(agents: 7, seed: seed)
        let same = try deviates(agents: 8, seed: seed)
        let other = try deviates(agents: 8, seed: seed + 1)
        for name in Self.measures {
            guard let first = before[name], let second = same[name], let third = other[name] else { continue }
            // Logarithms of a ratio of variances are nearly normal.
            let logarithms = (0..<groups).compactMap { group -> Double? in
                let range = (group * days)..<((group + 1) * days)
                guard let apart = Self.variance(third[range], first[range]),
                    let paired = Self.variance(second[range], first[range]), paired > 0
                else { return nil }
                return PortableMath.log(apart / paired)
            }
            let estimate = Estimate.mean(of: logarithms, confidence: 0.95)
            let bounds = [estimate?.mean, estimate?.low, estimate?.high].map { $0.map(PortableMath.exp) ?? 0 }
            lines.append(([number(shape), name, "\(groups * days)"] + bounds.map(number)).joined(separator: ","))
        }
        complain("one more agent, shape \(number(shape)): done")
    }

    private static func variance(_ first: ArraySlice<Double>, _ second: ArraySlice<Double>) -> Double? {
        Observations.mean(of: zip(first, second).map { $0 - $1 })?.variance
    }
}
