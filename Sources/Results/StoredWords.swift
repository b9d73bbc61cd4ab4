import Experiments

/// Sentences that files of results hold beside their numbers. Results only store them: whoever writes reports makes them,
/// so that English is in one target.
package struct StoredWords: Sendable {
    /// What came of a check, with amounts in a currency.
    package var check: @Sendable (_ outcome: CheckOutcome, _ currency: String) -> String
    /// What a finding says.
    package var finding: @Sendable (_ finding: Finding) -> String
    /// What is done to an input of a staffing, to see what moves its hours.
    package var change: @Sendable (_ input: StaffingPlan.Driver.Input) -> String

    /// Takes what makes the sentences.
    package init(
        check: @escaping @Sendable (_ outcome: CheckOutcome, _ currency: String) -> String,
        finding: @escaping @Sendable (_ finding: Finding) -> String,
        change: @escaping @Sendable (_ input: StaffingPlan.Driver.Input) -> String
    ) {
        self.check = check
        self.finding = finding
        self.change = change
    }
}
