import Experiments
import Files
import Foundation
import Results
import Scenarios
import Simulation

/// A comparison that is asked for: the variants, with everything decided that they are run with.
public struct ComparisonRequest {
    /// One variant as it is asked for.
    public struct Change: Sendable {
        /// Its name.
        public let name: String
        /// `dotted.path=value` each.
        public let changes: [String]

        /// A variant of the baseline.
        public init(name: String, changes: [String]) {
            self.name = name
            self.changes = changes
        }
    }

    /// The baseline first.
    public private(set) var variants: [ComparedVariant] = []
    /// Seed, replications and threads.
    public private(set) var numbers = RunNumbers(seed: 0, replications: 0, threads: 1)
    /// The asked precision of the differences; nil where none is.
    public private(set) var goal: ComparisonRun.Goal?
    /// Seeds that a scenario states and that the baseline's replaces, and results made by another version.
    public private(set) var notes: [String] = []

    private let request: RunRequest
    private let version: ProgramVersion

    /// Reads every scenario.
    ///
    /// - Parameters:
    ///   - sources: scenario files and manifests, the baseline first; or the manifest of a comparison alone.
    ///   - changes: variants of the baseline.
    ///   - version: of this program.
    /// - Throws: `Problems` with what is wrong in all of them; `UsageError` for names that are taken.
    public init(_ sources: [String], variants changes: [Change], request: RunRequest, version: ProgramVersion) throws {
        self.request = request
        self.version = version
        var problems = Problems()
        let stored = try sources.first.flatMap { try Manifest.readComparison(ifAt: $0) }
        var base: (scenario: Scenario, earlier: EarlierRun?)?
        if let stored, sources.count == 1 {
            base = try readVariants(of: stored, from: sources[0], &problems)
        } else {
            base = try readVariants(from: sources, &problems)
        }
        for change in changes {
            let found = try problems.collect { try variant(change, of: sources[0], stored?.comparison) }
            if let found { variants.append(found) }
        }
        try problems.throwIfAny()
        guard let base else { return }
        try Self.makeNamesUnique(&variants)
        try ComparedVariant.mismatches(variants).throwIfAny()
        numbers = request.numbers(for: base.scenario, after: base.earlier)
        try plan(earlier: stored == nil ? nil : base.earlier)
    }

    /// The variants of an earlier comparison; the baseline with what they were run with.
    private mutating func readVariants(
        of stored: (manifest: Manifest, comparison: Manifest.Compared), from path: String, _ problems: inout Problems
    ) throws -> (scenario: Scenario, earlier: EarlierRun?)? {
        notes += [version.note(madeBy: stored.manifest.version)].compactMap { $0 }
        let earlier = EarlierRun(
            stored.manifest, precision: stored.comparison.goal, replications: stored.comparison.replications,
            file: path)
        var base: Scenario?
        for variant in stored.comparison.variants {
            let scenario = try problems.collect {
                try Scenario.decode(
                    variant.scenarioYaml, file: "\(path) (scenario_yaml of \(variant.name))",
                    overrides: request.overrides)
            }
            guard let scenario else { continue }
            variants.append(
                ComparedVariant(
                    name: variant.name, source: variant.source, changes: variant.changes, scenario: scenario))
            base = base ?? scenario
        }
        return base.map { ($0, earlier) }
    }

    /// The variants that are files and results of their own.
    private mutating func readVariants(
        from sources: [String], _ problems: inout Problems
    ) throws -> (scenario: Scenario, earlier: EarlierRun?)? {
        var base: (scenario: Scenario, earlier: EarlierRun?)?
        let names = Self.names(sources)
        for (path, name) in zip(sources, names) {
            let found = try problems.collect {
                try NamedScenario(path, overrides: request.overrides, version: version)
            }
            guard let source = found else { continue }
            notes += [source.note].compactMap { $0 }
            // A result goes by its own name unless another has it.
            let isShared = names.filter { $0.hasPrefix(name) }.count > 1
            variants.append(
                ComparedVariant(
                    name: source.earlier == nil || isShared ? name : source.name, source: path,
                    scenario: source.scenario))
            guard let first = base else {
                base = (source.scenario, source.earlier)
                continue
            }
            let (seed, other) = (
                first.earlier?.seed ?? first.scenario.seed, source.earlier?.seed ?? source.scenario.seed
            )
            if request.seed == nil, seed != other {
                notes.append("note: \(path) states seed \(other); the baseline's \(seed) goes for all")
            }
        }
        return base
    }

    /// Name of the default result folder.
    public var folderName: String { "comparison-" + Self.fileName(variants[0].name) }

    /// Runs it.
    ///
    /// - Parameter report: told how far the run is, from any thread.
    public func run(report: @escaping @Sendable (ComparisonRun.Advance) -> Void) throws -> VariantComparison {
        try ComparisonRun(
            variants, seed: numbers.seed, replications: numbers.replications, goal: goal, threads: numbers.threads
        ).run(report: report)
    }

    private mutating func plan(earlier: EarlierRun?) throws {
        let known = variants[0].specification.measures().map(\.name)
        guard let found = try request.precision(after: earlier, known: known) else { return }
        let measures = found.measures ?? PrecisionGoal.standard(for: variants[0].specification)
        try checkDifferences(of: measures, isAsked: !request.precision.measures.isEmpty)
        goal = ComparisonRun.Goal(
            relative: found.relative, measures: measures, minimum: found.minimum, maximum: found.maximum)
    }

    /// Refuses measures that have no difference to be precise about, which would be run for in vain.
    private func checkDifferences(of measures: [String], isAsked: Bool) throws {
        let others = variants.dropFirst().map { variant in
            (name: variant.name, known: Set(variant.specification.measures().map(\.name)))
        }
        let lone = measures.filter { name in !others.contains { $0.known.contains(name) } }
        guard !lone.isEmpty, isAsked || lone.count == measures.count else { return }
        let names = others.map(\.name)
        let whom = names.count == 1 ? "\(names[0]) has no such measure" : "no variant has such a measure"
        throw DataError(
            "--precision\(isAsked ? "-of" : "") \(lone.joined(separator: ", ")): \(whom), so there is no difference to be "
                + "precise about; name one that both have with --precision-of, such as \(Measure.costTotal)")
    }

    /// A variant of the baseline; what is wrong with its changes is said of the variant.
    private func variant(
        _ text: Change, of path: String, _ earlier: Manifest.Compared?
    ) throws -> ComparedVariant {
        let overrides = request.overrides + text.changes
        var idle = Problems()
        for change in text.changes {
            guard let key = UnsimulatedKey(of: String(change.prefix { $0 != "=" })) else { continue }
            idle.append(
                Problem(
                    file: "--variant '\(text.name)': \(change)",
                    message: "\(key.rawValue) changes nothing of what is simulated",
                    remedy: key.remedy))
        }
        try idle.throwIfAny()
        do {
            let scenario =
                try earlier.map {
                    try Scenario.decode(
                        $0.variants[0].scenarioYaml, file: "\(path) (scenario_yaml)", overrides: overrides)
                } ?? NamedScenario(path, overrides: overrides, version: version).scenario
            return ComparedVariant(name: text.name, source: path, changes: text.changes, scenario: scenario)
        } catch var found as Problems {
            for index in found.problems.indices {
                for change in text.changes where found.problems[index].file == "--set \(change)" {
                    found.problems[index].file = "--variant '\(text.name)': \(change)"
                }
            }
            throw found
        }
    }

    /// The files' names without extension; with their folders where several have the same.
    private static func names(_ paths: [String]) -> [String] {
        func short(_ path: String) -> String {
            ((path as NSString).lastPathComponent as NSString).deletingPathExtension
        }
        let all = paths.map(short)
        return paths.map { path in
            let name = short(path)
            guard all.filter({ $0 == name }).count > 1 else { return name }
            // The manifest of a result stands for its folder.
            let whole = (path as NSString).deletingPathExtension
            return name == "manifest" ? ((path as NSString).deletingLastPathComponent) : whole
        }
    }

    /// Gives a file named twice two names; a name given twice on the command line is an error.
    private static func makeNamesUnique(_ variants: inout [ComparedVariant]) throws {
        var seen: Set<String> = []
        for index in variants.indices {
            let name = variants[index].name
            var number = 1
            while !seen.insert(variants[index].name).inserted {
                guard variants[index].changes.isEmpty else {
                    if name == variants[0].name {
                        throw UsageError(
                            "'\(name)' is the name of the baseline already; give the --variant another name")
                    }
                    throw UsageError("two variants are called '\(name)'; give each --variant a name of its own")
                }
                number += 1
                variants[index].name = "\(name) (\(number))"
            }
        }
    }

    private static func fileName(_ name: String) -> String {
        String(name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" })
    }
}
