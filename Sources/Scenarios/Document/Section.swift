import Files
import Quantities
import Yams

/// A mapping of a scenario, read key by key; keys nobody asked for are reported by `finish`.
///
/// Every reader reports what is wrong at its place and returns nil or the default, so that one pass finds all errors.
/// A class, because reading a key marks it as known.
final class Section {
    let path: String
    let node: Node
    let document: ScenarioDocument
    private let entries: [(key: String, keyNode: Node, value: Node)]
    private var known: [String] = []

    /// A section of a document; a node that is no mapping is reported and read as empty.
    init(_ node: Node, path: String, document: ScenarioDocument) {
        self.node = node
        self.path = path
        self.document = document
        if case .mapping(let mapping) = node {
            entries = mapping.map { ($0.key.string ?? "", $0.key, $0.value) }
        } else {
            entries = []
            let isEmpty = node.string?.isEmpty ?? false || node.null != nil
            if !isEmpty { document.report(path, node, "this should be a mapping", "write keys and values below it") }
        }
    }

    /// Reports keys that were never asked for.
    func finish() {
        document.log?.ask(path, .mapping)
        for entry in entries where !known.contains(entry.key) {
            let path = join(entry.key)
            document.report(path, entry.keyNode, "unknown key '\(Self.shown(entry.key))'") { [known] in
                let near =
                    Spelling.closest(to: entry.key, among: known)
                    ?? ScenarioKeys.elsewhere(path).map { $0.replacing("*", with: "NAME") }
                return near.map { "did you mean '\($0)'?" }
                    ?? "known keys here: \(known.sorted().joined(separator: ", "))"
            }
        }
    }

    /// Reports a key that earlier versions had, with what to write now.
    func refuse(_ key: String, _ remedy: String) {
        known.append(key)
        guard let entry = entries.first(where: { $0.key == key }) else { return }
        document.report(join(key), entry.keyNode, "'\(key)' is no longer a key", remedy)
    }

    /// A name of the file as a message shows it: cut.
    static func shown(_ name: String) -> String {
        name.utf8.count > 100 ? String(name.unicodeScalars.prefix(100)) + "..." : name
    }

    /// Full path of a key.
    func join(_ key: String) -> String { path.isEmpty ? key : path + "." + key }

    /// Reports a problem at a key, or at the section when the key is not there.
    func report(_ key: String, _ message: String, _ remedy: String) {
        document.report(join(key), value(key) ?? node, message, remedy)
    }

    /// Whether a key is there.
    func has(_ key: String) -> Bool { value(key) != nil }

    /// The node of a key, which is known from now on.
    func value(_ key: String) -> Node? {
        if !known.contains(key) { known.append(key) }
        document.log?.ask(join(key))
        guard let found = entries.first(where: { $0.key == key })?.value, !Self.isNull(found) else { return nil }
        return found
    }

    private static func isNull(_ node: Node) -> Bool {
        if case .scalar(let scalar) = node {
            return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
        }
        return false
    }

    /// Notes what may be written at a key, where no reader below says it.
    func ask(_ key: String, _ kind: ScenarioKey.Kind, isRequired: Bool = false) {
        guard let log = document.log else { return }
        log.ask(join(key), kind)
        if isRequired { log.require(join(key)) }
    }

    /// A section below this one; nil when it is not there.
    func section(_ key: String) -> Section? {
        value(key).map { Section($0, path: join(key), document: document) }
    }

    /// The sections of a mapping by name, in the order of the file.
    func sections(_ key: String) -> [(name: String, section: Section)] {
        ask(key, .members)
        guard let parent = section(key) else { return [] }
        if parent.entries.count > Self.mostMembers {
            report(key, "there are more than \(Self.mostMembers) entries", "write fewer")
            return []
        }
        return parent.entries.map { entry in
            if entry.key.isEmpty {
                document.report(parent.path, entry.keyNode, "this should be a name", "write one name before the colon")
            }
            return (entry.key, Section(entry.value, path: parent.join(entry.key), document: document))
        }
    }

    /// Longest list of names.
    private static let mostNames = 10_000

    /// Most queues, intents, teams and so on: tables of results grow with their product.
    static let mostMembers = 1_000

    /// The members of this mapping by name, in the order of the file, each known from now on.
    func members() -> [(name: String, node: Node)] {
        document.log?.ask(path, .members)
        return entries.map { entry in
            known.append(entry.key)
            return (entry.key, entry.value)
        }
    }

    /// A mapping from names to text.
    func texts(_ key: String) -> [(name: String, value: String, section: Section)] {
        ask(key, .members)
        guard let parent = section(key) else { return [] }
        return parent.entries.compactMap { entry in
            parent.ask(entry.key, .text)
            guard let text = entry.value.scalar?.string else {
                parent.report(entry.key, "this should be a name", "write one name")
                return nil
            }
            return (entry.key, text, parent)
        }
    }

    /// Text of a key; `kind` says what a caller reads in it.
    func text(_ key: String, as kind: ScenarioKey.Kind = .text) -> String? {
        ask(key, kind)
        return scalar(key)
    }

    private func scalar(_ key: String) -> String? {
        guard let node = value(key) else { return nil }
        guard let text = node.scalar?.string else {
            report(key, "this should be text", "write it on one line")
            return nil
        }
        return text
    }

    /// A list of names; a single name counts as a list of one. `kind` says what a caller reads in them.
    func names(_ key: String, as kind: ScenarioKey.Kind = .names) -> [String]? {
        ask(key, kind)
        guard let node = value(key) else { return nil }
        if let single = node.scalar?.string { return [single] }
        guard case .sequence(let items) = node else {
            report(key, "this should be a list of names", "write [one, two]")
            return nil
        }
        if items.count > Self.mostNames {
            report(key, "there are more than \(Self.mostNames) names", "write fewer")
            return nil
        }
        if items.isEmpty { report(key, "the list is empty", "write one name or more: [one, two]") }
        var names: [String] = []
        for item in items {
            guard let name = item.scalar?.string, !Self.isNull(item) else {
                document.report(join(key), item, "this should be a name", "write [one, two]")
                continue
            }
            if names.contains(name) { document.report(join(key), item, "'\(name)' is there twice", "keep one of them") }
            names.append(name)
        }
        return names
    }

    /// A whole number.
    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        ask(key, .whole(range))
        guard let text = scalar(key) else { return nil }
        guard let number = Quantity.whole(text) else {
            report(key, "'\(text)' is not a whole number", "write a number such as \(max(range.lowerBound, 10))")
            return nil
        }
        guard range.contains(number) else {
            let limit =
                range.upperBound == .max ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
            report(key, "\(number) is out of range", "write \(limit)")
            return nil
        }
        return number
    }

    /// A number without a unit, above 0 and within limits, beyond which sums and samples would overflow.
    func number(_ key: String, in limits: ClosedRange<Double> = 0...1e9, above: Bool = false) -> Double? {
        ask(key, .number(limits, above: above))
        let number = read(key, example: "1.5", low: 0, above: above) {
            Quantity.split($0).flatMap { $0.unit.isEmpty ? $0.number : nil }
        }
        guard let number else { return nil }
        guard limits.contains(number) else {
            func plain(_ limit: Double) -> String {
                limit < 1e6 && limit == limit.rounded() ? "\(Int(limit))" : "\(limit)"
            }
            report(key, "\(number) is out of range", "write \(plain(limits.lowerBound)) to \(plain(limits.upperBound))")
            return nil
        }
        return number
    }

    /// A list of numbers without units.
    func numbers(_ key: String, count: Int) -> [Double]? {
        ask(key, .numbers(count))
        guard let node = value(key) else { return nil }
        guard case .sequence(let items) = node else {
            report(key, "this should be a list of \(count) numbers", "write [1, 2, ...]")
            return nil
        }
        let values = items.map { $0.scalar.flatMap { Double($0.string) } ?? -1 }
        guard values.count == count, values.allSatisfy({ $0 >= 0 && $0.isFinite }), values.contains(where: { $0 > 0 })
        else {
            report(
                key, "this should be \(count) numbers of 0 or more, not all 0; there are \(values.count)",
                "write one number for each")
            return nil
        }
        return values
    }

    /// A duration in seconds.
    func seconds(_ key: String, above: Bool = false) -> Double? {
        ask(key, .duration(above: above))
        guard let seconds = read(key, example: "30 min", low: 0, above: above, parse: Quantity.seconds)
        else { return nil }
        guard seconds <= Self.longestSeconds else {
            report(key, "this is longer than 100 years", "write a length of at most 5,200 weeks")
            return nil
        }
        return seconds
    }

    /// No duration of a scenario is longer than 100 years.
    static let longestSeconds = 36_525 * Seconds.perDay

    /// A rate in events per second.
    func perSecond(_ key: String, canBeZero: Bool = false) -> Double? {
        ask(key, .rate(canBeZero: canBeZero))
        return read(key, example: "8000 per day", low: 0, above: !canBeZero, parse: Quantity.perSecond)
    }

    /// A share in 0...1.
    func share(_ key: String, below: Bool = false, above: Bool = false) -> Double? {
        ask(key, .share(below: below, above: above))
        guard let share = read(key, example: "85%", low: 0, above: above, parse: Quantity.share) else { return nil }
        guard share < 1 || (share == 1 && !below) else {
            report(
                key, "a share cannot be \(below ? "100% or more" : "above 100%")",
                "write 0% to \(below ? "99%" : "100%")")
            return nil
        }
        return share
    }

    /// How far shares of a whole may be from 100%, for thirds and the like.
    static let shareTolerance = 0.0051

    /// Reports shares of the members of a mapping that are given but do not add up to 100%.
    func checkShares(_ key: String, _ shares: [Double?]) {
        let given = shares.compactMap { $0 }
        guard !given.isEmpty else { return }
        let sum = given.reduce(0, +)
        if given.count < shares.count {
            report(key, "some have a share and some have none", "give each its share, or none of them")
        } else if abs(sum - 1) >= Self.shareTolerance {
            report(key, "the shares add up to \(BriefUnits.finePercent(sum)), not 100%", "change the shares")
        }
    }

    /// An amount in the scenario's currency; `per` names the rest of the unit, such as "per hour".
    func money(_ key: String, currency: String, per: String? = nil) -> Double? {
        ask(key, per == nil ? .money : .moneyPerHour)
        let unit = per.map { "\(currency) \($0)" } ?? currency
        let amount = read(key, example: "25 \(unit)", low: 0) { text in
            Quantity.split(text).flatMap { $0.unit == unit ? $0.number : nil }
        }
        guard let amount else { return nil }
        guard amount <= 1e12 else {
            report(key, "an amount cannot be above a million millions", "write it like 25 \(unit)")
            return nil
        }
        return amount
    }

    /// True or false.
    func flag(_ key: String) -> Bool? {
        ask(key, .flag)
        guard let text = scalar(key) else { return nil }
        switch text {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            report(key, "'\(text)' is neither true nor false", "write true or false")
            return nil
        }
    }

    /// One of several words.
    func choice<Value>(_ key: String, _ choices: [(String, Value)]) -> Value? {
        let names = choices.map(\.0)
        ask(key, .choice(names))
        guard let text = scalar(key) else { return nil }
        if let found = choices.first(where: { $0.0 == text }) { return found.1 }
        document.report(join(key), value(key) ?? node, "'\(Self.shown(text))' is not known here") {
            let near = Spelling.closest(to: text, among: names).map { "did you mean '\($0)'? " } ?? ""
            return near + "write one of: \(names.joined(separator: ", "))"
        }
        return nil
    }

    /// A required value: reports its absence with an example.
    func required<Value>(_ key: String, example: String, _ read: (String) -> Value?) -> Value? {
        document.log?.require(join(key))
        guard has(key) else {
            document.report(
                join(key), node, "'\(key)' is missing\(path.isEmpty ? "" : " in '\(path)'")", "write \(key): \(example)"
            )
            return nil
        }
        return read(key)
    }

    private func read(
        _ key: String, example: String, low: Double, above: Bool = false, parse: (String) -> Double?
    ) -> Double? {
        guard let text = scalar(key) else { return nil }
        guard let number = parse(text) else {
            let isBare = Quantity.split(text)?.unit.isEmpty ?? false
            let problem = isBare && example != "1.5" ? "'\(text)' has no unit" : "'\(text)' cannot be understood here"
            let units = example == "30 min" ? " (units: ms, s, min, h, day, week)" : ""
            report(key, problem, "write it like \(example)\(units)")
            return nil
        }
        guard number.isFinite, above ? number > low : number >= low else {
            report(key, "'\(text)' is \(above ? "not above" : "below") 0", "write it like \(example)")
            return nil
        }
        return number
    }
}
