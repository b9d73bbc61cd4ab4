import Foundation

/// The exact results beside the project, `../shared/truth/public.json`; absent on users' machines.
enum Truth {
    struct Case: Sendable {
        var id: String
        var parameters: [String: Double]
        var moments: [Double]
        var expected: [String: Double]
    }

    static let url = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("../shared/truth/public.json").standardizedFileURL

    static let exists = FileManager.default.fileExists(atPath: url.path)

    /// The lists of numbers among the parameters and results of a model's first case.
    static func lists(of model: String) throws -> (parameters: [String: [Double]], expected: [String: [Double]]) {
        let root = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
        let all = root?["cases"] as? [[String: Any]] ?? []
        let item = all.first { $0["model"] as? String == model } ?? [:]
        func numbers(_ key: String) -> [String: [Double]] {
            (item[key] as? [String: Any] ?? [:]).compactMapValues { ($0 as? [NSNumber])?.map(\.doubleValue) }
        }
        return (numbers("params"), numbers("expected"))
    }

    static func cases(of model: String) throws -> [Case] {
        let root = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
        let all = root?["cases"] as? [[String: Any]] ?? []
        return all.filter { $0["model"] as? String == model }.map { item in
            let parameters = item["params"] as? [String: Any] ?? [:]
            return Case(
                id: item["id"] as? String ?? "",
                parameters: parameters.compactMapValues { ($0 as? NSNumber)?.doubleValue },
                moments: (parameters["service_moments"] as? [NSNumber] ?? []).map(\.doubleValue),
                expected: (item["expected"] as? [String: Any] ?? [:]).compactMapValues {
                    ($0 as? NSNumber)?.doubleValue
                })
        }
    }
}
