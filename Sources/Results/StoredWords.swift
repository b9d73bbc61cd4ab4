import Experiments

/// Sentences that files of results hold beside their numbers. Results only store them: whoever writes reports makes them,
/// so that English is in one target.
package struct StoredWords: Sendable {
    /// What came of a check, with amounts in a currency.
    package var check: @Sendable (_ outcome: CheckOutcome, _ currency: String) -> String

    /// Takes what makes the sentences.
    package init(check: @escaping @Sendable (_ outcome: CheckOutcome, _ currency: String) -> String) {
        self.check = check
    }
}
