import Files
import Foundation
import Reports
import Yams

/// A validator of the part of JSON Schema (draft 2020-12) that the schema of a scenario uses; any other keyword is an
/// error of the schema.
struct SchemaValidator {
    let root: JSONTree

    /// Where and why a value is not valid; empty when it is.
    func faults(_ value: JSONTree) -> [String] { faults(value, root, "") }

    private func faults(_ value: JSONTree, _ schema: JSONTree, _ place: String) -> [String] {
        if case .bool(let isOpen) = schema { return isOpen ? [] : ["\(place): not allowed"] }
        guard case .object(let rules) = schema else { return ["\(place): the schema is no schema"] }
        return rules.sorted { $0.key < $1.key }.flatMap { keyword, rule in
            check(value, keyword, rule, rules, place)
        }
    }

    private func check(
        _ value: JSONTree, _ keyword: String, _ rule: JSONTree, _ rules: [String: JSONTree], _ place: String
    ) -> [String] {
        switch (keyword, rule, value) {
        case ("$schema", _, _), ("$defs", _, _), ("title", _, _), ("description", _, _), ("default", _, _),
            ("examples", _, _):
            return []
        case ("$ref", .string(let name), _):
            let parts = name.split(separator: "/").dropFirst().map(String.init)
            return faults(value, parts.reduce(root) { $0.member($1) ?? .null }, place)
        case ("type", .string(let type), _): return isOf(value, type) ? [] : ["\(place): not \(type)"]
        case ("type", .array(let types), _):
            return types.contains { isOf(value, $0.text ?? "") } ? [] : ["\(place): not one of \(rule.compact)"]
        case ("enum", .array(let values), _): return values.contains(value) ? [] : ["\(place): not in \(rule.compact)"]
        case ("const", _, _): return value == rule ? [] : ["\(place): not \(rule.compact)"]
        case ("anyOf", .array(let schemas), _):
            let all = schemas.map { faults(value, $0, place) }
            return all.contains { $0.isEmpty } ? [] : ["\(place): none of anyOf: \(all)"]
        case ("oneOf", .array(let schemas), _):
            let count = schemas.count { faults(value, $0, place).isEmpty }
            return count == 1 ? [] : ["\(place): \(count) of oneOf"]
        case ("not", _, _): return faults(value, rule, place).isEmpty ? ["\(place): is \(rule.compact)"] : []
        case ("allOf", .array(let schemas), _): return schemas.flatMap { faults(value, $0, place) }
        case ("pattern", .string(let pattern), .string(let text)):
            let isMatch = text.range(of: pattern, options: .regularExpression) != nil
            return isMatch ? [] : ["\(place): '\(text)' does not match"]
        case ("minimum", .number(let limit), .number(let number)): return number >= limit ? [] : ["\(place): too small"]
        case ("exclusiveMinimum", .number(let limit), .number(let number)):
            return number > limit ? [] : ["\(place): too small"]
        case ("maximum", _, .number(let number)):
            return number <= (rule.amount ?? .infinity) ? [] : ["\(place): too large"]
        case ("properties", .object(let properties), .object(let members)):
            return members.flatMap { name, member in
                properties[name].map { faults(member, $0, "\(place).\(name)") } ?? []
            }
        case ("additionalProperties", _, .object(let members)):
            let known = rules["properties"].flatMap { $0.names } ?? []
            return members.filter { !known.contains($0.key) }.flatMap { faults($0.value, rule, "\(place).\($0.key)") }
        case ("required", .array(let names), .object(let members)):
            return names.compactMap(\.text).filter { members[$0] == nil }.map { "\(place): \($0) is missing" }
        case ("propertyNames", _, .object(let members)):
            return members[""] == nil ? [] : ["\(place): an empty name"]
        case ("minProperties", _, .object(let members)):
            return Double(members.count) >= rule.amount ?? 0 ? [] : ["\(place): too few"]
        case ("maxProperties", _, .object(let members)):
            return Double(members.count) <= rule.amount ?? 0 ? [] : ["\(place): too many"]
        case ("items", _, .array(let items)):
            return items.enumerated().flatMap { faults($1, rule, "\(place).\($0)") }
        case ("minItems", _, .array(let items)):
            return Double(items.count) >= rule.amount ?? 0 ? [] : ["\(place): short"]
        case ("maxItems", _, .array(let items)):
            return Double(items.count) <= rule.amount ?? 0 ? [] : ["\(place): long"]
        case ("uniqueItems", _, .array(let items)):
            return Set(items.map(\.compact)).count == items.count ? [] : ["\(place): twice"]
        case ("pattern", _, _), ("minimum", _, _), ("maximum", _, _), ("exclusiveMinimum", _, _), ("properties", _, _),
            ("additionalProperties", _, _), ("required", _, _), ("propertyNames", _, _), ("minProperties", _, _),
            ("maxProperties", _, _), ("items", _, _), ("minItems", _, _), ("maxItems", _, _), ("uniqueItems", _, _):
            return []
        default: return ["\(place): the schema says \(keyword)"]
        }
    }

    private func isOf(_ value: JSONTree, _ type: String) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .bool), ("string", .string), ("array", .array), ("object", .object),
            ("number", .number):
            true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }
}

extension JSONTree {
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var names: [String]? { if case .object(let members) = self { Array(members.keys) } else { nil } }

    var amount: Double? {
        switch self {
        case .number(let number): number
        case .whole(let number): Double(number)
        default: nil
        }
    }

    func member(_ name: String) -> JSONTree? { if case .object(let members) = self { members[name] } else { nil } }

    /// What editors make of YAML: scalars by the core schema of YAML 1.2.
    init(_ node: Node) {
        switch node {
        case .mapping(let mapping):
            self = .object(Dictionary(mapping.map { ($0.key.string ?? "", JSONTree($0.value)) }) { $1 })
        case .sequence(let items): self = .array(items.map { JSONTree($0) })
        case .scalar(let scalar) where scalar.style == .plain || scalar.style == .any:
            switch scalar.string {
            case "", "~", "null", "Null", "NULL": self = .null
            case "true", "True", "TRUE": self = .bool(true)
            case "false", "False", "FALSE": self = .bool(false)
            default:
                let isNumber =
                    scalar.string.range(
                        of: #"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"#, options: .regularExpression)
                    != nil
                self = isNumber ? .number(Double(scalar.string) ?? .nan) : .string(scalar.string)
            }
        case .scalar(let scalar): self = .string(scalar.string)
        case .alias: self = .null
        }
    }

    /// The same with another value at a dotted path.
    func replacing(_ path: ArraySlice<String>, with value: JSONTree) -> JSONTree {
        guard let first = path.first else { return value }
        if case .array(var items) = self, let place = Int(first), items.indices.contains(place) {
            items[place] = items[place].replacing(path.dropFirst(), with: value)
            return .array(items)
        }
        var members: [String: JSONTree] = [:]
        if case .object(let old) = self { members = old }
        members[first] = (members[first] ?? .object([:])).replacing(path.dropFirst(), with: value)
        return .object(members)
    }
}
