import Experiments
import Files
import Foundation
import Quantities
import Results
import Scenarios
import Simulation

/// Makes the plan of a sweep that is asked for, or takes it from an earlier one.
public struct SweepPlanning {
    /// The plan.
    public let plan: SweepPlan
    /// The scenario that is varied, as it is without the factors.
    public let base: Scenario
    /// The scenarios of the points, where they were decoded and are few enough to keep.
    public private(set) var decoded: [Scenario] = []
    /// What to mind: that the plan was made by another version; nil where there is nothing.
    public private(set) var note: String?
    /// Which points were left out because they are the same as others; nil for none.
    public private(set) var merged: Finding?

    /// Makes or takes the plan.
    ///
    /// - Parameters:
    ///   - path: a scenario, the plan of a sweep, or the manifest in its result folder.
    ///   - version: of this program, which a plan keeps.
    /// - Throws: `UsageError` for what cannot be asked for; `Problems`, `Problem` and `DataError` for bad input.
    public init(_ path: String, sweep: SweepRequest, request: RunRequest, version: ProgramVersion) throws {
        if let earlier = try Self.earlierPlan(path, version: version.release) {
            guard sweep.vary.isEmpty, sweep.designFile == nil, request.overrides.isEmpty, request.seed == nil,
                request.replications == nil
            else {
                throw UsageError(
                    "a plan says all that decides its results: leave out --vary, --set, --seed and --replications")
            }
            try self.init(earlier, version: version)
            note = earlier.header.madeBy.flatMap(version.note(madeBy:))
        } else {
            self = try Self.new(path, sweep: sweep, request: request, version: version)
        }
    }

    private init(plan: SweepPlan, base: Scenario, decoded: [Scenario], merged: Finding?) {
        self.merged = merged
        self.plan = plan
        self.base = base
        self.decoded = decoded
    }

    private static func new(
        _ path: String, sweep: SweepRequest, request: RunRequest, version: ProgramVersion
    ) throws -> SweepPlanning {
        let source = try ScenarioSource(path: path, overrides: request.overrides)
        let base = try source.scenario(keepsYAML: true)
        let (factors, file) = try Self.factors(sweep)
        try Self.checkSet(request.overrides, factors)
        try SweepPoints.checkPaths(factors, of: source, file: sweep.designFile)
        let numbers = request.numbers(for: base)
        let count =
            file?.points.count
            ?? (sweep.design == .grid
                ? SweepDesign.gridCount(factors) : sweep.points ?? SweepDesign.standardCount)
        guard count <= SweepDesign.mostPoints else {
            throw UsageError(
                "this is a grid of \(count == Int.max ? "more points than can be counted" : BriefUnits.count(count, "point")), "
                    + "more than \(HumanUnits.number(Double(SweepDesign.mostPoints))); vary fewer values, or choose "
                    + "--design sobol with --points")
        }
        try SweepPlan.checkTasks(points: count, replications: numbers.replications, block: sweep.block ?? 10)
        if count > SweepRequest.manyPoints, !sweep.isLargeMeant {
            throw try Self.tooMany(count, numbers, base, sweep: sweep)
        }
        let all =
            try file?.points
            ?? sweep.design.points(factors, count: sweep.points ?? SweepDesign.standardCount, seed: numbers.seed)
        let distinct = try SweepPoints(factors: factors, points: all, file: file).checkAll(
            source, threads: numbers.threads)
        let (points, decoded) = (distinct.points, distinct.scenarios)
        let first = try decoded.first ?? source.scenario(zip(factors, points[0]).map { "\($0.path)=\($1)" })
        let responses = try SweepResponses(sweep, scenario: first)
        let allocation = try Self.allocation(sweep, responses, scenario: first, points: points.count)
        let plan = SweepPlan(
            SweepPlan.Header(
                version: version.release, madeBy: version.full,
                name: ((path as NSString).lastPathComponent as NSString).deletingPathExtension, seed: numbers.seed,
                replications: allocation == nil
                    ? numbers.replications
                    : max(SweepAllocation.fewest, min(numbers.replications, (sweep.budget ?? 0) / points.count / 2)),
                block: sweep.block ?? 10, design: sweep.design, factors: factors, measures: responses.kept,
                cost: responses.cost, service: responses.service, allocation: allocation,
                directions: responses.directions, pointsAsked: points.count < count ? count : nil,
                files: try source.files().map { try .init(path: $0.path, file: $0.file) },
                scenario: base.resolvedYAML), points: points)
        return SweepPlanning(plan: plan, base: base, decoded: decoded, merged: distinct.finding(factors))
    }

    /// Takes a plan, from its first round on.
    ///
    /// - Parameter version: of this program, which the plan keeps.
    /// - Throws: `Problem` or `Problems` where its scenario or files are no longer what they were.
    public init(_ earlier: SweepPlan, version: ProgramVersion) throws {
        var header = earlier.header
        header.madeBy = version.full
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
    /// - Throws: `UsageError`.
    private static func checkSet(_ set: [String], _ factors: [SweepFactor]) throws {
        for text in set {
            let path = text.prefix { $0 != "=" }.trimmingCharacters(in: .whitespaces)
            guard let factor = factors.first(where: { $0.path == path || path.hasPrefix($0.path + ".") }) else {
                continue
            }
            throw UsageError(
                "--set \(text) is lost: \(factor.path) is varied; leave out the one or the other")
        }
    }

    /// The plan that a path names, or that stands beside the manifest it names; nil for a scenario.
    private static func earlierPlan(_ path: String, version: String) throws -> SweepPlan? {
        let file =
            (path as NSString).lastPathComponent == ResultFolder.marker
            ? ((path as NSString).deletingLastPathComponent as NSString).appendingPathComponent(SweepFiles.plan) : path
        guard file.hasSuffix(".jsonl") else { return nil }
        if file != path, !FileManager.default.fileExists(atPath: file), let bytes = try? InputFile.read(path),
            let kind = Manifest.Head.kind(of: bytes), kind != "sweep"
        {
            throw Problem(
                file: path, message: "this is the manifest of a \(kind), not of a sweep",
                remedy: kind == "simulation"
                    ? "run it again with hitl simulate, or name a scenario" : "name a scenario, or a sweep's manifest")
        }
        return try read(file, version: version)
    }

    /// Reads a plan of this version.
    ///
    /// - Parameter version: release of this program.
    /// - Throws: `Problem` for what is no plan, or one of another version.
    public static func read(_ path: String, version: String) throws -> SweepPlan {
        try SweepPlan(bytes: try InputFile.read(path), file: path, version: version)
    }

    private static func factors(_ sweep: SweepRequest) throws -> ([SweepFactor], SweepDesignFile?) {
        if let path = sweep.designFile {
            let file = try SweepDesignFile(path: path)
            return (file.factors, file)
        }
        guard !sweep.vary.isEmpty else {
            throw UsageError("name what to vary, such as --vary policy.threshold=60%:95%:5%")
        }
        let takesRanges = sweep.design == .sobol || sweep.design == .lhs
        var problems = Problems()
        let factors = try sweep.vary.compactMap { text in
            try problems.collect { try SweepFactor.parse(text, takesRanges: takesRanges) }
        }
        try problems.throwIfAny()
        return (factors, nil)
    }

    private static func tooMany(
        _ count: Int, _ numbers: RunNumbers, _ base: Scenario, sweep: SweepRequest
    ) throws -> any Error {
        let pace = try ReplicationPace.seconds(base.specification, seed: numbers.seed)
        let runs = sweep.budget.map(Double.init) ?? Double(count) * Double(numbers.replications)
        let seconds = runs * pace / Double(numbers.threads)
        return UsageError(
            "this is a sweep of \(BriefUnits.count(count, "point")) with "
                + "\(BriefUnits.count(Int(min(1e15, runs)), "replication")) in all: about "
                + "\(BriefUnits.about(seconds)) on \(BriefUnits.count(numbers.threads, "thread")) "
                + "(one replication took \(BriefUnits.about(pace))); vary fewer values, choose --design sobol with "
                + "--points, or add --yes")
    }

    private static func allocation(
        _ sweep: SweepRequest, _ responses: SweepResponses, scenario: Scenario, points: Int
    ) throws -> SweepPlan.Allocation? {
        guard sweep.isAllocated, let budget = sweep.budget else { return nil }
        guard let objective = responses.objective ?? responses.cost else {
            throw DataError("--allocation ocba: this scenario has no cost; name what is to be best with --objective")
        }
        guard budget >= SweepAllocation.fewest * points else {
            throw UsageError(
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
