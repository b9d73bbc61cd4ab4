import Experiments
import Files

/// `summary.json` of a result folder: schema 1 of the contract with scripts.
///
/// Keys are sorted, numbers have at most 10 significant digits, and the same forecast always gives the same bytes.
/// Bounds are `null` for a single replication; a measure whose value is not finite is left out.
public enum ForecastJSON {
    /// The file's bytes.
    ///
    /// - Parameter words: the sentences that stand beside the numbers.
    package static func data(forecast: Forecast, words: StoredWords) -> [UInt8] {
        JSONTreeEncoder.bytes(of: ForecastDocument(forecast, words: words))
    }

    /// The forecast that a summary holds: without its timeline and the values of single replications.
    ///
    /// - Parameters:
    ///   - bytes: what `data(forecast:)` gave.
    ///   - file: name of the file, for messages.
    /// - Throws: `Problem` when the bytes are no summary of schema 1.
    public static func read(_ bytes: [UInt8], file: String = "summary.json") throws -> Forecast {
        let document = try JSONText.decode(
            ForecastDocument.self, from: bytes, file: file, what: "summary of a forecast", remedy: remedy)
        guard document.schema == 1 else {
            throw problem(file, "schema \(document.schema) is unknown; this program reads schema 1")
        }
        return document.forecast
    }

    private static let remedy = "give a result folder that `hitl simulate --out` wrote"

    private static func problem(_ file: String, _ message: String) -> Problem {
        Problem(file: file, line: 0, column: 0, message: message, remedy: remedy, snippet: "")
    }
}
