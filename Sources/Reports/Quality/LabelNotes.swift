import Files
import Quantities
import Training

/// What is odd about the labels of a file, a note each.
package enum LabelNotes {
    /// Most names told in one note.
    private static let mostNames = 5

    /// What a model says of its own training texts is no measure of it.
    package static let ownTraining =
        "note: the model was trained on this very file, so it does better here than on the traffic; give other texts"

    /// The notes.
    ///
    /// - Parameter isTraining: whether the texts are trained on; otherwise a model is measured on them.
    package static func lines(_ census: LabelCensus, isTraining: Bool) -> [String] {
        var lines = spellings(census.spellings)
        if census.copies > 0 {
            let what = census.copies == 1 ? "1 text is a copy" : "\(census.copies) of \(census.texts) texts are copies"
            let kept = isTraining ? "what is held out has no copy in training" : "intervals count each text once"
            lines.append("note: \(what) of an earlier one (apart from case and spaces); \(kept)")
        }
        if isTraining, let first = census.firstConflict {
            let texts = census.conflicts == 1 ? "1 text occurs" : "\(census.conflicts) texts occur"
            lines.append("note: \(texts) under more than one intent, first in row \(first + 1); all are trained on")
        }
        if isTraining, !census.single.isEmpty {
            let what = census.single.count == 1 ? "1 intent has" : "\(census.single.count) intents have"
            lines.append("note: \(what) a single text: \(names(census.single)); give more, or leave them out")
        }
        return lines
    }

    /// Notes on how labels are spelt.
    package static func spellings(_ spellings: LabelSpellings) -> [String] {
        var lines: [String] = []
        if spellings.trimmedRows > 0 {
            let rows = spellings.trimmedRows == 1 ? "1 label" : "\(spellings.trimmedRows) labels"
            lines.append("note: \(rows) had spaces around; they are left out")
        }
        if !spellings.joined.isEmpty {
            lines.append("note: written in more than one Unicode form, now one each: \(names(spellings.joined))")
        }
        for group in spellings.alike.prefix(mostNames) {
            lines.append(
                "note: these intents differ only in case, spaces or Unicode form: \(names(group)); "
                    + "if they are one, write them alike")
        }
        if spellings.alike.count > mostNames {
            lines.append("note: and \(spellings.alike.count - mostNames) more groups of intents spelt nearly alike")
        }
        return lines
    }

    private static func names(_ names: [String]) -> String {
        let told = names.prefix(mostNames).map { "'\($0)'" }.joined(separator: ", ")
        return names.count > mostNames ? told + " and \(names.count - mostNames) more" : told
    }
}
