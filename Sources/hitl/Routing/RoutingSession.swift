import Files
import Foundation
import Routing
import Stochastics
import Training

/// Decides about queries as they come: a line in, a line out, and nothing out that is not on the disk before.
///
/// The lines that have come are a batch: they are decided, their records written, and then their decisions printed. When
/// nothing more has come, nothing is held back.
struct RoutingSession: ~Copyable {
    /// Longest line read, in bytes.
    static let longestLine = 1 << 24
    /// Most answers of a batch, and most bytes of them, after which it is printed.
    private static let mostAnswers = 1000
    private static let mostBytes = 1 << 20

    /// Lines answered by a decision.
    private(set) var decided = 0
    /// Lines answered by an error.
    private(set) var refused = 0

    private var router: Router
    private let journal: AuditJournal?
    private let modelVersion: Int
    private let seed: UInt64
    private let first: Int
    private var state: OperationState
    private var answers = ""
    private let encoder = JSONEncoder()

    /// - Parameters:
    ///   - journal: where records go; nil keeps none. Queries are numbered on from its records.
    ///   - seed: of the random choice of audited answers.
    init(
        policy: EscalationPolicy, catalog: Catalog, classifier: any Classifier, journal: AuditJournal?, seed: UInt64
    ) {
        router = Router(
            catalog: catalog, policy: policy, classifier: classifier, sink: journal ?? CountingAuditSink())
        self.journal = journal
        modelVersion = classifier.modelVersion
        self.seed = seed
        first = journal?.count ?? 0
        state = RoutedState.unknown(catalog)
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    /// Answers every line.
    ///
    /// - Throws: `OutputError` where records cannot be written; no decision of that batch is printed then.
    mutating func run(_ lines: inout JSONLines) throws {
        while try answer(&lines, waits: true) {
            try WholeStep.run {
                var count = 1
                while count < Self.mostAnswers, answers.utf8.count < Self.mostBytes,
                    try answer(&lines, waits: false)
                {
                    count += 1
                }
                try journal?.commit()
                Console.print(answers)
                answers = ""
            }
        }
    }

    /// Answers the next line; false where there is none.
    private mutating func answer(_ lines: inout JSONLines, waits: Bool) throws -> Bool {
        var line: JSONLine?
        do {
            line = try lines.nextLine(waits: waits)
            guard let line else { return false }
            try add(decision(about: line))
            decided += 1
        } catch let problem as Problem {
            try add(RoutedError(problem, of: line))
            refused += 1
        }
        return true
    }

    private mutating func decision(about line: JSONLine) throws -> RoutedDecision {
        let request = try line.decode(RoutedQuery.self)
        let number = first + decided
        let query = try request.query(number: number, catalog: router.catalog, line: line)
        if let told = request.state { state = try told.updated(state, catalog: router.catalog, line: line) }
        journal?.origin = AuditOrigin(id: request.id, time: Self.now())
        var stream = RandomStream(seed: seed, replication: 0, purpose: 0x726F, entity: UInt64(number))
        let decision = router.triage(query, state: state, now: query.arrivalSeconds, using: &stream)
        return RoutedDecision(
            id: request.id, query: query, decision: decision, prediction: router.prediction, basis: router.basis,
            modelVersion: modelVersion, policy: router.policy, catalog: router.catalog)
    }

    private mutating func add(_ answer: some Encodable) throws {
        answers += String(decoding: try encoder.encode(answer), as: UTF8.self) + "\n"
    }

    private static func now() -> String {
        Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
