import Files
import Foundation

/// Results as files of folders, each named by the hash of its task; new ones go to the first folder.
public struct SweepFolder: SweepStore {
    /// The folders that are searched, in order.
    public let folders: [String]

    /// Names the folders; they need not be there yet.
    public init(folders: [String]) { self.folders = folders }

    /// Makes the first folder, and removes what a killed program left in it half written.
    ///
    /// - Throws: `OutputError`.
    public func prepare() throws {
        guard let folder = folders.first else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw OutputError.cannotWrite(path: folder, reason: "the folder cannot be made")
        }
        PartialFile.removeAbandoned(in: folder)
    }

    /// What names of results end with.
    public static let suffix = ".result"

    /// Whether the whole result of a task is there.
    public func has(_ hash: String) -> Bool {
        paths(hash).contains { (try? InputFile.read($0)).map { SweepResult.isWhole($0, hash: hash) } ?? false }
    }

    /// A result; nil when it is not there, or not whole.
    public func result(_ hash: String) throws -> SweepResult? {
        for path in paths(hash) {
            if let found = SweepResult(bytes: try InputFile.read(path), hash: hash) { return found }
        }
        return nil
    }

    /// A file under the name of a result that is cut, or holds something else; nil where there is none.
    public func damaged(_ hash: String) -> String? { has(hash) ? nil : paths(hash).first }

    /// Keeps a result.
    public func keep(_ result: SweepResult, _ hash: String) throws {
        // A result that the power took is seen by `isWhole` and made again; waiting for the disk costs more than a point.
        try WholeFile.write(
            result.bytes(hash: hash), to: (folders.first ?? ".") + "/" + hash + Self.suffix, replace: true,
            isDurable: false)
    }

    private func paths(_ hash: String) -> [String] {
        folders.map { $0 + "/" + hash + Self.suffix }.filter { FileManager.default.fileExists(atPath: $0) }
    }
}
