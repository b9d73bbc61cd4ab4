import Foundation

/// A folder of results that appears under its name only when it is complete.
///
/// Files go to a hidden folder beside the target, which `commit` renames into place. Not for use by several threads
/// at once.
public struct ResultFolder: Sendable {
    /// The name the folder will have.
    public let path: String
    /// The hidden folder in which files are gathered.
    public let partialPath: String

    private let replace: Bool
    private let parent: String
    private let name: String

    /// A folder without this file is not taken for a result and is never replaced.
    public static let marker = "manifest.json"

    /// Begins a folder at `path`; missing parent folders are made.
    ///
    /// - Parameter replace: whether an older result at `path` may be replaced. Only an empty folder or one that holds
    ///   `marker` is: a slip of the hand must not cost a user a folder of something else.
    /// - Throws: `OutputError`.
    public init(path: String, replace: Bool) throws {
        self.path = path
        self.replace = replace
        let (parent, name) = FileSystem.split(path)
        guard !name.isEmpty else {
            throw OutputError.cannotWrite(path: path, reason: "give the folder a name of its own")
        }
        self.parent = parent
        self.name = name
        try Self.checkTarget(path, replace: replace)
        do {
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        } catch {
            throw OutputError.cannotWrite(path: path, reason: "the folder \(parent) cannot be made")
        }
        partialPath = try PartialOutputs.begin(target: path) {
            var attempt = 0
            while true {
                let candidate = FileSystem.partialName(folder: parent, name: name, attempt: attempt)
                if mkdir(candidate, 0o777) == 0 { return candidate }
                guard errno == EEXIST, attempt < 1000 else {
                    throw OutputError.cannotWrite(path: path, reason: FileSystem.lastError())
                }
                attempt += 1
            }
        }
    }

    /// Writes one file of the result.
    ///
    /// - Parameter name: a plain file name; no folders.
    /// - Throws: `OutputError`.
    public func write(_ name: String, _ bytes: [UInt8]) throws {
        guard !name.isEmpty, name != ".", name != "..", !name.contains("/") else {
            throw OutputError.cannotWrite(path: "\(path)/\(name)", reason: "it is not a plain file name")
        }
        guard !PartialOutputs.isClosed else { throw OutputError.interrupted(path: path) }
        let descriptor = open("\(partialPath)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(name) }
        // On the disk before `commit` gives the folder its name.
        let written =
            bytes.withUnsafeBytes { FileSystem.writeAll($0, to: descriptor) } && FileSystem.sync(descriptor)
        let reason = FileSystem.lastError()
        guard close(descriptor) == 0, written else {
            throw PartialOutputs.isClosed
                ? OutputError.interrupted(path: path)
                : OutputError.cannotWrite(path: "\(path)/\(name)", reason: reason)
        }
    }

    /// Writes one text file of the result, in UTF-8.
    public func write(_ name: String, _ text: String) throws {
        try write(name, [UInt8](text.utf8))
    }

    /// Puts the folder under its name. An older result is moved aside first and removed afterwards.
    ///
    /// - Throws: `OutputError`; the older result is then back in its place.
    public func commit() throws {
        var old: String?
        try PartialOutputs.finish(partialPath, target: path) {
            try Self.checkTarget(path, replace: replace)
            if FileSystem.kind(of: path) != .missing {
                let aside = partialPath + "-old"
                guard rename(path, aside) == 0 else {
                    throw OutputError.cannotWrite(path: path, reason: FileSystem.lastError())
                }
                old = aside
            }
            FileSystem.syncFolder(partialPath)
            guard rename(partialPath, path) == 0 else {
                let reason = FileSystem.lastError()
                if let old { rename(old, path) }
                throw OutputError.cannotWrite(path: path, reason: reason)
            }
        }
        if let old, !FileSystem.removeTree(old) {
            throw OutputError.cannotWrite(path: old, reason: "the replaced result could not be removed")
        }
    }

    /// Gives the result up and removes the hidden folder; does nothing after `commit`.
    public func discard() {
        PartialOutputs.discard(partialPath)
    }

    private func failure(_ name: String) -> OutputError {
        let reason = FileSystem.lastError()
        return PartialOutputs.isClosed
            ? .interrupted(path: path) : .cannotWrite(path: "\(path)/\(name)", reason: reason)
    }

    private static func checkTarget(_ path: String, replace: Bool) throws {
        switch FileSystem.kind(of: path) {
        case .missing: return
        case .file, .other:
            throw replace ? OutputError.cannotWrite(path: path, reason: "it is a file") : .exists(path: path)
        case .folder:
            guard replace else { throw OutputError.exists(path: path) }
            let content = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            guard content.isEmpty || content.contains(marker) else {
                throw OutputError.cannotWrite(
                    path: path, reason: "it is not a result folder (no \(marker) in it), so it is not replaced")
            }
        }
    }
}
