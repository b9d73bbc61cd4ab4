import Files
import Foundation
import Reports

/// The files of a result: of a folder on disk, or of one that is about to be written.
struct StoredFiles {
    /// The folder.
    let path: String
    /// Files that are not on disk yet, by name.
    private var pending: [String: [UInt8]]?

    /// A folder on disk.
    ///
    /// - Throws: `Problem` when it is no folder.
    init(_ path: String) throws {
        self.path = path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Problem(file: path, message: "there is no such folder", remedy: "name a result folder")
        }
        guard isFolder.boolValue else {
            throw Problem(file: path, message: "this is a file", remedy: "name the result folder that it is in")
        }
    }

    /// A folder to be written, with its files.
    init(_ path: String, files: [(name: String, bytes: [UInt8])]) {
        self.path = path
        pending = Dictionary(files.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    }

    /// Path of a file in messages.
    func place(_ name: String) -> String { "\(path)/\(name)" }

    /// The bytes of a file.
    ///
    /// - Throws: `Problem` when it is missing or cannot be read.
    func bytes(_ name: String) throws -> [UInt8] {
        if let pending {
            guard let bytes = pending[name] else {
                throw Problem(file: place(name), message: "there is no such file", remedy: "make the result again")
            }
            return bytes
        }
        return try InputFile.read(place(name))
    }
}
