import Experiments
import Files

/// `staffing.json` of a result folder, from which the page is drawn: schema 1.
public enum StaffingJSON {
    /// Name of the file.
    public static let fileName = "staffing.json"

    /// The file's bytes; the same plan gives the same bytes.
    ///
    /// - Parameters:
    ///   - findings: sentences on what was found.
    ///   - method: sentences on how.
    ///   - words: the other words that stand beside the numbers.
    package static func data(
        _ plan: StaffingPlan, findings: [String], method: [String], words: StoredWords
    ) -> [UInt8] {
        JSONTreeEncoder.bytes(of: StaffingDocument(plan, findings: findings, method: method, words: words))
    }

    /// The staffing that a `staffing.json` holds, its numbers with the digits written there.
    ///
    /// - Parameters:
    ///   - bytes: what `data` gave.
    ///   - file: name of the file, for messages.
    /// - Throws: `Problem` when the bytes are no staffing of schema 1, or contradict themselves.
    public static func read(_ bytes: [UInt8], file: String = "staffing.json") throws -> StaffingPlan {
        let remedy = "give a result folder that `hitl staff` of this version wrote"
        let document = try JSONText.decode(
            StaffingDocument.self, from: bytes, file: file, what: "result of a staffing", remedy: remedy)
        do throws(StaffingDocument.Fault) {
            return try document.plan()
        } catch {
            throw Problem(file: file, message: error.message, remedy: remedy)
        }
    }
}
