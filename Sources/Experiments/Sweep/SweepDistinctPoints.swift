import Files
import Scenarios

/// The points of a sweep, those that are the same once: a value that has no effect at a point does not make it another.
public struct SweepDistinctPoints: Sendable {
    /// Values of the factors by point.
    public let points: [[String]]
    /// The scenarios of the points in order; nothing where there are too many to keep.
    public let scenarios: [Scenario]
    /// How many points were left out because they are the same as one before.
    public let merged: Int
    /// Why values of a factor have no effect at some points, by factor.
    private let reasons: [Int: IdleKey]
    /// Points at which each factor has no effect.
    private let idlePoints: [Int: Int]

    /// Takes points and what is idle at them.
    ///
    /// - Parameter idle: by point the factors without effect, and why.
    init(_ all: SweepPoints, scenarios: [Scenario], idle: [Int: [Int: IdleKey]]) {
        var seen: Set<[String]> = []
        var kept: [Int] = []
        var reasons: [Int: IdleKey] = [:]
        var idlePoints: [Int: Int] = [:]
        for (point, values) in all.points.enumerated() {
            let keys = idle[point] ?? [:]
            for (factor, key) in keys {
                if reasons[factor] == nil { reasons[factor] = key }
                idlePoints[factor, default: 0] += 1
            }
            let meaning = values.enumerated().map { factor, value in
                keys[factor] == nil
                    ? SweepFactor.plain(ScenarioKeys.plain(value, at: all.factors[factor].path)) : ""
            }
            if seen.insert(meaning).inserted { kept.append(point) }
        }
        points = kept.map { all.points[$0] }
        self.scenarios = scenarios.isEmpty ? [] : kept.map { scenarios[$0] }
        merged = all.points.count - kept.count
        self.reasons = reasons
        self.idlePoints = idlePoints
    }

    /// What is wrong with factors that have no effect at any point.
    func useless(of all: SweepPoints) -> Problems {
        var problems = Problems()
        for (place, factor) in all.factors.enumerated() where idlePoints[place] == all.points.count {
            guard let key = reasons[place] else { continue }
            problems.append(
                Problem(
                    file: all.file == nil ? "--vary \(factor.text)" : "column \(factor.text)",
                    message: "\(factor.path) has no effect at any point: \(key.reason)",
                    remedy: key.change.map { "leave it out, or " + $0 } ?? "leave it out"))
        }
        return problems
    }

    /// What was merged and why; nil where nothing was.
    public func finding(_ factors: [SweepFactor]) -> Finding? {
        guard merged > 0 else { return nil }
        let causes = reasons.sorted { $0.key < $1.key }
        return .mergedPoints(
            count: merged, paths: causes.map { factors[$0.key].path }, reasons: causes.map(\.value.reason))
    }
}
