import Experiments
import Quantities

/// What the verdicts of a check rest on, in sentences.
enum CheckConditionPhrases {
    /// The sentence of a condition of a check; nil for another finding.
    static func sentence(_ finding: Finding) -> String? {
        switch finding {
        case .checkedAssumption: "How sure and how right the AI is was stated in the scenario (assumed accuracy)."
        case .warmUpOfBaseline(let seconds):
            "The warm-up of \(BriefUnits.duration(seconds)) is the baseline's, so that both measure the same customers."
        case .otherCustomers(let baselineSeed, let seed):
            "The baseline's replications met other customers (its seed is \(baselineSeed), that of this run "
                + "\(seed)): the comparison is unpaired (Welch) and needs many more replications to see the "
                + "same difference."
        case .shortBaseline(let replications, let wanted):
            "The baseline holds \(replications) replications, and what lies beyond cannot be paired: make "
                + "it again with --max-replications \(wanted)."
        case .otherRecord:
            "The record holds other queries than the baseline's, or in another order: they are compared as independent "
                + "samples, which sees only larger differences. Record the baseline's queries to compare row by row."
        case .rowsOnly(let rows):
            "Verdicts are for these \(rows) rows only (checks.rows): what other customers would get is not judged."
        case .sampledRows(let rows, let source, let copies):
            "The \(rows) rows of the \(source.rawValue) are a sample: intervals of shares are no narrower than its own, "
                + "however many replications are run."
                + (copies > 0 ? " \(copies) repeat the text of another row, and are no new evidence." : "")
        case .noSamplingError(let measures):
            "No sampling error of the rows is known for \(measures.joined(separator: ", ")) unless a replication "
                + "plays at most half of them; otherwise those verdicts are for these rows only."
        case .firstLook(let first, let own):
            first > own
                ? "The first look is at \(first) replications and not at the scenario's \(own), "
                    + "which say too little."
                : "The scenario's \(own) replications are more than the most of its checks, \(first)."
        default: nil
        }
    }
}
