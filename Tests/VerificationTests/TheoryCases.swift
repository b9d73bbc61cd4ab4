import TestSupport
import Verification

extension TheoryTable {
    /// The cases of a file with these names, or all, as `hitl verify --cases` reads them.
    static func theoryCases(_ ids: [String]? = nil, file: String = "exact.json") throws -> [TheoryCase] {
        let all = try TheoryCase.read(path(file))
        guard let ids else { return all }
        return all.filter { ids.contains($0.id) }
    }
}
