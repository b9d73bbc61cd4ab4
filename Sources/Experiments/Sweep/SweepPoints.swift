import Files
import Foundation
import Scenarios
import Simulation

/// Checks the factors and points of a sweep before anything is run.
public struct SweepPoints: Sendable {
    /// The factors.
    public let factors: [SweepFactor]
    /// Their values by point.
    public let points: [[String]]
    /// The file that they come from; nil for factors of the command line.
    public let file: SweepDesignFile?

    /// Most points whose problems are told.
    private static let mostTold = 10

    /// Takes factors and points.
    public init(factors: [SweepFactor], points: [[String]], file: SweepDesignFile? = nil) {
        self.factors = factors
        self.points = points
        self.file = file
    }

    /// Checks that every factor is something a scenario has.
    ///
    /// - Throws: `Problems` with every path that is not, and what is probably meant.
    public static func checkPaths(_ factors: [SweepFactor], of source: ScenarioSource, file: String? = nil) throws {
        var problems = Problems()
        var seen: Set<String> = []
        for factor in factors {
            let label = file.map { "\($0): column \(factor.path)" } ?? "--vary \(factor.text)"
            func found(_ message: String, _ remedy: String) {
                problems.append(Problem(file: label, message: message, remedy: remedy))
            }
            guard seen.insert(factor.path).inserted else {
                found("\(factor.path) is varied twice", "vary it once")
                continue
            }
            if let key = UnsimulatedKey(of: factor.path) {
                found(
                    "\(key.rawValue) changes nothing of what is simulated, so points that differ in it are the same",
                    key.remedy)
                continue
            }
            let above = factors.first { factor.path.hasPrefix($0.path + ".") }
            if let above {
                found("\(above.path), which holds it, is varied too", "vary one of the two")
                continue
            }
            // What the file does not say may be a key of the schema all the same: the reader knows.
            guard let gap = source.gap(at: factor.path),
                let wrong = problemsOf(source, ["\(factor.path)=\(factor.value(at: 0.5))"])
            else { continue }
            let inside = gap.above.isEmpty ? "at the top of the scenario" : "in '\(gap.above)'"
            let near = Spelling.closest(to: gap.missing, among: gap.known)
            if let unknown = wrong.first(where: { $0.message.contains("unknown key") }) {
                found(
                    "there is no '\(gap.missing)' \(inside)",
                    near.map { "did you mean '\($0)'?" } ?? unknown.remedy)
            } else if let old = wrong.first(where: { $0.message.contains("is no longer a key") }) {
                found(old.message, old.remedy)
            } else if gap.known.count == 1, gap.known[0].hasPrefix("0 to ") {
                found("there is no '\(gap.missing)' in the list '\(gap.above)'", "write an index, \(gap.known[0])")
            } else if let near {
                found("there is no '\(gap.missing)' \(inside)", "did you mean '\(near)'?")
            } else if gap.above.isEmpty || !factor.path.hasSuffix("." + gap.missing) {
                let known = gap.known.isEmpty ? "nothing is there" : "there is \(gap.known.joined(separator: ", "))"
                found("there is no '\(gap.missing)' \(inside)", known)
            } else {
                for problem in wrong { found(problem.message, problem.remedy) }
            }
        }
        try problems.throwIfAny()
    }

    private static func problemsOf(_ source: ScenarioSource, _ overrides: [String]) -> [Problem]? {
        do {
            _ = try source.scenario(overrides)
            return nil
        } catch {
            return (error as? Problems)?.problems ?? [Problem(file: source.file, message: "\(error)")]
        }
    }

    /// Most points whose scenarios are kept once they are decoded.
    private static let mostKept = 2_000

    /// Decodes every point, on several threads, and keeps one of those that are the same.
    ///
    /// - Throws: `Problems` with what is wrong with the first points that are no scenario, each with its values, or with
    ///   factors that have no effect at any point.
    public func checkAll(_ source: ScenarioSource, threads: Int) throws -> SweepDistinctPoints {
        let count = max(1, min(threads, points.count))
        let found = Findings()
        let keeps = points.count <= Self.mostKept
        let shares = Shares(try (0..<count).map { _ in try source.copy() })
        WorkerThreads.run(count) {
            while let (worker, source) = shares.next() {
                var told = 0
                for point in stride(from: worker, to: points.count, by: count) {
                    let (scenario, wrong) = decode(point, source)
                    if let scenario { found.keep(point, keeps ? scenario : nil, idle: idle(scenario)) }
                    guard !wrong.isEmpty else { continue }
                    told += 1
                    found.add(point, told <= Self.mostTold ? wrong : [])
                }
            }
        }
        let (wrong, bad) = found.first(Self.mostTold)
        guard bad > 0 else {
            let distinct = SweepDistinctPoints(self, scenarios: found.all(points.count), idle: found.idleFactors)
            try distinct.useless(of: self).throwIfAny()
            return distinct
        }
        // What is wrong with one value is wrong at every point that has it: it is told once.
        var seen: Set<String> = []
        var all = Problems(
            wrong.filter { problem in
                problem.line > 0 || seen.insert(problem.message + problem.remedy).inserted
            })
        if bad > Self.mostTold {
            all.append(
                Problem(
                    file: "sweep", message: "\(bad) of \(points.count) points are no scenario",
                    remedy: "above is what is wrong with the first of them"))
        }
        throw all
    }

    /// The factors that have no effect in a scenario, by their places, with why.
    private func idle(_ scenario: Scenario) -> [Int: IdleKey] {
        guard !scenario.idleKeys.isEmpty else { return [:] }
        return factors.indices.reduce(into: [:]) { found, factor in
            found[factor] = scenario.idleKeys.first { $0.holds(factors[factor].path) }
        }
    }

    private func decode(_ point: Int, _ source: ScenarioSource) -> (Scenario?, [Problem]) {
        let overrides = zip(factors, points[point]).map { "\($0.path)=\($1)" }
        let label = "point \(point + 1) (\(overrides.joined(separator: ", ")))"
        do {
            let scenario = try source.scenario(overrides)
            guard scenario.findsWarmUp else { return (scenario, []) }
            let problem = Problem(
                file: label, message: "warm_up: auto would measure another period at every point",
                remedy: "give one for all, such as --set 'warm_up=1 day'")
            return (nil, [problem])
        } catch {
            let all = (error as? Problems)?.problems ?? [Problem(file: source.file, message: "\(error)")]
            let told = all.map { problem in
                let factor = overrides.firstIndex { problem.file == "--set \($0)" }
                if let file {
                    let message = factor == nil ? "\(label): \(place(problem))\(problem.message)" : problem.message
                    return file.problem(point: point, factor: factor, message: message, remedy: problem.remedy)
                }
                return Problem(
                    file: label, message: (factor == nil ? place(problem) : "") + problem.message,
                    remedy: problem.remedy)
            }
            return (nil, told)
        }
    }

    private func place(_ problem: Problem) -> String {
        problem.line > 0 ? "\(problem.file):\(problem.line):\(problem.column): " : problem.file + ": "
    }

    /// The shares of the points that are not taken yet, each with a source of its own: one is for one thread at a time.
    private final class Shares: @unchecked Sendable {
        private let lock = NSLock()
        private let sources: [ScenarioSource]
        private var taken = 0

        init(_ sources: [ScenarioSource]) { self.sources = sources }

        func next() -> (worker: Int, source: ScenarioSource)? {
            lock.withLock {
                guard taken < sources.count else { return nil }
                taken += 1
                return (taken - 1, sources[taken - 1])
            }
        }
    }

    private final class Findings: @unchecked Sendable {
        private let lock = NSLock()
        private var problems: [Int: [Problem]] = [:]
        private var scenarios: [Int: Scenario] = [:]
        private var idle: [Int: [Int: IdleKey]] = [:]

        func keep(_ point: Int, _ scenario: Scenario?, idle keys: [Int: IdleKey]) {
            lock.withLock {
                if let scenario { scenarios[point] = scenario }
                if !keys.isEmpty { idle[point] = keys }
            }
        }

        /// Factors without effect by point, and why.
        var idleFactors: [Int: [Int: IdleKey]] { lock.withLock { idle } }

        func all(_ count: Int) -> [Scenario] {
            lock.withLock { scenarios.count == count ? (0..<count).compactMap { scenarios[$0] } : [] }
        }

        func add(_ point: Int, _ found: [Problem]) { lock.withLock { problems[point] = found } }

        func first(_ count: Int) -> (problems: [Problem], points: Int) {
            lock.withLock { (problems.keys.sorted().prefix(count).flatMap { problems[$0] ?? [] }, problems.count) }
        }
    }
}
