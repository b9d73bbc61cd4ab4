import Files

/// A JSON object all of whose keys have to be known: a misspelled one would otherwise be passed over.
struct StrictKeys<Value: StrictlyKeyed>: Decodable {
    /// The object; nil where it has unknown keys.
    let value: Value?
    /// Keys that are not known, in no order.
    let unknown: [String]

    init(from decoder: any Decoder) throws {
        let known = Set(Value.CodingKeys.allCases.map(\.stringValue))
        unknown = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).filter { !known.contains($0) }
        value = unknown.isEmpty ? try Value(from: decoder) : nil
    }

    /// The object.
    ///
    /// - Parameters:
    ///   - path: of the object in the line.
    ///   - what: it is, for messages.
    /// - Throws: `Problem` at the first key that is not known, with what is.
    func known(in line: JSONLine, at path: [String], what: String) throws -> Value {
        if let value { return value }
        let known = Value.CodingKeys.allCases.map(\.stringValue)
        let problems = unknown.sorted().map { key in
            line.problem(
                of: (path + [key]).map { .key($0) }, message: "unknown key '\(key)' in \(what)",
                remedy: (Spelling.closest(to: key, among: known).map { "did you mean '\($0)'? " } ?? "")
                    + "known are: \(known.joined(separator: ", "))")
        }
        throw problems.min { $0.column < $1.column }
            ?? line.problem(of: path.map { .key($0) }, message: "\(what) cannot be read", remedy: "write it anew")
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }
}

/// What is read key by key, from a list of keys that says all there are.
protocol StrictlyKeyed: Decodable {
    associatedtype CodingKeys: CodingKey & CaseIterable
}
