import Files
import Routing

/// A query as `hitl route` reads it.
struct RoutedQuery: StrictlyKeyed {
    var id: String
    var text: String
    var channel: String?
    var segment: String?
    var action: String?
    var amount: Double?
    var earlierContacts: Double?
    var arrivalSeconds: Double?
    var failedAttempts: Double?
    var confirmed: Bool?
    var state: StrictKeys<RoutedState>?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, text, channel, segment, action, amount
        case earlierContacts = "earlier_contacts"
        case failedAttempts = "failed_attempts"
        case confirmed
        case arrivalSeconds = "arrival_s"
        case state
    }

    /// Longest `id`, in bytes: it stands in every record.
    static let longestID = 1000

    /// The query with its names looked up.
    ///
    /// - Throws: `Problem` for a name that does not exist, and for a value out of its range.
    func query(number: Int, catalog: Catalog, line: JSONLine) throws -> Query {
        func index(_ name: String?, _ names: [String], _ what: String) throws -> Int? {
            guard let name else { return nil }
            if let found = names.firstIndex(of: name) { return found }
            let near = Spelling.closest(to: name, among: names).map { "did you mean '\($0)'?" }
            throw line.problem(
                of: [.key(what)], message: "there is no \(what) '\(name)' in the policy's scenario",
                remedy: near ?? "known are: \(names.joined(separator: ", "))")
        }
        // What a line does not tell is known only where there is but one: it is not the first of several.
        func only(_ names: [String]) -> Int { names.count == 1 ? 0 : Query.unknown }
        func value(_ value: Double?, _ key: CodingKeys, _ range: RoutedRange) throws -> Double {
            try range.check(value ?? 0, at: [key.stringValue], line: line)
        }
        guard id.utf8.count <= Self.longestID else {
            throw line.problem(
                of: [.key("id")], message: "\"id\" is longer than \(Self.longestID) bytes",
                remedy: "write a shorter one")
        }
        var query = Query(
            id: number, arrivalSeconds: try value(arrivalSeconds, .arrivalSeconds, .amount),
            channel: try index(channel, catalog.channels, "channel") ?? only(catalog.channels),
            segment: try index(segment, catalog.segments, "segment") ?? only(catalog.segments),
            action: try index(action, catalog.actions, "action"), amount: try value(amount, .amount, .amount),
            earlierContacts: Int(try value(earlierContacts, .earlierContacts, .count)),
            text: Array(ComposedText.of(text).utf8))
        query.failedAttempts = Int(try value(failedAttempts, .failedAttempts, .count))
        query.isConfirmed = confirmed ?? false
        return query
    }
}
