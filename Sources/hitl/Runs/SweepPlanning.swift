import ArgumentParser
import Experiments
import Files
import Foundation
import Reports
import Scenarios
import Simulation

/// Makes the plan of a sweep from its options, or takes it from an earlier one.
struct SweepPlanning {
    let plan: SweepPlan
    /// The scenario that is varied, as it is without the factors.
    let base: Scenario
    /// The scenarios of the points, where they were decoded and are few enough to keep.
    private(set) var decoded: [Scenario] = []

    /// - Parameter path: a scenario, the plan of a sweep, or the manifest in its result folder.
    init(_ path: String, sweep: SweepOptions, options: ScenarioOptions) throws {
        if let earlier = try Self.earlierPlan(path) {
            guard sweep.vary.isEmpty, sweep.designFile == nil, options.set.isEmpty, options.seed == nil,
                options.replications == nil
            else {
                throw ValidationError(
                    "a plan says all that decides its results: leave out --vary, --set, --seed and --replications")
            }
            try self.init(earlier)
        } else {
            self = try Self.new(path, sweep: sweep, options: options)
        }
    }

    private init(plan: SweepPlan, base: Scenario, decoded: [Scenario]) {
        self.plan = plan
        self.base = base
        self.decoded = decoded
    }

    private static func new(_ path: String, sweep: SweepOptions, options: ScenarioOptions) throws -> SweepPlanning {
        let source = try ScenarioSource(path: path, overrides: options.set)
        let base = try source.scenario(keepsYAML: true)
        let (factors, file) = try Self.factors(sweep)
        try Self.checkSet(options.set, factors)
        try SweepPoints.checkPaths(factors, of: source, file: sweep.designFile)
        let replications = options.replications ?? base.replications
        let seed = options.seed ?? base.seed
        let count =
            file?.points.count
            ?? (sweep.chosenDesign == .grid
                ? SweepDesign.gridCount(factors) : sweep.points ?? SweepDesign.standardCount)
        guard count <= SweepDesign.mostPoints else {
            throw ValidationError(
                "this is a grid of \(count == Int.max ? "more points than can be counted" : SweepWords.count(count, "point")), "
                    + "more than \(HumanUnits.number(Double(SweepDesign.mostPoints))); vary fewer values, or choose "
                    + "--design sobol with --points")
        }
        try SweepPlan.checkTasks(points: count, replications: replications, block: sweep.block ?? 10)
        if count > SweepOptions.manyPoints, !sweep.yes {
            throw try Self.tooMany(count, replications, base, seed: seed, options: options, sweep: sweep)
        }
        let points =
            try file?.points
            ?? sweep.chosenDesign.points(factors, count: sweep.points ?? SweepDesign.standardCount, seed: seed)
        let decoded = try SweepPoints(factors: factors, points: points, file: file).checkAll(
            source, threads: options.threadCount)
        let first = try decoded.first ?? source.scenario(zip(factors, points[0]).map { "\($0.path)=\($1)" })
        let responses = try Responses(sweep, scenario: first)
        let allocation = try Self.allocation(sweep, responses, scenario: first, points: points.count)
        let plan = SweepPlan(
            SweepPlan.Header(
                version: Version.text,
                name: ((path as NSString).lastPathComponent as NSString).deletingPathExtension, seed: seed,
                replications: allocation == nil
                    ? replications
                    : max(SweepAllocation.fewest, min(replications, (sweep.budget ?? 0) / points.count / 2)),
                block: sweep.block ?? 10, design: sweep.chosenDesign, factors: factors, measures: responses.kept,
                cost: responses.cost, service: responses.service, allocation: allocation,
                directions: responses.directions, pointsAsked: points.count < count ? count : nil,
                files: try source.files().map { try .init(path: $0.path, file: $0.file) },
                scenario: base.resolvedYAML), points: points)
        return SweepPlanning(plan: plan, base: base, decoded: decoded)
    }

    /// Takes a plan, from its first round on.
    init(_ earlier: SweepPlan) throws {
        var header = earlier.header
        if var allocation = header.allocation {
            allocation.rounds = 1
            header.allocation = allocation
        }
        try SweepPlan.checkTasks(points: earlier.points.count, replications: header.replications, block: header.block)
        plan = SweepPlan(header, points: earlier.points)
        try plan.checkFiles()
        base = try Scenario.decode(header.scenario, file: "\(header.name) (scenario)")
    }

    /// Checks that nothing is both fixed and varied.
    ///
    /// - Throws: `ValidationError`.
    private static func checkSet(_ set: [String], _ factors: [SweepFactor]) throws {
        for text in set {
            let path = text.prefix { $0 != "=" }.trimmingCharacters(in: .whitespaces)
            guard let factor = factors.first(where: { $0.path == path || path.hasPrefix($0.path + ".") }) else {
                continue
            }
            throw ValidationError(
                "--set \(text) is lost: \(factor.path) is varied; leave out the one or the other")
        }
    }

    /// The plan that a path names, or that stands beside the manifest it names; nil for a scenario.
    private static func earlierPlan(_ path: String) throws -> SweepPlan? {
        let file =
            (path as NSString).lastPathComponent == ResultFolder.marker
            ? ((path as NSString).deletingLastPathComponent as NSString).appendingPathComponent(SweepFiles.plan) : path
        guard file.hasSuffix(".jsonl") else { return nil }
        if file != path, !FileManager.default.fileExists(atPath: file), let bytes = try? InputFile.read(path),
            let kind = ManifestHead.kind(of: bytes), kind != "sweep"
        {
            throw Problem(
                file: path, message: "this is the manifest of a \(kind), not of a sweep",
                remedy: kind == "simulation"
                    ? "run it again with hitl simulate, or name a scenario" : "name a scenario, or a sweep's manifest")
        }
        return try read(file)
    }

    /// Reads a plan of this version.
    static func read(_ path: String) throws -> SweepPlan {
        try SweepPlan(bytes: try InputFile.read(path), file: path, version: Version.text)
    }

    private static func factors(_ sweep: SweepOptions) throws -> ([SweepFactor], SweepDesignFile?) {
        if let path = sweep.designFile {
            let file = try SweepDesignFile(path: path)
            return (file.factors, file)
        }
        guard !sweep.vary.isEmpty else {
            throw ValidationError("name what to vary, such as --vary policy.threshold=60%:95%:5%")
        }
        let takesRanges = sweep.chosenDesign == .sobol || sweep.chosenDesign == .lhs
        var problems = Problems()
        let factors = try sweep.vary.compactMap { text in
            try problems.collect { try SweepFactor.parse(text, takesRanges: takesRanges) }
        }
        try problems.throwIfAny()
        return (factors, nil)
    }

    private static func tooMany(
        _ count: Int, _ replications: Int, _ base: Scenario, seed: UInt64, options: ScenarioOptions,
        sweep: SweepOptions
    ) throws -> any Error {
        let pace = try ReplicationPace.seconds(base.specification, seed: seed)
        let runs = sweep.budget.map(Double.init) ?? Double(count) * Double(replications)
        let seconds = runs * pace / Double(options.threadCount)
        return ValidationError(
            "this is a sweep of \(SweepWords.count(count, "point")) with "
                + "\(SweepWords.count(Int(min(1e15, runs)), "replication")) in all: about "
                + "\(SweepWords.time(seconds)) on \(SweepWords.count(options.threadCount, "thread")) "
                + "(one replication took \(SweepWords.time(pace))); vary fewer values, choose --design sobol with "
                + "--points, or add --yes")
    }

    /// The measures of a sweep.
    private struct Responses {
        var kept: [String]?
        var cost: String?
        var service: String?
        var objective: String?
        /// Those that the user had to say.
        var directions: [String: MeasureDirection] = [:]

        init(_ sweep: SweepOptions, scenario: Scenario) throws {
            let known = scenario.specification.measures().map(\.name)
            let whole = Set(scenario.specification.measures().filter { $0.member == nil }.map(\.name))
            func check(_ name: String, _ option: String) throws {
                guard !known.contains(name) else { return }
                let near = Spelling.closest(to: name, among: known)
                throw DataError(
                    "\(option) \(name): this scenario has no such measure; "
                        + (near.map { "did you mean '\($0)'?" } ?? "docs/measures.md lists them"))
            }
            for (name, option) in [
                (sweep.cost, "--cost"), (sweep.service, "--service"), (sweep.objective, "--objective"),
            ] {
                guard let goal = name.map(SweepGoal.init) else { continue }
                try check(goal.measure, option)
                let direction = try goal.direction(option: option)
                guard goal.said != nil else { continue }
                if directions.updateValue(direction, forKey: goal.measure) ?? direction != direction {
                    throw DataError("\(option) \(goal.measure): one option wants less of it and another more")
                }
            }
            let levels = scenario.specification.serviceLevels
            let level = levels.first { $0.target != nil } ?? levels.first
            func named(_ text: String?) -> String? { text.map { SweepGoal($0).measure } }
            cost = named(sweep.cost) ?? ["cost.per_resolution", "cost.per_query"].first { known.contains($0) }
            service =
                named(sweep.service) ?? level.map { "service_level.\($0.name)" }
                ?? ["human.wait.mean_s"].first { known.contains($0) }
            objective = named(sweep.objective)
            if cost == service { service = nil }
            let wanted = sweep.measures?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            for name in wanted ?? [] { try check(name, "--measures") }
            let required = [cost, service, objective].compactMap { $0 }
            // A part of a breakdown is kept only where measures are named.
            if wanted != nil || required.contains(where: { !whole.contains($0) }) {
                var seen: Set<String> = []
                let all = (wanted ?? known.filter { whole.contains($0) }) + required
                kept = all.filter { seen.insert($0).inserted }
            }
        }
    }

    private static func allocation(
        _ sweep: SweepOptions, _ responses: Responses, scenario: Scenario, points: Int
    ) throws -> SweepPlan.Allocation? {
        guard sweep.allocation == .ocba, let budget = sweep.budget else { return nil }
        guard let objective = responses.objective ?? responses.cost else {
            throw DataError("--allocation ocba: this scenario has no cost; name what is to be best with --objective")
        }
        guard budget >= SweepAllocation.fewest * points else {
            throw ValidationError(
                "--budget \(budget) is too small: \(points) points need \(SweepAllocation.fewest) replications each "
                    + "before any can be judged, so \(SweepAllocation.fewest * points) or more")
        }
        var problems = Problems()
        for text in sweep.subjectTo {
            do {
                let found = try Requirement.parse(
                    text, measures: scenario.specification.measures().filter { $0.member == nil },
                    currency: scenario.currency)
                if found.needsBaseline {
                    problems.append(
                        Problem(
                            file: "--subject-to '\(text)'", message: "a sweep has no baseline",
                            remedy: "write a value, such as service_level.chat >= 80%"))
                }
                if let kept = responses.kept, !kept.contains(found.measure) {
                    problems.append(
                        Problem(
                            file: "--subject-to '\(text)'", message: "--measures leaves \(found.measure) out",
                            remedy: "add it"))
                }
            } catch {
                problems.append(
                    Problem(file: "--subject-to '\(text)'", message: error.message, remedy: error.remedy))
            }
        }
        try problems.throwIfAny()
        return SweepPlan.Allocation(
            rule: SweepAllocation.rule, objective: objective, subjectTo: sweep.subjectTo, budget: budget)
    }
}
