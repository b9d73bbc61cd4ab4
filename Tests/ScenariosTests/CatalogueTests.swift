import Foundation
import Scenarios
import Testing

/// The catalogue of keys says what the readers ask for, and nothing else.
@Suite struct CatalogueTests {
    /// What is asked for in all scenarios, by pattern.
    private struct Asked {
        var kinds: [String: Set<ScenarioKey.Kind>] = [:]
        var always: [String: Bool] = [:]
        var sometimes: Set<String> = []
        var inDistributions: Set<String> = []
        var strangers: Set<String> = []

        init() throws {
            for variant in ScenarioVariant.all {
                let log = try variant.asked()
                for (path, kinds) in log.asked where !path.isEmpty {
                    guard let pattern = ScenarioKeys.pattern(of: path) else {
                        if ScenarioKeys.isInDistribution(path) {
                            inDistributions.insert(path.split(separator: ".").last.map(String.init) ?? "")
                        } else {
                            strangers.insert("\(variant.name): \(path)")
                        }
                        continue
                    }
                    self.kinds[pattern, default: []].formUnion(kinds)
                    let isRequired = log.required.contains(path)
                    always[pattern] = (always[pattern] ?? true) && isRequired
                    if isRequired { sometimes.insert(pattern) }
                }
            }
        }
    }

    @Test func readersAndCatalogueAgree() throws {
        let asked = try Asked()
        #expect(asked.strangers.sorted() == [], "keys that are read and not declared")
        let declared = Set(ScenarioKeys.all.map(\.path))
        #expect(declared.subtracting(asked.kinds.keys).sorted() == [], "keys that are declared and never read")
        for key in ScenarioKeys.all {
            var kinds = asked.kinds[key.path] ?? []
            // Single values of a distribution are read as quantities.
            if kinds.contains(.times) || kinds.contains(.amounts) {
                kinds = kinds.filter {
                    $0 == .times || $0 == .amounts || $0 == .members || key.kinds.contains($0)
                }
            }
            // Keys of its own may stand among names of the user's.
            if kinds.contains(.members) { kinds.remove(.mapping) }
            #expect(kinds == Set(key.kinds), "\(key.path)")
            let isAlways = asked.always[key.path] ?? false
            switch key.presence {
            case .required: #expect(isAlways, "\(key.path) is declared required")
            case .oneOf: break
            default: #expect(!isAlways, "\(key.path) is always required")
            }
            if !isAlways, asked.sometimes.contains(key.path) {
                switch key.presence {
                case .oneOf, .needed: break
                default: Issue.record("\(key.path) is required in some scenarios")
                }
            }
        }
        for (pattern, kinds) in asked.kinds where !declared.contains(pattern) {
            #expect(kinds.subtracting([.mapping]).isEmpty, "\(pattern) is a member, and read as \(kinds)")
        }
        let parameters = DistributionForm.all.flatMap { $0.parameters.map(\.name) }
        let items = asked.inDistributions.filter { Int($0) == nil }
        #expect(Set(items) == Set(parameters + ["distribution", "weight"]))
    }

    @Test func summariesAreSentences() {
        #expect(Set(ScenarioKeys.all.map(\.path)).count == ScenarioKeys.all.count)
        for key in ScenarioKeys.all {
            #expect(key.summary.hasSuffix(".") && key.summary.first?.isLowercase == false || key.summary.hasPrefix("2"))
            let places = key.path.split(separator: ".").map(String.init)
            for length in 1..<places.count where places[length] != "*" && places[length - 1] != "*" {
                let parent = places[..<length].joined(separator: ".")
                #expect(parent.hasSuffix("#") || ScenarioKeys.all.contains { $0.path == parent }, "\(parent)")
            }
        }
    }

    /// A key that is written with its default decides nothing.
    @Test func defaultsAreWhatHolds() throws {
        let variants = try ScenarioVariant.all.map { variant in
            (variant, Set(try variant.asked().asked.keys))
        }
        // Dictionaries have no order.
        func content(_ variant: ScenarioVariant, _ more: [String]) -> [String]? {
            guard
                let it = try? Scenario.decode(variant.text, file: "s.yaml", overrides: variant.overrides + more)
            else { return nil }
            return "\(it.name), \(it.currency), \(it.seed), \(it.replications), \(it.findsWarmUp), \(it.specification)"
                .split { "[]{}(),".contains($0) }.map { $0.trimmingCharacters(in: .whitespaces) }.sorted()
        }
        var untried: [String] = []
        for key in ScenarioKeys.all {
            guard case .standard(let value) = key.presence else { continue }
            var isTried = false
            for (variant, asked) in variants where !isTried {
                guard let path = asked.filter({ ScenarioKeys.pattern(of: $0) == key.path }).min() else { continue }
                let currency = (try? Scenario.decode(variant.text, file: "s.yaml", overrides: variant.overrides))?
                    .currency
                guard let currency else { continue }
                let written = key.path == "currency" ? value : value.replacingOccurrences(of: "USD", with: currency)
                guard let with = content(variant, ["\(path)=\(written)"]),
                    let without = content(variant, ["\(path)=null"])
                else { continue }
                isTried = true
                let changes = with.difference(from: without)
                #expect(changes.isEmpty, "\(key.path): \(value) in \(variant.name)")
            }
            if !isTried { untried.append(key.path) }
        }
        // The defaults of somebody else's AI need a record of its answers: ExternalScenarioTests.
        #expect(
            untried.filter { !$0.hasPrefix("ai.external.") && !$0.hasPrefix("ai.recorded.") } == [
                "traffic.language.recycle"
            ])
    }

    @Test(arguments: [
        ("policy.treshold", "policy.threshold"), ("threshold", "policy.threshold"),
        ("polcy.threshold", "policy.threshold"),
        ("teams.desk.agnts", "teams.desk.agents"), ("teams.desk.shifts.day.agent", "teams.desk.shifts.day.agents"),
        ("tems.desk.shift.day.agents", "teams.desk.shifts.day.agents"), ("teams.desk.wages", "teams.desk.wage"),
        ("policy.triggers.upset.emotion_above", "policy.triggers.upset.when.emotion_above"),
        ("traffic.rates.points.0.rte", "traffic.rates.points.0.rate"),
        ("teams.desk.handl_time.mean", "teams.desk.handle_time.mean"), ("horizn", "horizon"),
    ])
    func nearPathsAreFound(path: String, near: String) {
        #expect(!ScenarioKeys.isKnown(path))
        #expect(ScenarioKeys.isKnown(near))
        #expect(ScenarioKeys.closest(to: path) == near)
        #expect(ScenarioKeys.closest(to: near) == nil)
    }

    @Test(arguments: ["xyzzy", "teams.desk.xyzzy", "", "..", "traffic.hours_of_day.x", "policy.threshold.more"])
    func whatIsNearNothing(path: String) {
        #expect(!ScenarioKeys.isKnown(path))
        #expect(ScenarioKeys.closest(to: path) == nil)
    }
}
