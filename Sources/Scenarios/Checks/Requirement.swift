import Files
import Quantities
import Simulation

/// What a measure must keep to, as people write it: `service_level.chat >= 80%`,
/// `cost.per_resolution < baseline * 1.02`.
public struct Requirement: Sendable, Equatable {
    /// On which side of the limit the measure must be.
    public enum Comparison: String, Sendable, CaseIterable {
        case atLeast = ">="
        case atMost = "<="
        case above = ">"
        case below = "<"

        /// Whether larger values are better.
        public var wantsMore: Bool { self == .atLeast || self == .above }

        /// Whether a value keeps to a limit.
        public func holds(_ value: Double, _ limit: Double) -> Bool {
            switch self {
            case .atLeast: value >= limit
            case .atMost: value <= limit
            case .above: value > limit
            case .below: value < limit
            }
        }
    }

    /// What the measure is compared with.
    public enum Limit: Sendable, Equatable {
        /// A value in the measure's own unit: shares in 0...1, seconds, an amount.
        case value(Double)
        /// The measure's value in a baseline, times a factor, plus an offset in the measure's unit.
        case baseline(factor: Double, offset: Double)
    }

    /// Full name of the measure, with its breakdown.
    public let measure: String
    /// Its estimator and unit.
    public let form: MeasureForm
    /// The side.
    public let comparison: Comparison
    /// The limit.
    public let limit: Limit
    /// The requirement as it was written.
    public let text: String

    /// Creates a requirement of known parts; `text` is how it was written.
    public init(measure: String, form: MeasureForm, comparison: Comparison, limit: Limit, text: String) {
        self.measure = measure
        self.form = form
        self.comparison = comparison
        self.limit = limit
        self.text = text
    }

    /// Whether another one asks for the same, however it is written.
    public func isSame(as other: Requirement) -> Bool {
        measure == other.measure && comparison == other.comparison && limit == other.limit
    }

    /// Whether the limit is a baseline's.
    public var needsBaseline: Bool {
        if case .baseline = limit { true } else { false }
    }
}

/// Why a text is no requirement; where in a file it stands is for the reader of that file to say.
public struct RequirementProblem: Error, Sendable, Equatable {
    /// What is wrong.
    public let message: String
    /// What to write instead.
    public let remedy: String

    /// Says what is wrong.
    public init(message: String, remedy: String) {
        self.message = message
        self.remedy = remedy
    }
}

extension Requirement {
    /// Reads a requirement.
    ///
    /// - Parameters:
    ///   - text: `MEASURE COMPARISON LIMIT`; the limit is a quantity in the measure's unit, or `baseline`, which may be
    ///     followed by `* 1.02` and by `+ 1%` or `- 5 s`.
    ///   - measures: those that the scenario can produce.
    ///   - currency: code of amounts.
    /// - Throws: `RequirementProblem`.
    public static func parse(
        _ text: String, measures: [MeasureInstance], currency: String
    ) throws(RequirementProblem) -> Requirement {
        let (name, comparison, limit) = try parts(text)
        guard let measure = measures.first(where: { $0.name == name }) else {
            throw unknown(name, among: measures.map(\.name))
        }
        let form = measure.definition.form
        return Requirement(
            measure: name, form: form, comparison: comparison,
            limit: try readLimit(limit, of: name, form: form, currency: currency), text: text)
    }

    /// What is wrong with a text whatever the scenario can measure; nil when it may be a requirement.
    public static func problem(in text: String, currency: String) -> RequirementProblem? {
        do throws(RequirementProblem) {
            let (name, _, limit) = try parts(text)
            let base = String(name.prefix { $0 != "{" })
            let isLevel = Measure.isServiceLevel(base)
            let known = MeasureDefinition.all
            guard let definition = isLevel ? .serviceLevelEntry : known.first(where: { $0.name == base }) else {
                throw unknown(base, among: known.map(\.name))
            }
            _ = try readLimit(limit, of: name, form: definition.form, currency: currency)
            return nil
        } catch {
            return error
        }
    }

    /// The parts of a requirement.
    private static func parts(
        _ text: String
    ) throws(RequirementProblem) -> (name: String, comparison: Comparison, limit: String) {
        if let found = split(text) { return found }
        let sign = text.filter { "<>=≥≤!~".contains($0) }
        throw RequirementProblem(
            message: "'\(text)' compares nothing" + (sign.isEmpty ? "" : " with '\(sign)'"),
            remedy: "write a measure, one of >=, <=, >, < and a limit, such as service_level.chat >= 80%")
    }

    /// The parts around the first comparison that is not inside braces.
    private static func split(_ text: String) -> (name: String, comparison: Comparison, limit: String)? {
        var isInside = false
        for place in text.indices {
            switch text[place] {
            case "{": isInside = true
            case "}": isInside = false
            case "<", ">", "=", "≥", "≤":
                if isInside { continue }
                let sign = text[place...].prefix { "<>=".contains($0) }
                guard let comparison = Comparison(rawValue: String(sign)) else { return nil }
                let name = trimmed(text[..<place])
                let limit = trimmed(text[sign.endIndex...])
                return name.isEmpty || limit.isEmpty ? nil : (name, comparison, limit)
            default: break
            }
        }
        return nil
    }

    private static func unknown(_ name: String, among known: [String]) -> RequirementProblem {
        let isDefined = MeasureDefinition.all.contains { $0.name == name }
        let near = Spelling.closest(to: name, among: known)
        return RequirementProblem(
            message: isDefined
                ? "this scenario cannot produce \(name)" : "this scenario has no measure '\(name)'",
            remedy: near.map { "did you mean '\($0)'?" }
                ?? "docs/reference/measures.md lists them, with what each needs")
    }

    private static func readLimit(
        _ text: String, of name: String, form: MeasureForm, currency: String
    ) throws(RequirementProblem) -> Limit {
        let word = "baseline"
        guard text.hasPrefix(word), text.dropFirst(word.count).first.map({ " *+-".contains($0) }) ?? true else {
            guard let value = quantity(text, form.unit, currency: currency) else {
                let unit =
                    switch form.unit {
                    case .share, .difference: "is a share and needs a percent sign"
                    case .currency, .currencyEach: "is an amount in \(currency)"
                    default: "is measured in \(form.unit.rawValue)"
                    }
                throw RequirementProblem(
                    message: "'\(text)' is no limit for \(name), which \(unit)",
                    remedy: "write \(completed(text, form.unit, currency: currency)), or baseline * 1.02")
            }
            guard form.range.contains(value) else {
                throw RequirementProblem(
                    message: "\(name) can never be \(text)",
                    remedy: "write a limit such as \(example(form.unit, currency: currency))")
            }
            return .value(value)
        }
        var rest = trimmed(text.dropFirst(word.count))
        var factor = 1.0
        if rest.hasPrefix("*") {
            rest = trimmed(rest.dropFirst())
            let digits = rest.prefix { $0.isNumber || $0 == "." || $0 == "-" && rest.first == "-" }
            let number = Double(digits)
            guard let number, number > 0, number.isFinite else {
                throw RequirementProblem(
                    message: number == nil
                        ? "the baseline is not multiplied by a number in '\(text)'"
                        : "the baseline is multiplied by \(digits) in '\(text)', and a factor is above 0",
                    remedy: "write baseline * 1.02")
            }
            factor = number
            rest = trimmed(rest[digits.endIndex...])
        }
        guard let sign = rest.first else { return .baseline(factor: factor, offset: 0) }
        guard "+-".contains(sign), let offset = quantity(trimmed(rest.dropFirst()), form.unit, currency: currency)
        else {
            throw RequirementProblem(
                message: "'\(rest)' cannot follow the baseline",
                remedy: "write baseline * 1.02 or baseline + \(step(form.unit, currency: currency))")
        }
        return .baseline(factor: factor, offset: sign == "-" ? -offset : offset)
    }

    /// A quantity in the unit of a measure; nil when it has another unit, or none where one is needed.
    private static func quantity(_ text: String, _ unit: MeasureUnit, currency: String) -> Double? {
        switch unit {
        case .share, .difference: return Quantity.share(text)
        case .seconds: return Quantity.seconds(text)
        case .currency: return Quantity.split(text).flatMap { $0.unit == currency ? $0.number : nil }
        case .currencyEach:
            return Quantity.split(text).flatMap { [currency, "\(currency) each"].contains($0.unit) ? $0.number : nil }
        default:
            return Quantity.split(text).flatMap { ["", unit.rawValue].contains($0.unit) ? $0.number : nil }
        }
    }

    /// What a bare number was probably meant to be; an example for anything else.
    private static func completed(_ text: String, _ unit: MeasureUnit, currency: String) -> String {
        let digits = trimmed(text)
        guard let number = Double(digits), number.isFinite else { return example(unit, currency: currency) }
        switch unit {
        case .share, .difference: return number.magnitude <= 100 ? "\(digits)%" : example(unit, currency: currency)
        case .seconds: return "\(digits) s"
        case .currency, .currencyEach: return "\(digits) \(currency)"
        default: return example(unit, currency: currency)
        }
    }

    /// A distance from a baseline.
    private static func step(_ unit: MeasureUnit, currency: String) -> String {
        switch unit {
        case .share, .difference: "1%"
        case .seconds: "5 s"
        case .currency: "100 \(currency)"
        case .currencyEach: "0.10 \(currency)"
        default: "5"
        }
    }

    private static func example(_ unit: MeasureUnit, currency: String) -> String {
        switch unit {
        case .share: "80%"
        case .difference: "2%"
        case .seconds: "30 s"
        case .currency: "1000 \(currency)"
        case .currencyEach: "1.50 \(currency)"
        default: "100"
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }
}
