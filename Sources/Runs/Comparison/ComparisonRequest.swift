import ArgumentParser
import Experiments
import Files
import Foundation
import Reports
import Scenarios

/// What `hitl compare` is asked for: the variants with the options they are run with.
struct ComparisonPlan {
    private(set) var variants: [ComparedVariant] = []
    private(set) var seed: UInt64 = 0
    private(set) var replications = 0
    private(set) var goal: ComparisonRun.Goal?
    /// Seeds and replications that a scenario states and that the baseline's replace.
    private(set) var notes: [String] = []
    let threads: Int

    /// Reads every scenario.
    ///
    /// - Parameters:
    ///   - sources: scenario files and manifests, the baseline first; or the manifest of a comparison alone.
    ///   - texts: variants of the baseline.
    /// - Throws: `Problems` with what is wrong in all of them.
    init(_ sources: [String], variants texts: [VariantText], options: ScenarioOptions, precision: PrecisionOptions)
        throws
    {
        threads = options.threadCount
        var problems = Problems()
        let earlier = try sources.first.flatMap { try ComparisonManifest.read(ifAt: $0) }
        var base: (scenario: Scenario, replications: Int, seed: UInt64)?
        if let earlier, sources.count == 1 {
            NamedScenario.noteVersion(earlier.version, quiet: options.quiet)
            for variant in earlier.variants {
                guard
                    let scenario = try problems.collect({
                        try Scenario.decode(
                            variant.scenarioYaml, file: "\(sources[0]) (scenario_yaml of \(variant.name))",
                            overrides: options.set)
                    })
                else { continue }
                variants.append(
                    ComparedVariant(
                        name: variant.name, source: variant.source, changes: variant.changes, scenario: scenario))
                base = base ?? (scenario, earlier.replications, earlier.seed)
            }
        } else {
            let names = Self.names(sources)
            for (path, name) in zip(sources, names) {
                guard
                    let source = try problems.collect({
                        try NamedScenario(path, overrides: options.set, quiet: options.quiet)
                    })
                else { continue }
                let seed = source.manifest?.seed ?? source.scenario.seed
                let count = source.manifest?.replications ?? source.scenario.replications
                // A result goes by its own name unless another has it.
                let isShared = names.filter { $0.hasPrefix(name) }.count > 1
                variants.append(
                    ComparedVariant(
                        name: source.manifest == nil || isShared ? name : source.name, source: path,
                        scenario: source.scenario))
                if let base {
                    if options.seed == nil, seed != base.seed {
                        notes.append("note: \(path) states seed \(seed); the baseline's \(base.seed) goes for all")
                    }
                } else {
                    base = (source.scenario, count, seed)
                }
            }
        }
        for text in texts {
            let found = try problems.collect { try Self.variant(text, of: sources[0], earlier, options: options) }
            if let found { variants.append(found) }
        }
        try problems.throwIfAny()
        guard let base else { return }
        try Self.makeNamesUnique(&variants)
        try ComparedVariant.mismatches(variants).throwIfAny()
        seed = options.seed ?? base.seed
        replications = options.replications ?? base.replications
        try plan(precision, earlier: options.replications == nil ? earlier : nil, least: options.replications)
    }

    /// Name of the default result folder.
    var folderName: String { "comparison-" + Self.fileName(variants[0].name) }

    /// Runs it.
    func run(quiet: Bool) throws -> VariantComparison {
        let run = ComparisonRun(variants, seed: seed, replications: replications, goal: goal, threads: threads)
        let reporter = ProgressReporter(isQuiet: quiet, watched: nil)
        defer { reporter.finish() }
        return try run.run { progress in
            reporter.update(
                ProgressLine(
                    done: progress.finished, total: progress.count, underWay: progress.underWay, elapsedSeconds: 0))
        }
    }

    private mutating func plan(_ precision: PrecisionOptions, earlier: ComparisonManifest?, least: Int?) throws {
        let known = variants[0].specification.measures().map(\.name)
        try precision.checkMeasures(known: known)
        let asked = try precision.relativePrecision()
        guard let relative = asked ?? earlier?.precision else { return }
        let standard = PrecisionGoal.standard(for: variants[0].specification)
        let stored = asked == nil ? earlier : nil
        let measures = precision.precisionOf.isEmpty ? stored?.precisionOf ?? standard : precision.precisionOf
        try checkDifferences(of: measures, isAsked: !precision.precisionOf.isEmpty)
        goal = ComparisonRun.Goal(
            relative: relative,
            measures: measures,
            minimum: least ?? stored?.minReplications ?? 0,
            maximum: precision.maxReplications ?? stored?.maxReplications ?? PrecisionOptions.standardMaximum)
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
                + "precise about; name one that both have with --precision-of, such as cost.total")
    }

    /// A variant of the baseline; what is wrong with its changes is said of the variant.
    private static func variant(
        _ text: VariantText, of path: String, _ earlier: ComparisonManifest?, options: ScenarioOptions
    ) throws -> ComparedVariant {
        let overrides = options.set + text.changes
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
                } ?? NamedScenario(path, overrides: overrides, quiet: true).scenario
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
                        throw ValidationError(
                            "'\(name)' is the name of the baseline already; give the --variant another name")
                    }
                    throw ValidationError("two variants are called '\(name)'; give each --variant a name of its own")
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
