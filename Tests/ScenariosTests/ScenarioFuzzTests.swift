import Files
import Foundation
import Routing
import Scenarios
import Simulation
import Testing
import Yams

/// Every value of a scenario is replaced by values of every other kind, one at a time: a scenario is decoded or
/// refused with problems, and what is decoded can be run.
@Suite struct ScenarioFuzzTests {
    static let replacements = [
        "null", "''", "x", "-1", "0", "1.5", "1e400", "99999999999999999999", "nan", "0%", "100%", "-5%", "0 s",
        "5 min",
        "520 weeks", "1e30 weeks", "-1 h", "1 per ms", "1e15 per s", "1e12 EUR", "1e12 EUR per hour", "[]", "{}", "[x]",
        "[[1]]", "{a: b}", "{a: {b: [c]}}", "'😀 \\n\\t'", "~x", "'24:00'", "[5 min, 5 min]",
    ]

    /// Dotted paths of all nodes.
    private func paths(_ node: Node, _ prefix: String = "") -> [String] {
        switch node {
        case .mapping(let mapping):
            mapping.flatMap { key, value in
                let path = prefix.isEmpty ? key.string ?? "" : "\(prefix).\(key.string ?? "")"
                return [path] + paths(value, path)
            }
        case .sequence(let items):
            // The elements of a list are all alike.
            items.prefix(2).enumerated().flatMap {
                ["\(prefix).\($0.offset)"] + paths($0.element, "\(prefix).\($0.offset)")
            }
        default: []
        }
    }

    @Test func everyNodeOfTheFlagship() throws {
        let text = try Samples.flagship()
        let paths = paths(try #require(try Yams.compose(yaml: text)))
        #expect(paths.count > 250)
        var refused = 0
        // Every node meets a few of the values, and every value many of the nodes.
        for (number, path) in paths.enumerated() {
            for step in 0..<3 {
                let value = Self.replacements[(number * 3 + step) % Self.replacements.count]
                let found = try problems(text, set: ["\(path)=\(value)"])
                if !found.isEmpty { refused += 1 }
                #expect(found.allSatisfy { !$0.message.isEmpty && !$0.description.isEmpty }, "\(path)=\(value)")
            }
        }
        #expect(refused > paths.count)
    }

    @Test func everyNodeOfASmallScenarioAndItsRun() throws {
        let paths = paths(try #require(try Yams.compose(yaml: Samples.small)))
        #expect(paths.count > 150)
        var ran = 0
        for (number, path) in paths.enumerated() {
            // Every node meets half of the values, every value half of the nodes.
            for (step, value) in Self.replacements.enumerated() where (number + step) % 2 == 0 {
                let override = "\(path)=\(value)"
                do {
                    let scenario = try Scenario.decode(Samples.small, file: "s.yaml", overrides: [override])
                    var specification = scenario.specification
                    // What is asked for may be long; that it starts and goes on is enough here.
                    let contacts = specification.traffic.arrivals.expectedCount(from: 0, to: 86_400)
                    guard contacts < 10_000 else { continue }
                    specification.horizonSeconds = min(specification.horizonSeconds, 5 * 3_600)
                    specification.warmUpSeconds = min(specification.warmUpSeconds, specification.horizonSeconds / 2)
                    var operation = try SupportOperation(
                        specification, seed: 1, replication: 0, sink: CountingAuditSink())
                    try operation.run()
                    for measure in specification.measures() {
                        guard let value = measure.value(in: operation.ledger, of: specification)?.number else {
                            continue
                        }
                        #expect(value.isFinite, "\(override): \(measure.name)")
                    }
                    ran += 1
                } catch let found as Problems {
                    #expect(!found.isEmpty, "\(override)")
                } catch {
                    Issue.record("\(override): \(error)")
                }
            }
        }
        #expect(ran > 100)
    }

    @Test func everyNodeLeftOut() throws {
        let root = try #require(try Yams.compose(yaml: Samples.small))
        func without(_ node: Node) -> [Node] {
            switch node {
            case .mapping(let mapping):
                let pairs = mapping.map { ($0.key, $0.value) }
                return pairs.indices.flatMap { place in
                    var rest = pairs
                    rest.remove(at: place)
                    return [Node(rest)]
                        + without(pairs[place].1).map { changed in
                            var copy = pairs
                            copy[place].1 = changed
                            return Node(copy)
                        }
                }
            case .sequence(let items):
                return items.indices.map { place in
                    var rest = Array(items)
                    rest.remove(at: place)
                    return Node(rest)
                }
            default: return []
            }
        }
        let variants = without(root)
        #expect(variants.count > 150)
        var complete = 0
        for variant in variants where try problems(try Yams.serialize(node: variant)).isEmpty { complete += 1 }
        #expect(complete > 50 && complete < variants.count)
    }
}
