import Files

/// The JSON Schema (draft 2020-12) of a scenario, for editors and other programs, made from the catalogue of keys.
///
/// It holds what can be said of each key by itself: names, kinds, units, ranges and words. Whether names refer to
/// something and shares add up is told by `hitl validate`.
package enum ScenarioSchema {
    /// The schema as text.
    package static var text: String { tree.pretty }

    /// The schema.
    package static let tree: JSONTree = {
        var root = mapping(.scenario)
        root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        root["title"] = "hitl scenario"
        root["description"] = "An AI support operation with humans in the loop: traffic, AI, policy, people and prices."
        root["$defs"] = [
            "times": distribution(time: true), "amounts": distribution(time: false),
            "timesByForm": ["oneOf": .array(forms(time: true, isPart: false))],
            "amountsByForm": ["oneOf": .array(forms(time: false, isPart: false))],
            "timesPart": ["oneOf": .array(forms(time: true, isPart: true))],
            "amountsPart": ["oneOf": .array(forms(time: false, isPart: true))],
        ]
        return .object(root)
    }()

    /// A mapping with keys of its own.
    private static func mapping(_ node: KeyTree) -> [String: JSONTree] {
        let children = node.children.sorted { $0.key < $1.key }
        var schema: [String: JSONTree] = ["type": "object", "additionalProperties": false]
        schema["properties"] = .object(Dictionary(children.map { ($0.key, value(of: $0.value)) }) { first, _ in first })
        let required = children.filter { $0.value.key?.presence == .required }.map(\.key)
        if !required.isEmpty { schema["required"] = strings(required) }
        let choices = children.compactMap { child -> JSONTree? in
            guard case .oneOf(let names)? = child.value.key?.presence else { return nil }
            let written: JSONTree = ["not": ["type": "null"]]
            return ["anyOf": .array(names.map { ["required": strings([$0]), "properties": .object([$0: written])] })]
        }
        if !choices.isEmpty { schema["allOf"] = .array(choices) }
        return schema
    }

    /// What may stand at a node: the kinds of its key, or a mapping where it is a member.
    private static func value(of node: KeyTree) -> JSONTree {
        guard let key = node.key else {
            // A name of the user's with null is as if it had never been written.
            return .object(nullable(mapping(node), isOpen: node.path.hasSuffix("*") || !requiresAny(node)))
        }
        var kinds = key.kinds.map { self.kind($0, node) }
        var schema: [String: JSONTree]
        if kinds.count == 1 {
            schema = nullable(kinds.removeFirst(), isOpen: canBeNull(key))
        } else {
            schema = ["anyOf": .array(kinds.map { .object($0) } + (canBeNull(key) ? [["type": "null"]] : []))]
        }
        schema["description"] = .string(description(key))
        if case .standard(let text) = key.presence { schema["default"] = .string(text) }
        return .object(schema)
    }

    /// An empty key counts as one that is not there, which what is required may not.
    private static func canBeNull(_ key: ScenarioKey) -> Bool {
        key.presence != .required
    }

    private static func requiresAny(_ node: KeyTree) -> Bool {
        node.children.values.contains { child in
            switch child.key?.presence {
            case .required, .oneOf: true
            default: false
            }
        }
    }

    private static func nullable(_ schema: [String: JSONTree], isOpen: Bool) -> [String: JSONTree] {
        guard isOpen else { return schema }
        var schema = schema
        switch schema["type"] {
        case .string(let type): schema["type"] = strings([type, "null"])
        case .array(let types): schema["type"] = .array(types + ["null"])
        default:
            if case .array(let words)? = schema["enum"] {
                schema["enum"] = .array(words + [.null])
            } else {
                return ["anyOf": [.object(schema), ["type": "null"]]]
            }
        }
        return schema
    }

    private static func description(_ key: ScenarioKey) -> String {
        switch key.presence {
        case .required: key.summary + " Required."
        case .needed(let condition): key.summary + " Required \(condition)."
        case .oneOf(let names): key.summary + " Required: \(names.joined(separator: " or "))."
        case .standard(let value): key.summary + " Default: \(value)."
        case .without(let words): key.summary + " Without it: \(words)."
        case .member: key.summary
        }
    }

    private static func kind(_ kind: ScenarioKey.Kind, _ node: KeyTree) -> [String: JSONTree] {
        switch kind {
        case .mapping: return mapping(node)
        case .members: return members(node)
        case .list: return ["type": "array", "minItems": 1, "items": node.children["#"].map(value) ?? .bool(true)]
        case .text: return ["type": strings(scalars)]
        case .word(let word): return ["enum": strings([word])]
        case .names:
            let name: JSONTree = ["type": strings(scalars)]
            return [
                "type": strings(scalars + ["array"]), "minItems": 1, "uniqueItems": true, "items": name,
            ]
        case .wholes(let range):
            var schema = whole(range)
            schema["items"] = .object(schema)
            schema["type"] = ["integer", "string", "array"]
            schema["minItems"] = 1
            schema["uniqueItems"] = true
            return schema
        case .counts(let range): return ["type": "array", "minItems": 1, "items": .object(whole(range))]
        case .whole(let range): return whole(range)
        case .number(let range, let above): return number(range, above: above)
        case .numbers(let count):
            let places = JSONTree.whole(UInt64(count))
            return [
                "type": "array", "minItems": places, "maxItems": places,
                "items": .object(number(0...Double.greatestFiniteMagnitude, above: false)),
            ]
        case .factors: return ["type": "array", "minItems": 1, "items": .object(number(0.01...100, above: true))]
        case .duration(let above): return text(QuantityPattern.duration(above: above), "30 min")
        case .rate(let canBeZero): return text(QuantityPattern.rate(canBeZero: canBeZero), "8000 per day")
        case .share(let below, let above): return text(QuantityPattern.share(below: below, above: above), "85%")
        case .factor:
            var schema = number(0...1000, above: true)
            schema["pattern"] = .string(QuantityPattern.factor)
            return schema
        case .money: return text(QuantityPattern.money(), "25 USD")
        case .moneyPerHour: return text(QuantityPattern.moneyPerHour, "25 USD per hour")
        case .moneyPerMonth: return text(QuantityPattern.moneyPerMonth, "4000 USD per month")
        case .countPerMonth: return text(QuantityPattern.countPerMonth, "50 per month")
        case .tiers:
            let rest: JSONTree = ["enum": ["rest"]]
            let part: JSONTree = [
                "anyOf": [
                    rest, .object(whole(1...1_000_000_000)), .object(text(QuantityPattern.money(), "0.95 USD")),
                ]
            ]
            let tier: JSONTree = ["type": "array", "minItems": 2, "maxItems": 2, "items": part]
            return ["type": "array", "minItems": 1, "items": tier]
        case .moneyPerTime: return text(QuantityPattern.moneyPerTime, "0.10 USD per min")
        case .flag: return ["enum": [true, false, "true", "false", "yes", "no"]]
        case .choice(let words): return ["enum": strings(words)]
        case .times: return ["$ref": "#/$defs/times"]
        case .amounts: return ["$ref": "#/$defs/amounts"]
        case .timeOfDay: return text(QuantityPattern.timeOfDay, "08:30")
        case .days:
            let day = text(QuantityPattern.days, "mon-fri")
            var schema = day
            schema["type"] = ["string", "array"]
            schema["items"] = .object(day)
            schema["minItems"] = 1
            schema["uniqueItems"] = true
            return schema
        case .currency: return text(QuantityPattern.currencyCode, "USD")
        }
    }

    private static let scalars = ["string", "number", "boolean"]

    private static func strings(_ words: [String]) -> JSONTree { .array(words.map { .string($0) }) }

    private static func text(_ pattern: String, _ example: String) -> [String: JSONTree] {
        ["type": "string", "pattern": .string(pattern), "examples": strings([example])]
    }

    private static func members(_ node: KeyTree) -> [String: JSONTree] {
        var schema: [String: JSONTree] = [
            "type": "object", "maxProperties": 1000, "propertyNames": ["minLength": 1],
            "additionalProperties": node.children["*"].map(value) ?? .bool(true),
        ]
        if node.key?.presence == .required { schema["minProperties"] = 1 }
        let own = node.children.filter { $0.key != "*" }
        if !own.isEmpty {
            schema["properties"] = .object(own.mapValues(value))
            let required = own.filter { $0.value.key?.presence == .required }.map(\.key).sorted()
            if !required.isEmpty { schema["required"] = strings(required) }
        }
        return schema
    }

    /// A whole number, also as text with separators of thousands.
    private static func whole(_ range: ClosedRange<Int>) -> [String: JSONTree] {
        var schema: [String: JSONTree] = [
            "type": ["integer", "string"], "pattern": #"^ *\+?[0-9]{1,3}([0-9_]*|(,[0-9]{3})+) *$"#,
            "minimum": .number(Double(range.lowerBound)),
        ]
        if range.upperBound < Int.max { schema["maximum"] = .whole(UInt64(range.upperBound)) }
        return schema
    }

    private static func number(_ range: ClosedRange<Double>, above: Bool) -> [String: JSONTree] {
        var schema: [String: JSONTree] = [
            "type": ["number", "string"], "pattern": .string(QuantityPattern.plain(above: above)),
        ]
        let isStrict = above && range.lowerBound == 0
        schema[isStrict ? "exclusiveMinimum" : "minimum"] = .number(range.lowerBound)
        if range.upperBound < .greatestFiniteMagnitude { schema["maximum"] = .number(range.upperBound) }
        return schema
    }

    private static func quantity(time: Bool, above: Bool) -> [String: JSONTree] {
        time
            ? text(QuantityPattern.duration(above: above), "6 min")
            : text(QuantityPattern.money(above: above), "80 USD")
    }

    private static func distribution(time: Bool) -> JSONTree {
        let name = time ? "times" : "amounts"
        return [
            "anyOf": [.object(quantity(time: time, above: false)), ["$ref": .string("#/$defs/\(name)ByForm")]],
            "description": "A single value, or a distribution such as {distribution: lognormal, mean: ..., cv: 1.2}.",
        ]
    }

    private static func forms(time: Bool, isPart: Bool) -> [JSONTree] {
        DistributionForm.all.map { form in
            var properties: [String: JSONTree] = ["distribution": ["const": .string(form.name)]]
            for parameter in form.parameters {
                switch parameter.value {
                case .quantity(let above): properties[parameter.name] = .object(quantity(time: time, above: above))
                case .number(let range, let above): properties[parameter.name] = .object(number(range, above: above))
                case .quantities:
                    properties[parameter.name] = [
                        "type": "array", "minItems": 1, "items": .object(quantity(time: time, above: false)),
                    ]
                case .components:
                    properties[parameter.name] = [
                        "type": "array", "minItems": 1,
                        "items": ["$ref": .string(time ? "#/$defs/timesPart" : "#/$defs/amountsPart")],
                    ]
                }
            }
            if isPart { properties["weight"] = .object(kind(.share(below: false, above: true), .scenario)) }
            return [
                "type": "object", "additionalProperties": false, "required": strings(properties.keys.sorted()),
                "properties": .object(properties),
            ]
        }
    }
}
