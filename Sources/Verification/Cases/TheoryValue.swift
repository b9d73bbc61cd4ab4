/// A value of a case file: what JSON can hold, where every number is a `Double`.
public indirect enum TheoryValue: Decodable, Sendable, Equatable {
    case number(Double)
    case text(String)
    case list([TheoryValue])
    case object([String: TheoryValue])
    /// `true`, `false` or `null`, which no case needs.
    case other

    /// Decodes any JSON value.
    public init(from decoder: any Decoder) throws {
        if let values = try? decoder.container(keyedBy: AnyKey.self) {
            var object: [String: TheoryValue] = [:]
            for key in values.allKeys { object[key.stringValue] = try values.decode(TheoryValue.self, forKey: key) }
            self = .object(object)
            return
        }
        let value = try decoder.singleValueContainer()
        if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([TheoryValue].self) {
            self = .list(list)
        } else {
            self = .other
        }
    }

    /// The number, when it is one.
    var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The text, when it is one.
    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The value of a key, when it is an object that has it.
    subscript(key: String) -> TheoryValue? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        let intValue: Int?

        init?(stringValue: String) {
            self.stringValue = stringValue
            intValue = nil
        }

        init?(intValue: Int) { nil }
    }
}
