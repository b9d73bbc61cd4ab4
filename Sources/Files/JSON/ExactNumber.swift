/// A number that survives to the last bit, where others are rounded to ten digits.
package struct ExactNumber: Decodable, JSONTreeValue {
    /// The number.
    package let value: Double

    /// Takes the number.
    package init(_ value: Double) { self.value = value }

    /// Reads the number.
    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Double.self)
    }

    /// With as many digits as tell it from every other number.
    package var tree: JSONTree { .exact(value) }
}
