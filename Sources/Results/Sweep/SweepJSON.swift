import Experiments
import Files
import Foundation

/// `sweep.json` of a result folder: what a sweep found, with its points' responses, effects and sentences.
public enum SweepJSON {
    /// The file's bytes: sorted keys, the same bytes for the same sweep.
    ///
    /// - Throws: what cannot be expressed in JSON.
    public static func bytes(_ summary: SweepSummary) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(summary)) + [10]
    }

    /// Reads it again, to draw the report anew.
    ///
    /// - Throws: `Problem` when the bytes are no summary of a sweep.
    public static func read(_ bytes: [UInt8], file: String) throws -> SweepSummary {
        let decoder = JSONDecoder()
        do {
            return try decoder.decode(SweepSummary.self, from: Data(bytes))
        } catch {
            throw Problem(
                file: file, message: "this is no summary of a sweep",
                remedy: "name a result folder that hitl sweep or hitl sweep-merge wrote")
        }
    }
}
