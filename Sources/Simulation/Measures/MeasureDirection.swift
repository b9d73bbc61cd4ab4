/// Which values of a measure an operation wants, all else being equal.
public enum MeasureDirection: String, Sendable, Codable, CaseIterable {
    /// Small ones: costs, waits, errors.
    case lower
    /// Large ones: service levels, right answers.
    case higher
    /// Neither: what flows where, how busy people are, what a monitor does. Who makes it a goal must say which way.
    case neither
}

extension MeasureDefinition {
    /// The direction of a measure by its name, with a breakdown or without; nil for a name that is in no glossary.
    public static func direction(of name: String) -> MeasureDirection? {
        let base = String(name.prefix { $0 != "{" })
        if Measure.isServiceLevel(base) { return serviceLevelEntry.direction }
        return directions[base]
    }

    private static let directions = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.direction) })
}
