import Experiments

/// The rows of a baseline as they are read.
struct BaselineRows: Decodable {
    var count: Int
    var distinct: Int
    var cases: Double
    var contacts: Double
    var answers: [Int]?

    /// Whether they can be: counts that fit each other, and answers of each row.
    var isSound: Bool {
        (1...100_000_000).contains(count) && (1...count).contains(distinct) && cases.isFinite && contacts.isFinite
            && cases >= 0 && contacts >= cases && answers?.count ?? count == count
            && answers?.allSatisfy { (-10_000...10_000).contains($0) } ?? true
    }

    var sample: RowSample {
        RowSample(rows: count, distinct: distinct, cases: cases, contacts: contacts, answers: answers)
    }
}
