/// A list that stays on one line of its file.
@propertyWrapper
package struct OnOneLine<Value: Codable>: Decodable, JSONTreeValue {
    /// The list.
    package var wrappedValue: Value

    /// Takes the list.
    package init(wrappedValue: Value) { self.wrappedValue = wrappedValue }

    /// Reads the list.
    package init(from decoder: any Decoder) throws { wrappedValue = try Value(from: decoder) }

    /// The list as a line; what is no list as it is.
    package var tree: JSONTree {
        let tree = JSONTreeEncoder.tree(of: wrappedValue)
        if case .array(let items) = tree { return .line(items) }
        return tree
    }
}

extension KeyedDecodingContainer {
    /// Reads a list that may be absent.
    package func decode<Value: ExpressibleByNilLiteral>(
        _ type: OnOneLine<Value>.Type, forKey key: Key
    ) throws -> OnOneLine<Value> {
        try decodeIfPresent(type, forKey: key) ?? OnOneLine(wrappedValue: nil)
    }
}
