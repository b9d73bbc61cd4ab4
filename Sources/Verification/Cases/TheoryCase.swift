import Files
import Quantities

/// A model with known results: what a scenario that reduces to it must show.
public struct TheoryCase: Sendable {
    /// One number that theory gives.
    public struct Expected: Sendable, Equatable {
        /// Its name in the file; members of lists and objects are `wait_by_class[0]` and `human.asa`.
        public let quantity: String
        /// Its value, in the units of the case.
        public let value: Double
        /// Its standard error; 0 for an exact value.
        public let standardError: Double
    }

    /// Name, unique in its file.
    public let id: String
    /// The kind of model, such as `erlang_c`.
    public let model: String
    /// Seconds of the case's unit of time.
    public let unitSeconds: Double
    /// Parameters by name.
    public let parameters: [String: TheoryValue]
    /// What is expected, by name of quantity.
    public let expected: [Expected]
    /// Variance of a time average over a run of length T, times T, by quantity; empty where it is not known.
    public let timeAverageVariance: [String: Double]
    /// Where it was read, with its place in the list of cases; nil for a case made in code.
    private(set) var source: (text: TheorySource, number: Int)?

    /// Creates a case.
    public init(
        id: String, model: String, unitSeconds: Double, parameters: [String: TheoryValue],
        expected: [String: Double], timeAverageVariance: [String: Double] = [:]
    ) {
        self.id = id
        self.model = model
        self.unitSeconds = unitSeconds
        self.parameters = parameters
        self.expected = expected.sorted { $0.key < $1.key }
            .map { Expected(quantity: $0.key, value: $0.value, standardError: 0) }
        self.timeAverageVariance = timeAverageVariance
    }

    /// Reads a file of cases: an object with `cases`, each with `id`, `model`, `params` and `expected`.
    ///
    /// - Throws: `Problems` with everything that is wrong, each with the name of its case.
    public static func read(_ path: String) throws -> [TheoryCase] {
        let bytes: [UInt8]
        do {
            bytes = try InputFile.read(path, as: .scenario)
        } catch let problem as Problem {
            throw Problems([problem])
        }
        return try decode(bytes, file: path)
    }

    /// Decodes the text of a file of cases; see `read`.
    ///
    /// - Throws: `Problems`.
    public static func decode(_ bytes: [UInt8], file: String) throws -> [TheoryCase] {
        let whole: TheoryValue
        do {
            whole = try JSONLine(file: file, line: 1, bytes: bytes).decode(TheoryValue.self)
        } catch let problem as Problem {
            throw Problems([placed(problem, in: bytes)])
        }
        guard case .list(let items)? = whole["cases"], !items.isEmpty else {
            throw Problems([
                Problem(file: file, message: "there are no cases", remedy: "write {\"cases\": [{\"id\": ...}, ...]}")
            ])
        }
        let source = TheorySource(file: file, bytes: bytes)
        var problems = Problems()
        var known: Set<String> = []
        let cases = items.enumerated().compactMap { number, item -> TheoryCase? in
            guard let id = item["id"]?.text, !id.isEmpty else {
                problems.append(
                    source.problem(
                        "case \(number + 1) has no id", "add \"id\": \"a-name\"", at: [.key("cases"), .item(number)]))
                return nil
            }
            if !known.insert(id).inserted {
                problems.append(
                    source.problem(
                        "case '\(id)' is there twice", "rename one", at: [.key("cases"), .item(number), .key("id")]))
            }
            return TheoryCase(item, id: id, source: (source, number), &problems)
        }
        try problems.throwIfAny()
        return cases
    }

    /// A problem with this case, at a key of it where it was read from a text.
    func problem(_ message: String, _ remedy: String, at path: [String], file: String) -> Problem {
        let message = "case '\(id)': \(message)"
        guard let source else { return Problem(file: file, message: message, remedy: remedy) }
        return source.text.problem(
            message, remedy, at: [.key("cases"), .item(source.number)] + path.map { .key($0) })
    }

    private init?(
        _ item: TheoryValue, id: String, source: (text: TheorySource, number: Int), _ problems: inout Problems
    ) {
        func report(_ message: String, _ remedy: String, _ path: String...) {
            problems.append(
                source.text.problem(
                    "case '\(id)': \(message)", remedy,
                    at: [.key("cases"), .item(source.number)] + path.map { .key($0) }))
        }
        self.source = source
        guard let model = item["model"]?.text else {
            report("'model' is missing", "add \"model\": \"erlang_c\"")
            return nil
        }
        guard case .object(let parameters)? = item["params"] else {
            report("'params' is missing", "add \"params\": {...}")
            return nil
        }
        guard let expected = item["expected"], case .object = expected else {
            report("'expected' is missing", "add \"expected\": {...}")
            return nil
        }
        let units: [String: Double] = [
            "s": 1, "min": 60, "h": 3600, "day": Seconds.perDay, "period": 3600, "none": 60,
        ]
        let unit = item["time_unit"]?.text ?? "min"
        guard let seconds = units[unit] else {
            report("time unit '\(unit)' is unknown", "write s, min, h or day", "time_unit")
            return nil
        }
        self.id = id
        self.model = model
        unitSeconds = seconds
        self.parameters = parameters
        self.expected = Self.flattened(expected).sorted { $0.quantity < $1.quantity }
        var variance: [String: Double] = [:]
        if case .object(let values)? = item["tavc"] { variance = values.compactMapValues(\.number) }
        timeAverageVariance = variance
    }

    private static func flattened(_ value: TheoryValue, _ name: String = "") -> [Expected] {
        switch value {
        case .number(let number):
            return [Expected(quantity: name, value: number, standardError: 0)]
        case .list(let items):
            return items.enumerated().flatMap { flattened($1, "\(name)[\($0)]") }
        case .object(let object):
            if let number = object["value"]?.number, let error = object["se"]?.number {
                return [Expected(quantity: name, value: number, standardError: error)]
            }
            return object.flatMap { flattened($1, name.isEmpty ? $0 : "\(name).\($0)") }
        case .text, .other:
            return []
        }
    }

    /// A problem of the whole text, read as one line, moved to the line and column it is at.
    private static func placed(_ problem: Problem, in bytes: [UInt8]) -> Problem {
        // The column counts scalars: the byte is where as many of them have begun.
        var offset = 0
        var scalars = 0
        while offset < bytes.count {
            if bytes[offset] & 0xC0 != 0x80 { scalars += 1 }
            if scalars == max(1, problem.column) { break }
            offset += 1
        }
        let place = JSONPlace(offset: offset, in: bytes)
        return Problem(
            file: problem.file, line: place.line, column: place.column, message: problem.message,
            remedy: "write {\"cases\": [...]}", snippet: place.snippet)
    }
}
