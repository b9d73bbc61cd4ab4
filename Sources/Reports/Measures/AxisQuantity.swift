import Quantities

/// What a vertical axis measures: its title with the unit, its number format, and by how much values are divided.
package struct AxisQuantity: Sendable, Equatable {
    /// Title such as "Wait (minutes)".
    package var title: String
    /// A d3 number format.
    package var format: String
    /// Values are divided by this: 60 where seconds are shown as minutes.
    package var divisor: Double

    /// Chooses the unit in which values up to `largest` read well.
    ///
    /// - Parameter unit: "share", "seconds", a currency code, or a thing counted.
    package init(_ name: String, unit: String, largest: Double) {
        divisor = 1
        switch unit {
        case "share":
            title = name
            format = largest < 0.05 ? ".1~%" : ".0%"
        case "seconds":
            let (word, size) =
                largest < 180 ? ("seconds", 1.0) : largest < 7_200 ? ("minutes", 60) : ("hours", Seconds.perHour)
            title = "\(name) (\(word))"
            divisor = size
            format = ",~f"
        default:
            title = HumanUnits.currencyCode(unit).map { "\(name) (\($0))" } ?? name
            format = largest >= 100_000 ? "~s" : ",~f"
        }
    }
}
