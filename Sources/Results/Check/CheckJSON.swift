import Experiments
import Files

/// The result of `hitl check` as JSON.
public enum CheckJSON {
    /// The result of a run on one page, keys sorted: schema 1.
    ///
    /// - Parameter words: the sentences that stand beside the numbers.
    package static func text(_ result: CheckResult, words: StoredWords) -> String {
        JSONTreeEncoder.tree(of: CheckResultDocument(result, words: words)).pretty
    }
}
