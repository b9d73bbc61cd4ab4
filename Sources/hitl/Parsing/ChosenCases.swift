import Files
import Foundation
import Verification

/// The cases that `--ids` or `--emit` names, or all.
struct ChosenCases {
    /// Names separated by commas; nil for all.
    let names: String?

    /// Those of a file, in its order.
    ///
    /// - Throws: `DataError` for a name that no case has.
    func cases(of all: [TheoryCase], file: String) throws -> [TheoryCase] {
        guard let names else { return all }
        let wanted = names.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        for name in wanted where !all.contains(where: { $0.id == name }) {
            let near = Spelling.closest(to: name, among: all.map(\.id))
            throw DataError("\(file): there is no case '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
        }
        return all.filter { wanted.contains($0.id) }
    }
}
