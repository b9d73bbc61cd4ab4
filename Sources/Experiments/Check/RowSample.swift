import Scenarios
import Simulation
import Traffic
import Training

/// The rows that queries are drawn from, of a record of answers or of a corpus: a sample, like last month, of what will
/// come. However many replications play it, they say nothing of rows that are not in it.
public struct RowSample: Sendable, Equatable {
    /// Rows of the file, 1 or more.
    public var rows: Int
    /// Rows with a text of their own, 1 or more: the same text gets the same answer, and is no new evidence.
    public var distinct: Int
    /// First contacts of the measured period, mean by replication.
    public var cases: Double
    /// All contacts of the measured period, mean by replication.
    public var contacts: Double
    /// What a record said, by row: 0 for nothing, else 1 + 9,999 times the confidence, negative where it was wrong; nil
    /// for a corpus, whose answers are not fixed.
    public var answers: [Int]?

    /// Creates a sample; see the properties.
    public init(rows: Int, distinct: Int, cases: Double, contacts: Double, answers: [Int]? = nil) {
        self.rows = rows
        self.distinct = distinct
        self.cases = cases
        self.contacts = contacts
        self.answers = answers
    }

    /// The rows of an operation, played in some replications; nil where its queries come from no file.
    public init?(_ specification: OperationSpecification, played records: [ReplicationRecord] = []) {
        guard case .corpus(let texts, _) = specification.traffic.source, texts.count > 0 else { return nil }
        var seen = Set<[UInt8]>()
        var text: [UInt8] = []
        for number in 0..<texts.count {
            texts.copyText(number, into: &text)
            seen.insert(text)
        }
        let log = specification.ai?.answers as? RecordedPredictions
        self.init(rows: texts.count, distinct: seen.count, cases: 0, contacts: 0, answers: log?.rows.map(Self.code))
        play(records)
    }

    /// Notes how many contacts replications drew.
    mutating func play(_ records: [ReplicationRecord]) {
        guard !records.isEmpty else { return }
        cases = records.reduce(0) { $0 + $1.cases } / Double(records.count)
        contacts = records.reduce(0) { $0 + $1.contacts } / Double(records.count)
    }

    /// What a record said about a row.
    static func code(_ row: RecordedPredictions.Row) -> Int {
        guard let answer = row.answer else { return 0 }
        let size = 1 + Int((answer.confidence * 9999).rounded())
        return answer.intent == row.intent ? size : -size
    }

    /// Rows that two records may count otherwise among the wrong answers given alone, where nothing but the records
    /// differs: those right in one and wrong in the other, and those wrong in both of which the AI is not equally sure.
    /// Rows that are right in both move the share by at most its own size.
    ///
    /// - Parameter risk: that share.
    /// - Returns: nil where a record says nothing, or they differ in length.
    func discordant(with other: RowSample, risk: Double) -> Double? {
        guard let answers, let others = other.answers, answers.count == others.count else { return nil }
        var count = 0.0
        for (one, two) in zip(answers, others) where one != two {
            count += one > 0 && two > 0 ? risk * risk : 1
        }
        return count
    }
}
