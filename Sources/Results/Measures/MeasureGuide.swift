import Experiments
import Simulation

/// How a measure is shown: its heading and a short label.
package struct MeasureEntry: Sendable {
    /// Dotted name without a breakdown.
    package var name: String
    /// Heading it stands under.
    package var group: MeasureGroup
    /// Short label, at most 30 characters.
    package var label: String
}

/// What the reports know of each measure, in the order in which they show them.
package enum MeasureGuide {
    /// The entry of a measure by its full name; one the guide does not know is shown by its name.
    package static func entry(_ fullName: String) -> MeasureEntry {
        let name = MeasureName(fullName)
        if let definition = glossary[name.base], let label = definition.label {
            return MeasureEntry(name: name.base, group: definition.group, label: label)
        }
        if Measure.isServiceLevel(name.base) {
            return MeasureEntry(
                name: name.base, group: .humanQueues,
                label: "Service level " + name.base.dropFirst(Measure.serviceLevelPrefix.count))
        }
        let group = groups.first { name.base.hasPrefix($0.prefix) }?.group ?? .other
        return MeasureEntry(name: name.base, group: group, label: name.base)
    }

    /// A sentence with the labels of measures where it has their dotted names: a table says "90th percentile of waits" and
    /// not `human.wait.p90_s`.
    package static func spoken(_ sentence: String) -> String {
        sentence.replacing(/[a-z_]+(?:\.[a-z0-9_]+)+(?:\{[^}]*\})?/) { match in
            isKnown(String(match.output)) ? "\"\(label(String(match.output)))\"" : String(match.output)
        }
    }

    /// Whether there is such a measure, of whatever operation.
    package static func isKnown(_ fullName: String) -> Bool { !definition(fullName).isEmpty }

    /// What a measure says, how it is computed and what to mind, as the glossary has it; empty for a measure that the
    /// glossary does not know.
    package static func definition(_ fullName: String) -> String {
        let name = MeasureName(fullName).base
        if Measure.isServiceLevel(name) {
            return "Share of those who joined its queues that were answered in time, as the scenario defines it."
        }
        return glossary[name].map { "\($0.meaning) Formula: \($0.formula). \($0.pitfall)" } ?? ""
    }

    /// The label of a measure with the part of its breakdown, such as "Mean wait, billing".
    package static func label(_ fullName: String) -> String {
        let label = entry(fullName).label
        return MeasureName(fullName).part.map { label + ", " + $0 } ?? label
    }

    /// Measures in the order of the guide: by group, then by place, then the whole before its parts, then by name.
    package static func sorted(_ measures: [MeasureEstimate]) -> [MeasureEstimate] { sorted(measures, by: \.name) }

    /// Whatever has the name of a measure, in the order of the guide.
    package static func sorted<Item>(_ items: [Item], by name: (Item) -> String) -> [Item] {
        let ranked: [(rank: Int, name: String, item: Item)] = items.map { item in
            let name = name(item)
            return (rank(name), name, item)
        }
        return ranked.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }.map(\.item)
    }

    private static func rank(_ fullName: String) -> Int {
        let entry = entry(fullName)
        let group = MeasureGroup.allCases.firstIndex(of: entry.group) ?? MeasureGroup.allCases.count
        let place = places[entry.name] ?? Measure.allCases.count
        return (group * 1_000 + place) * 2 + (MeasureName(fullName).key == nil ? 0 : 1)
    }

    private static let places = Dictionary(
        uniqueKeysWithValues: Measure.allCases.enumerated().lazy
            .filter { glossary[$0.element.name]?.label != nil }.map { ($0.element.name, $0.offset) })

    private static let glossary = Dictionary(uniqueKeysWithValues: MeasureDefinition.all.map { ($0.name, $0) })

    private static let groups: [(prefix: String, group: MeasureGroup)] = [
        ("queries.", .trafficAndAI), ("ai.", .trafficAndAI), ("fairness.", .trafficAndAI),
        ("human.", .humanQueues), ("plan.", .humanQueues), ("resolution.", .resolution), ("cost.", .cost),
        ("revenue.", .cost),
        ("margin.", .cost), ("training.", .learning), ("model.", .learning),
        ("annotation.", .learning), ("monitor.", .learning),
    ]
}
