import Experiments
import Files

/// The rows of a baseline, written and read.
struct BaselineRows: Codable {
    var count: Int
    var distinct: Int
    var cases: ExactNumber
    var contacts: ExactNumber
    /// Absent where nothing was recorded of single rows.
    var answers: OnOneLine<[Int]>?

    init(_ sample: RowSample) {
        count = sample.rows
        distinct = sample.distinct
        cases = ExactNumber(sample.cases)
        contacts = ExactNumber(sample.contacts)
        answers = sample.answers.map(OnOneLine.init)
    }

    /// Whether they can be: counts that fit each other, and answers of each row.
    var isSound: Bool {
        let (cases, contacts, answers) = (cases.value, contacts.value, answers?.wrappedValue)
        return (1...100_000_000).contains(count) && (1...count).contains(distinct) && cases.isFinite
            && contacts.isFinite && cases >= 0 && contacts >= cases && answers?.count ?? count == count
            && answers?.allSatisfy { (-10_000...10_000).contains($0) } ?? true
    }

    var sample: RowSample {
        RowSample(
            rows: count, distinct: distinct, cases: cases.value, contacts: contacts.value,
            answers: answers?.wrappedValue)
    }
}
