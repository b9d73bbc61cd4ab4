import Foundation

/// How the labels of a table are spelt, and which of them look like the same one.
public struct LabelSpellings: Sendable, Equatable {
    /// Rows whose label had white space around it, which is left out.
    public private(set) var trimmedRows = 0
    private var spellings: [String: Set<[UInt8]>] = [:]

    /// Begins without any label.
    public init() {}

    /// Notes the label of a row.
    ///
    /// - Returns: the label without white space at its ends, in Unicode normalisation form C.
    public mutating func add(_ cell: String) -> String {
        let label = ComposedText.label(cell)
        let bare = Array(cell.trimmingCharacters(in: .whitespacesAndNewlines).utf8)
        if bare.count != cell.utf8.count { trimmedRows += 1 }
        spellings[label, default: []].insert(bare)
        return label
    }

    /// Labels that were written in more than one Unicode form and are one label now, in the order of their UTF-8 bytes.
    public var joined: [String] {
        Self.sorted(spellings.filter { $0.value.count > 1 }.map(\.key))
    }

    /// Groups of different labels that differ only in case, width, Unicode form or spaces inside.
    public var alike: [[String]] {
        let groups = Dictionary(grouping: spellings.keys, by: ComposedText.folded).values.filter { $0.count > 1 }
        return groups.map(Self.sorted).sorted { ($0.first ?? "") < ($1.first ?? "") }
    }

    private static func sorted(_ labels: [String]) -> [String] {
        labels.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
