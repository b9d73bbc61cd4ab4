import Foundation

/// Exact values of theory that the tests compare with, from the files of `Tests/TestSupport/Theory`.
///
/// The files have the format of `hitl verify --cases`. Each case names who worked its values out, and how.
package enum TheoryTable {
    /// A case, without what is text.
    package struct Case: Sendable {
        /// Its name, unique in its file.
        package var id: String
        /// Parameters that are one number.
        package var parameters: [String: Double]
        /// The moments of the service, from the first on; empty where there are none.
        package var moments: [Double]
        /// Values that are one number.
        package var expected: [String: Double]
    }

    /// Queues, operations and functions; what an operation does by the hour; a day that others simulated.
    package static let files = ["exact.json", "operation.json", "simulated.json"]

    /// Where a file is.
    package static func path(_ file: String) -> String { Project.path("Tests/TestSupport/Theory/" + file) }

    /// The cases of a model, in the order of the files.
    package static func cases(of model: String) throws -> [Case] {
        try items(of: model).map { item in
            let parameters = item["params"] as? [String: Any] ?? [:]
            return Case(
                id: item["id"] as? String ?? "", parameters: numbers(parameters),
                moments: (parameters["service_moments"] as? [NSNumber] ?? []).map(\.doubleValue),
                expected: numbers(item["expected"] as? [String: Any] ?? [:]))
        }
    }

    /// The lists of numbers among the parameters and values of a model's first case.
    package static func lists(
        of model: String
    ) throws -> (parameters: [String: [Double]], expected: [String: [Double]]) {
        let item = try items(of: model).first ?? [:]
        func lists(_ key: String) -> [String: [Double]] {
            (item[key] as? [String: Any] ?? [:]).compactMapValues { ($0 as? [NSNumber])?.map(\.doubleValue) }
        }
        return (lists("params"), lists("expected"))
    }

    private static func items(of model: String) throws -> [[String: Any]] {
        try files.flatMap { file -> [[String: Any]] in
            let data = try Data(contentsOf: URL(fileURLWithPath: path(file)))
            let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
            return (root?["cases"] as? [[String: Any]] ?? []).filter { $0["model"] as? String == model }
        }
    }

    private static func numbers(_ members: [String: Any]) -> [String: Double] {
        members.compactMapValues { ($0 as? NSNumber)?.doubleValue }
    }
}
