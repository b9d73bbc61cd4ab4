import Experiments
import Foundation
import Verification

/// The shared case files, where they are.
enum Truth {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/truth")

    static let isThere = FileManager.default.fileExists(atPath: folder.appendingPathComponent("public.json").path)

    /// The cases with these names, or all.
    static func cases(_ ids: [String]? = nil, file: String = "public.json") throws -> [TheoryCase] {
        let all = try TheoryCase.read(folder.appendingPathComponent(file).path)
        guard let ids else { return all }
        return all.filter { ids.contains($0.id) }
    }
}
