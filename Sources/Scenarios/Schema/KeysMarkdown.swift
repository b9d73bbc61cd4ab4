/// The reference of keys as a Markdown page, generated from the keys that the readers declare.
package enum KeysMarkdown {
    /// The page: a table a section, in the order of the readers.
    package static func markdown() -> String {
        var lines = [
            "# Keys", "",
            "Every key that a scenario can have. This page is generated from the keys that the readers in `Sources/Scenarios`",
            "declare; a test keeps both in step (`HITL_UPDATE_GOLDEN=1 make test` rewrites it). What they mean together is in",
            "[Scenarios](scenarios.md).", "",
            "`*` stands for a name of yours and `#` for a place in a list. *Without it* says what holds where a key is not",
            "written; a value there in `code` is what could be written as well. Amounts are in the scenario's `currency`, here",
            "USD.", "",
            "| form | how it is written |", "|---|---|",
        ]
        lines += forms.map { "| \($0.form) | \($0.example) |" }
        for section in ScenarioReader.sections {
            lines += [
                "", "## \(section.title)", "", "| key | form | unit | without it | what it says |",
                "|---|---|---|---|---|",
            ]
            lines += section.keys.map(row)
        }
        lines += [
            "", "## Distributions", "",
            "A single value, which is constant, or one of these mappings. A part of a mixture has its `weight` besides.",
            "",
            "| `distribution` | keys beside it |", "|---|---|",
        ]
        lines += DistributionForm.all.map { form in
            "| `\(form.name)` | \(form.parameters.map { "`\($0.name)`: \(text($0.value))" }.joined(separator: "; ")) |"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// How values with a unit are written.
    private static let forms: [(form: String, example: String)] = [
        ("duration", "`30 min`, `6 weeks 2 days`; units: ms, s, min, h, day, week"),
        ("share", "`85%`"), ("factor", "`140%` or `1.4`"), ("rate", "`8000 per day`"),
        ("amount", "`25 USD`; where its unit says so, `25 USD per hour` or `4000 USD per month`"),
        ("distribution", "one value, `6 min`, or `{distribution: lognormal, mean: 6 min, cv: 1.2}`"),
        ("flag", "`true` or `false`"), ("list of names", "`[one, two]`; a single one needs no brackets"),
        ("keys", "a mapping with the keys that follow"), ("names", "a mapping with names of yours"),
    ]

    private static func row(_ key: ScenarioKey) -> String {
        let cells = [
            "`\(key.path)`", distinct(key.kinds.map(form)).joined(separator: ", or "), unit(key), absence(key.presence),
            key.summary,
        ]
        return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }

    /// What holds where a key is not written.
    private static func absence(_ presence: ScenarioKey.Presence) -> String {
        switch presence {
        case .required: "required"
        case .oneOf(let names): names.map { "`\($0)`" }.joined(separator: " or ") + " is required"
        case .needed(let condition): "required \(condition)"
        case .standard(let value): "`\(value)`"
        case .without(let words): words
        case .member: "–"
        }
    }

    private static func distinct(_ words: [String]) -> [String] {
        words.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func unit(_ key: ScenarioKey) -> String {
        let units = distinct(key.kinds.compactMap(unit))
        return units.isEmpty ? "–" : units.joined(separator: ", ")
    }

    private static func unit(_ kind: ScenarioKey.Kind) -> String? {
        switch kind {
        case .duration, .times: "time"
        case .rate: "per time"
        case .share: "%"
        case .factor: "% or none"
        case .money, .amounts, .tiers: "USD"
        case .moneyPerHour: "USD per hour"
        case .moneyPerMonth: "USD per month"
        case .moneyPerTime: "USD per time"
        case .countPerMonth: "per month"
        case .mapping, .members, .list, .text, .word, .names, .wholes, .counts, .whole, .number, .numbers, .factors,
            .flag,
            .choice, .timeOfDay, .days, .currency:
            nil
        }
    }

    private static func form(_ kind: ScenarioKey.Kind) -> String {
        switch kind {
        case .mapping: "keys"
        case .members: "names"
        case .list: "list of keys"
        case .text: "text"
        case .word(let word): "`\(word)`"
        case .names: "list of names"
        case .wholes(let range): "list of whole numbers, \(text(range)), all different"
        case .counts(let range): "list of whole numbers, \(text(range))"
        case .whole(let range): "whole number, \(text(range))"
        case .number(let range, let above): "number, \(text(range, above: above))"
        case .numbers(let count): "list of \(count) numbers from 0"
        case .factors: "list of factors that begins with 1"
        case .duration(let above): above ? "duration above 0" : "duration"
        case .rate(let canBeZero): canBeZero ? "rate" : "rate above 0"
        case .share(let below, let above): "share" + (above ? " above 0%" : "") + (below ? " below 100%" : "")
        case .factor: "factor, above 0 to 1000"
        case .money, .moneyPerHour, .moneyPerMonth, .moneyPerTime: "amount"
        case .countPerMonth: "whole number a month"
        case .tiers: "list of numbers with the price of each"
        case .flag: "flag"
        case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .times, .amounts: "distribution"
        case .timeOfDay: "time of day, `'08:30'`"
        case .days: "days, `mon-fri`"
        case .currency: "a code, or a symbol"
        }
    }

    private static func text(_ value: DistributionForm.Parameter.Value) -> String {
        switch value {
        case .quantity(let above): "a value" + (above ? " above 0" : "")
        case .number(let range, let above): "a number, \(text(range, above: above))"
        case .quantities: "a list of values"
        case .components: "a list of distributions"
        }
    }

    private static func text(_ range: ClosedRange<Int>) -> String {
        range.upperBound == .max ? "from \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }

    private static func text(_ range: ClosedRange<Double>, above: Bool) -> String {
        let isStrict = above && range.lowerBound == 0
        return (isStrict ? "above 0" : plain(range.lowerBound)) + " to " + plain(range.upperBound)
    }

    private static func plain(_ limit: Double) -> String {
        limit == limit.rounded() && limit < 1e15 ? "\(Int(limit))" : "\(limit)"
    }
}
