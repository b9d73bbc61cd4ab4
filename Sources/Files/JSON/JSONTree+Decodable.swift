extension JSONTree: Decodable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Any JSON value; whole numbers from 0 keep all their digits.
    package init(from decoder: any Decoder) throws {
        if let members = try? decoder.container(keyedBy: Key.self) {
            self = .object(
                Dictionary(
                    uniqueKeysWithValues: try members.allKeys.map {
                        ($0.stringValue, try members.decode(JSONTree.self, forKey: $0))
                    }))
            return
        }
        if var items = try? decoder.unkeyedContainer() {
            var found: [JSONTree] = []
            while !items.isAtEnd { found.append(try items.decode(JSONTree.self)) }
            self = .array(found)
            return
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let whole = try? value.decode(UInt64.self) {
            self = .whole(whole)
        } else if let number = try? value.decode(Double.self) {
            self = .exact(number)
        } else if let flag = try? value.decode(Bool.self) {
            self = .bool(flag)
        } else {
            self = .string(try value.decode(String.self))
        }
    }
}
