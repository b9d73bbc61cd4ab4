import Experiments
import Files
import Foundation

/// A finding as files of results hold it: its `role` in the result, its `kind` with the numbers, and its `sentence`.
///
/// The members are the labels of the case of `Finding`, in snake case. A reader that does not know a kind has its sentence.
struct FindingDocument: Decodable, JSONTreeValue {
    /// Where a result says it.
    enum Role: String, Decodable {
        case diagnosis
        case warning
        case note
        /// The definition of a service level that was judged.
        case serviceLevel = "service_level"
        /// Why a dry run has no estimate.
        case doubt
    }

    let role: Role
    let finding: Finding
    private let sentence: String
    /// The service level that it is about, where the finding does not name it.
    let serviceLevel: String?

    /// Takes a finding with its sentence.
    init(_ finding: Finding, _ role: Role, serviceLevel: String? = nil, words: StoredWords) {
        self.role = role
        self.finding = finding
        self.serviceLevel = serviceLevel
        sentence = words.finding(finding)
    }

    /// Several of one role.
    static func all(_ findings: [Finding], _ role: Role, words: StoredWords) -> [FindingDocument] {
        findings.map { FindingDocument($0, role, words: words) }
    }

    /// Only the sentences, as files held them before there were findings.
    static func sentences(_ findings: [Finding], words: StoredWords) -> [String] { findings.map(words.finding) }

    // MARK: Writing

    var tree: JSONTree {
        var members: [String: JSONTree] = [:]
        if case .object(let whole)? = try? JSONTreeEncoder(keys: .snakeCase).tree(finding),
            let (kind, own) = whole.first
        {
            members = Self.members(own)
            members["kind"] = .string(kind)
        }
        if let serviceLevel { members["service_level"] = .string(serviceLevel) }
        members["role"] = .string(role.rawValue)
        members["sentence"] = .string(sentence)
        return .object(members)
    }

    /// What stands beside the kind: a value without a label has the members itself.
    private static func members(_ tree: JSONTree) -> [String: JSONTree] {
        guard case .object(let members) = tree else { return [:] }
        if case .object(let inner)? = members[unnamed] { return inner }
        return members
    }

    private static let unnamed = "_0"

    // MARK: Reading

    private enum CodingKeys: String, CodingKey {
        case role, kind, sentence
        case serviceLevel = "service_level"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        role = try container.decode(Role.self, forKey: .role)
        sentence = try container.decode(String.self, forKey: .sentence)
        serviceLevel = try container.decodeIfPresent(String.self, forKey: .serviceLevel)
        let kind = try container.decode(String.self, forKey: .kind)
        let members = try JSONTree(from: decoder)
        finding =
            Self.finding(kind, members) ?? Self.finding(kind, [Self.unnamed: members]) ?? .told(sentence: sentence)
    }

    private static func finding(_ kind: String, _ members: JSONTree) -> Finding? {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try? decoder.decode(Finding.self, from: Data(JSONTree.object([kind: members]).compact.utf8))
    }
}

extension [FindingDocument] {
    /// The findings of a role, in order.
    func of(_ role: FindingDocument.Role) -> [Finding] { filter { $0.role == role }.map(\.finding) }
}
