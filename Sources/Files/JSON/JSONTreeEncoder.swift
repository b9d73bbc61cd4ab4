import Foundation

/// The one encoder of results: makes a `JSONTree` of a value, and so sorted keys and numbers of at most ten digits.
///
/// Whole numbers are numbers of a tree, but seeds (`UInt64`) keep all their digits. What is not finite becomes `null`. A
/// value that is a `JSONTree` itself, or a `JSONTreeValue`, goes in as it is.
package struct JSONTreeEncoder {
    /// How keys are written.
    package enum Keys: Sendable {
        /// As the type names them.
        case asNamed
        /// `isFirstModel` as `is_first_model`.
        case snakeCase
    }

    private let keys: Keys

    /// Decides how keys are written.
    package init(keys: Keys = .asNamed) { self.keys = keys }

    /// The tree of a value of this program, which JSON can always say.
    package static func tree(of value: some Encodable) -> JSONTree {
        do {
            return try JSONTreeEncoder().tree(value)
        } catch {
            preconditionFailure("a value that JSON cannot say: \(error)")
        }
    }

    /// The bytes of a file with one member a line.
    package static func bytes(of document: some Encodable) -> [UInt8] { Array(tree(of: document).pretty.utf8) }

    /// The tree of a value.
    ///
    /// - Throws: what the value cannot say in JSON.
    package func tree(_ value: some Encodable) throws -> JSONTree {
        try TreeWriter(keys: keys, codingPath: []).box(value)
    }
}

/// What says itself how it stands in a tree.
package protocol JSONTreeValue: Encodable {
    /// Its tree.
    var tree: JSONTree { get }
}

extension JSONTreeValue {
    /// Only `JSONTreeEncoder` can write it.
    package func encode(to encoder: any Encoder) throws {
        throw EncodingError.invalidValue(
            self, EncodingError.Context(codingPath: encoder.codingPath, debugDescription: "not encoded into a tree"))
    }
}

extension JSONTree: JSONTreeValue {
    /// Itself.
    package var tree: JSONTree { self }
}

/// Collects what one value writes. A class, because its containers write into it.
private final class TreeWriter: Encoder {
    let keys: JSONTreeEncoder.Keys
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private var found: JSONTree?
    private var members: [String: JSONTree]?
    private var items: [JSONTree]?
    private var nested: [(put: (JSONTree) -> Void, writer: TreeWriter)] = []

    init(keys: JSONTreeEncoder.Keys, codingPath: [any CodingKey]) {
        self.keys = keys
        self.codingPath = codingPath
    }

    func box(_ value: some Encodable) throws -> JSONTree {
        if let own = value as? any JSONTreeValue { return own.tree }
        switch value {
        case let value as Bool: return .bool(value)
        case let value as String: return .string(value)
        case let value as Double: return .number(value)
        case let value as Float: return .number(Double(value))
        case let value as UInt64: return .whole(value)
        case let value as any BinaryInteger: return .number(Double(value))
        default:
            let inner = TreeWriter(keys: keys, codingPath: codingPath)
            try value.encode(to: inner)
            return inner.result
        }
    }

    var result: JSONTree {
        for (put, writer) in nested { put(writer.result) }
        return found ?? members.map(JSONTree.object) ?? items.map(JSONTree.array) ?? .object([:])
    }

    func set(_ tree: JSONTree) { found = tree }

    func set(_ tree: JSONTree, for key: any CodingKey) { members?[name(key)] = tree }

    func append(_ tree: JSONTree) { items?.append(tree) }

    var count: Int { items?.count ?? 0 }

    func child(_ key: (any CodingKey)?) -> TreeWriter {
        TreeWriter(keys: keys, codingPath: codingPath + [key].compactMap { $0 })
    }

    func nest(_ writer: TreeWriter, for key: any CodingKey) {
        let name = name(key)
        nested.append(({ [unowned self] in members?[name] = $0 }, writer))
    }

    func nestItem(_ writer: TreeWriter) {
        let place = count
        append(.null)
        nested.append(({ [unowned self] in items?[place] = $0 }, writer))
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        members = members ?? [:]
        return KeyedEncodingContainer(MemberWriter(writer: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        items = items ?? []
        return ItemWriter(writer: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { ValueWriter(writer: self) }

    private func name(_ key: any CodingKey) -> String {
        switch keys {
        case .asNamed: key.stringValue
        case .snakeCase: SnakeCase.text(key.stringValue)
        }
    }
}

private struct MemberWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: TreeWriter
    var codingPath: [any CodingKey] { writer.codingPath }

    mutating func encodeNil(forKey key: Key) { writer.set(.null, for: key) }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        writer.set(try writer.child(key).box(value), for: key)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        let inner = writer.child(key)
        writer.nest(inner, for: key)
        return inner.container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        let inner = writer.child(key)
        writer.nest(inner, for: key)
        return inner.unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { writer }
    mutating func superEncoder(forKey key: Key) -> any Encoder { writer }
}

private struct ItemWriter: UnkeyedEncodingContainer {
    let writer: TreeWriter
    var codingPath: [any CodingKey] { writer.codingPath }
    var count: Int { writer.count }

    mutating func encodeNil() { writer.append(.null) }

    mutating func encode(_ value: some Encodable) throws { writer.append(try writer.child(nil).box(value)) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        let inner = writer.child(nil)
        writer.nestItem(inner)
        return inner.container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        let inner = writer.child(nil)
        writer.nestItem(inner)
        return inner.unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { writer }
}

private struct ValueWriter: SingleValueEncodingContainer {
    let writer: TreeWriter
    var codingPath: [any CodingKey] { writer.codingPath }

    mutating func encodeNil() { writer.set(.null) }

    mutating func encode(_ value: some Encodable) throws { writer.set(try writer.child(nil).box(value)) }
}
