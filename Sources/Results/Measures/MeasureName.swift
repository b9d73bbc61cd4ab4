/// The name of a measure taken apart: `human.wait.p90_s{queue=billing}` is a base name and one part of a breakdown.
package struct MeasureName: Sendable, Hashable {
    /// Dotted name without the breakdown.
    package var base: String
    /// What the measure is broken down by, such as "queue"; nil for the measure of the whole operation.
    package var key: String?
    /// Which part of the breakdown, such as "billing"; nil for the measure of the whole operation.
    package var part: String?

    /// Takes a full name apart; a name with a malformed breakdown is all base name.
    package init(_ name: String) {
        guard name.hasSuffix("}"), let open = name.firstIndex(of: "{"),
            let equals = name[open...].firstIndex(of: "=")
        else {
            base = name
            return
        }
        base = String(name[..<open])
        key = String(name[name.index(after: open)..<equals])
        part = String(name[name.index(after: equals)...].dropLast())
    }
}
