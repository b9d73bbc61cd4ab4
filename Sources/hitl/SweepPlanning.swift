import ArgumentParser
import Experiments
import Files
import Foundation
import Scenarios
import Simulation
import Training

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
        try SweepPoints.checkPaths(factors, of: source, file: sweep.designFile)
        let replications = options.replications ?? base.replications
        let seed = options.seed ?? base.seed
        let count =
            file?.points.count
            ?? (sweep.chosenDesign == .grid
                ? SweepDesign.gridCount(factors) : sweep.points ?? SweepDesign.standardCount)
        if count > SweepOptions.manyPoints, !sweep.yes {
            throw try Self.tooMany(count, replications, base, seed: seed, options: options, sweep: sweep)
        }
        let points =
            try file?.points
            ?? sweep.chosenDesign.points(factors, count: sweep.points ?? SweepDesign.standardCount, seed: seed)
        let decoded = try SweepPoints(factors: factors, points: points, file: file).checkAll(
            source, threads: options.threadCount)
        let first = try decoded.first ?? source.scenario(zip(factors, points[0]).map { "\($0.path)=\($1)" })
        if let answers = first.specification.ai?.answers as? ExternalAnswers, answers.options.mode == .record {
            throw DataError("ai.external.mode: record asks the AI anew; a sweep replays its record: remove the key")
        }
        let responses = try Responses(sweep, scenario: first)
        let allocation = try Self.allocation(sweep, responses, scenario: first, points: points.count)
        let plan = SweepPlan(
            SweepPlan.Header(
                version: Version.text,
                name: ((path as NSString).lastPathComponent as NSString).deletingPathExtension, seed: seed,
                replications: allocation == nil
                    ? replications
                    : min(replications, max(SweepAllocation.fewest, (sweep.budget ?? 0) / points.count / 2)),
                block: sweep.block ?? 10, design: sweep.chosenDesign, factors: factors, measures: responses.kept,
                cost: responses.cost, service: responses.service, allocation: allocation,
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
        plan = SweepPlan(header, points: earlier.points)
        try plan.checkFiles()
        base = try Scenario.decode(header.scenario, file: "\(header.name) (scenario)")
    }

    /// The plan that a path names, or that stands beside the manifest it names; nil for a scenario.
    private static func earlierPlan(_ path: String) throws -> SweepPlan? {
        let file =
            (path as NSString).lastPathComponent == ResultFolder.marker
            ? ((path as NSString).deletingLastPathComponent as NSString).appendingPathComponent(SweepFiles.plan) : path
        guard file.hasSuffix(".jsonl") else { return nil }
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
                if let name { try check(name, option) }
            }
            let levels = scenario.specification.serviceLevels
            let level = levels.first { $0.target != nil } ?? levels.first
            cost = sweep.cost ?? ["cost.per_resolution", "cost.per_query"].first { known.contains($0) }
            service =
                sweep.service ?? level.map { "service_level.\($0.name)" }
                ?? ["human.wait.mean_s"].first { known.contains($0) }
            let named = sweep.measures?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            for name in named ?? [] { try check(name, "--measures") }
            let required = [cost, service, sweep.objective].compactMap { $0 }
            // A part of a breakdown is kept only where measures are named.
            if named != nil || required.contains(where: { !whole.contains($0) }) {
                var seen: Set<String> = []
                let all = (named ?? known.filter { whole.contains($0) }) + required
                kept = all.filter { seen.insert($0).inserted }
            }
        }
    }

    private static func allocation(
        _ sweep: SweepOptions, _ responses: Responses, scenario: Scenario, points: Int
    ) throws -> SweepPlan.Allocation? {
        guard sweep.allocation == .ocba, let budget = sweep.budget else { return nil }
        guard let objective = sweep.objective ?? responses.cost else {
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
