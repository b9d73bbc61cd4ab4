import Foundation
import Reports
import Scenarios
import Testing

@Suite struct SchemaTests {
    private static let validator = SchemaValidator(root: ScenarioSchema.tree)

    @Test(arguments: ScenarioVariant.all)
    func whatTheReaderTakesIsValid(variant: ScenarioVariant) throws {
        #expect(Self.validator.faults(try variant.json()) == [])
    }

    /// Values that a kind takes and such that it does not.
    private static func values(_ kind: ScenarioKey.Kind) -> (good: [String], bad: [String]) {
        switch kind {
        case .mapping: ([], ["5", "[1]"])
        case .members: ([], ["5", "[1]"])
        case .list: ([], ["{a: 1}", "[]"])
        case .text: (["abc", "'a b'", "5", "true"], ["[a]", "{a: b}"])
        case .word(let word): ([word], ["[a]"])
        case .names: (["abc", "[a, b]", "[1, 2]"], ["{a: b}", "[]", "[a, a]"])
        case .wholes: (["[1, 20]", "7"], ["[0]", "[a]", "[1, 1]"])
        case .counts: (["[1, 2, 2, 0]"], ["5", "[-1, 0, 0, 0]", "[a]", "[]"])
        case .whole(let range):
            (
                ["\(range.lowerBound)", "'\(range.lowerBound)'"]
                    + (range.contains(12_000) ? ["'12,000'", "1_000"] : []),
                ["\(range.lowerBound - 1)", "1.5", "ten", "[1]"]
                    + (range.upperBound < Int.max ? ["\(range.upperBound + 1)"] : [])
            )
        case .number(let range, let above):
            (
                ["\(range.contains(1.5) ? 1.5 : 0.5)", "'1'", "1e0"],
                ["-1", "5 s", "abc", "[1]"] + (above ? ["0"] : []) + (range.upperBound < 1e12 ? ["1e13"] : [])
            )
        case .numbers(let count):
            (
                ["[1\(String(repeating: ", 2.5", count: count - 1))]"],
                ["5", "[1]", "[-1\(String(repeating: ", 2", count: count - 1))]"]
            )
        case .factors: (["[1, 1.2]"], ["[]", "[a]"])
        case .duration(let above):
            (
                ["30 min", "1 week 2 days", "1.5h", "'  2 hours'", "1,000 s", "0.5 day"],
                ["5", "5 apples", "min", "-5 s", "5 min 3", "5%", "[1 s]"] + (above ? ["0 s", "0.0 min"] : [])
            )
        case .rate(let canBeZero):
            (
                ["8000 per day", "40 per h", "1,000 per week"],
                ["5", "5 s", "5 per day per day"] + (canBeZero ? [] : ["0 per h"])
            )
        case .share(let below, let above):
            (
                ["85%", "0.5 %", "7.25%"] + (below ? [] : ["100%"]) + (above ? [] : ["0%"]),
                ["85", "0.85", "101%", "-3%", "many", "5 s"] + (below ? ["100%"] : []) + (above ? ["0%"] : [])
            )
        case .money: (["1 EUR", "0.5EUR", "1,000 EUR"], ["5", "5 s", "5%", "-1 EUR", "5 EUR per hour"])
        case .moneyPerHour: (["20 EUR per hour"], ["20 EUR", "20", "20 per hour"])
        case .moneyPerMonth:
            (["4000 EUR per month", "1,000 EUR per month"], ["5", "5 s", "5%", "-1 EUR", "5 EUR per hour"])
        case .countPerMonth: (["50 per month", "1,000 per month"], ["1.5", "ten", "-1", "[1]", "5 per week"])
        case .tiers:
            (
                ["[[50, 0.95 EUR], [rest, 0.90 EUR]]", "[[rest, 1 EUR]]"],
                ["5", "[]", "[50, 0.95 EUR]", "[[50]]", "[[rest, 5%]]", "{rest: 1 EUR}"]
            )
        case .moneyPerTime: (["0.1 EUR per min"], ["20 EUR", "20 per min", "2 EUR per mile"])
        case .flag: (["true", "no", "'false'"], ["5", "maybe", "[true]"])
        case .choice(let words): (words, ["xyzzy", "5", "[\(words[0])]"])
        case .times, .amounts:
            joined(values(kind == .times ? .duration(above: false) : .money), forms(isTime: kind == .times))
        case .timeOfDay: (["'08:30'", "24:00", "'0:05'"], ["25:00", "'8'", "8 h", "'08:60'"])
        case .days: (["mon-fri", "[mon, wed]", "daily", "Sat", "'mon, tue'"], ["noday", "mon-xyz", "[]", "5"])
        case .currency: (["EUR", "€", "kr"], ["5", "TOOLONGCODE", "'a b'"])
        }
    }

    private static func joined(
        _ first: (good: [String], bad: [String]), _ second: (good: [String], bad: [String])
    ) -> (good: [String], bad: [String]) {
        // A distribution may stand where a list may not.
        (first.good + second.good, first.bad + second.bad)
    }

    private static func forms(isTime: Bool) -> (good: [String], bad: [String]) {
        let unit = isTime ? "s" : "EUR"
        func parameters(_ form: DistributionForm, quantity: String) -> [String] {
            form.parameters.map { parameter in
                switch parameter.value {
                case .quantity: "\(parameter.name): \(parameter.name == "high" ? "9" : "2") \(quantity)"
                case .number: "\(parameter.name): 1.2"
                case .quantities: "\(parameter.name): [1 \(quantity), 2 \(quantity)]"
                case .components: "\(parameter.name): [{weight: 100%, distribution: constant, value: 3 \(quantity)}]"
                }
            }
        }
        func text(_ name: String, _ parts: [String]) -> String {
            "{\((["distribution: \(name)"] + parts).joined(separator: ", "))}"
        }
        let all = DistributionForm.all
        return (
            all.map { text($0.name, parameters($0, quantity: unit)) },
            all.map { text($0.name, Array(parameters($0, quantity: unit).dropFirst())) }
                + all.map { text($0.name, parameters($0, quantity: "apples pie")) }
                + all.map { text($0.name, parameters($0, quantity: unit) + ["more: 1"]) }
                + [text("normal", ["mean: 5 \(unit)"]), "{mean: 5 \(unit)}", "[5 \(unit)]"]
        )
    }

    /// What the reader says of a value as such: not whether names refer to something, or sums are right.
    private static func isRefused(_ variant: ScenarioVariant, _ path: String, _ value: String) throws -> Bool {
        let found = try problems(variant.text, set: variant.overrides + ["\(path)=\(value)"])
        let ways = [
            "cannot be understood", "has no unit", "is not known here", "out of range", "is not a whole", "should be",
            "' is below 0", "is not above 0", "neither true", "a share cannot", "is missing", "unknown key",
            "begin with 1",
            "is empty", "must be above", "there twice", "needs values", "needs components", "there are no points",
            "no number of a contact", "is not a day", "is not a time", "is not a currency",
        ]
        return found.contains { problem in
            problem.file == "--set \(path)=\(value)" && ways.contains { problem.message.contains($0) }
        }
    }

    @Test func readerAndSchemaTakeTheSameValues() throws {
        // Those in EUR first, as the amounts below are.
        let ordered = ScenarioVariant.all.filter { !$0.overrides.isEmpty } + ScenarioVariant.all
        let variants = try ordered.map { variant in
            // Keys that are only looked at are read elsewhere.
            (variant, try variant.asked().asked.filter { !$0.value.isEmpty }.keys.sorted())
        }
        for key in ScenarioKeys.all {
            let found = variants.lazy.compactMap { variant, asked in
                asked.first { ScenarioKeys.pattern(of: $0) == key.path }.map { (variant, $0) }
            }.first
            let (variant, path) = try #require(found, "\(key.path)")
            let base = try variant.json()
            func faults(_ value: String) throws -> [String] {
                Self.validator.faults(
                    try ScenarioVariant(name: "", text: "v: \(value)").json().member("v").map {
                        base.replacing(path.split(separator: ".").map(String.init)[...], with: $0)
                    } ?? .null)
            }
            let all = key.kinds.map { Self.values($0) }
            for value in all.flatMap(\.good) {
                let found = try faults(value)
                #expect(found == [], "\(key.path)=\(value) in \(variant.name)")
                #expect(try !Self.isRefused(variant, path, value), "reader: \(key.path)=\(value)")
            }
            let isOpen = key.kinds.count > 1
            for value in all.flatMap(\.bad) where !isOpen || all.allSatisfy({ $0.bad.contains(value) }) {
                #expect(try !faults(value).isEmpty, "\(key.path)=\(value) in \(variant.name)")
                #expect(try Self.isRefused(variant, path, value), "reader: \(key.path)=\(value)")
            }
        }
    }

    @Test func unknownKeysAndMissingOnesAreFound() throws {
        let variant = try #require(ScenarioVariant.all.first { $0.name == "plans" })
        for path in ScenarioKeys.all.map(\.path) where ScenarioKeys.key(at: path)?.kinds.contains(.mapping) ?? false {
            guard !path.contains("*") else { continue }
            let more = try variant.json(setting: ["\(path).xyzzy=1"])
            #expect(!Self.validator.faults(more).isEmpty, "\(path).xyzzy")
        }
        for name in ["name", "horizon", "traffic", "queues", "policy", "teams"] {
            guard case .object(var members) = try variant.json() else { return }
            members[name] = nil
            #expect(!Self.validator.faults(.object(members)).isEmpty)
        }
        #expect(!Self.validator.faults(try variant.json(setting: ["traffic.volume=null"])).isEmpty)
    }

    @Test func everyKeyIsDescribed() throws {
        let text = ScenarioSchema.text
        #expect(text.contains("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""))
        #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
        for key in ScenarioKeys.all { #expect(text.contains(key.summary.replacingOccurrences(of: "\"", with: "\\\""))) }
    }
}
