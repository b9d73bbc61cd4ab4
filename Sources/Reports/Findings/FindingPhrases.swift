import Experiments

/// The sentence of a finding, which text, pages and files of results share.
package enum FindingPhrases {
    /// Those of several findings.
    package static func sentences(_ findings: [Finding]) -> [String] { findings.map(sentence) }

    /// The sentence of a finding.
    package static func sentence(_ finding: Finding) -> String {
        if case .told(let sentence) = finding { return sentence }
        return DiagnosisPhrases.sentence(finding) ?? LoadPhrases.sentence(finding) ?? AdvicePhrases.sentence(finding)
            ?? IntervalPhrases.sentence(finding) ?? ConditionPhrases.sentence(finding)
            ?? CheckConditionPhrases.sentence(finding) ?? ""
    }
}
