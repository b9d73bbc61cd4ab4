import Foundation

/// A folder of results that appears under its name only when it is complete.
///
/// Files go to a hidden folder beside the target, which `commit` renames into place. Not for use by several threads
/// at once.
public struct ResultFolder: Sendable {
    /// The name the folder was asked to have.
    public let path: String
    /// The name that the folder would have had when it was begun: the one asked for, or the next that was free.
    public let expectedPath: String
    /// The hidden folder in which files are gathered.
    public let partialPath: String

    /// What becomes of a result whose name is taken.
    public enum Claim: Sendable {
        /// Nothing is begun; a name that is taken only when the result is finished is an error after it was kept.
        case asked
        /// An older result makes room, and nothing else does.
        case replacing
        /// The result takes the next free name: `name-2`, `name-3` and so on.
        case nextFree
    }

    private let claim: Claim
    private let parent: String
    private let name: String

    /// The file that makes a folder a result; see ``ResultKind``.
    public static let marker = "manifest.json"

    /// Begins a folder at `path`; missing parent folders are made.
    ///
    /// - Throws: `OutputError`.
    public init(path: String, claim: Claim) throws {
        self.path = path
        self.claim = claim
        let (parent, name) = FileSystem.split(path)
        guard !name.isEmpty else {
            throw OutputError.cannotWrite(path: path, reason: "give the folder a name of its own")
        }
        self.parent = parent
        self.name = name
        expectedPath = claim == .nextFree ? Self.nextFree(path) : FileSystem.trimmed(path)
        if claim != .nextFree { try Self.checkTarget(FileSystem.trimmed(path), replace: claim == .replacing) }
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

    /// The name that a result would have now: the one given, or the next free one after it.
    private static func nextFree(_ path: String) -> String {
        var number = 1
        var candidate = path
        while FileSystem.isTaken(candidate) {
            number += 1
            candidate = "\(path)-\(number)"
        }
        return candidate
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
    /// A result that is finished is never lost: where its name was taken meanwhile, it is kept under the next free one.
    ///
    /// - Returns: where the result is.
    /// - Throws: `OutputError`; `kept` where the result is complete under another name than the one asked for.
    public func commit() throws -> String {
        let asked = FileSystem.trimmed(path)
        FileSystem.syncFolder(partialPath)
        var place = asked
        var refusal: OutputError?
        var old: [String] = []
        try PartialOutputs.finish(partialPath, target: path) {
            var attempt = 0
            while true {
                if claim == .nextFree || refusal != nil { place = Self.nextFree(asked) }
                do {
                    if place == asked, claim != .nextFree {
                        try Self.checkTarget(place, replace: claim == .replacing)
                        if claim == .replacing { old += try moveAside(place, number: attempt) }
                    }
                    // Where something appeared meanwhile, the system refuses: it replaces nothing but an empty folder.
                    if rename(partialPath, place) == 0 { break }
                    let isTaken = FileSystem.isTaken(place)
                    let reason = FileSystem.lastError()
                    attempt += 1
                    guard !isTaken || attempt > 1000 else { continue }
                    if let last = old.popLast(), !FileSystem.isTaken(asked) { rename(last, asked) }
                    throw OutputError.cannotWrite(path: place, reason: reason)
                } catch let error as OutputError where refusal == nil && FileSystem.isTaken(asked) {
                    // Somebody has taken the name since the run began.
                    refusal = error
                }
            }
            return old
        }
        FileSystem.syncFolder(parent)
        for folder in old where !Self.removeFiles(folder) {
            throw OutputError.cannotWrite(
                path: folder, reason: "the replaced result could not be removed; the new one is in \(place)")
        }
        if refusal != nil { throw OutputError.kept(path: path, place: place) }
        return place
    }

    /// Moves an older result out of the way; its new place, or none where nothing was there.
    private func moveAside(_ place: String, number: Int) throws -> [String] {
        guard FileSystem.isTaken(place) else { return [] }
        let aside = partialPath + "-old" + (number == 0 ? "" : "-\(number)")
        guard rename(place, aside) == 0 else {
            if errno == ENOENT { return [] }
            throw OutputError.cannotWrite(path: place, reason: FileSystem.lastError())
        }
        do {
            // What was moved is what is removed: it is looked at once more, where nobody else works on it.
            try Self.checkTarget(aside, replace: true)
        } catch {
            if rename(aside, place) != 0 {
                throw OutputError.cannotWrite(
                    path: place, reason: "what was there is now in \(aside), and cannot be put back")
            }
            throw OutputError.cannotWrite(path: place, reason: "something was put into it meanwhile")
        }
        return [aside]
    }

    /// Removes a folder that holds nothing but files of a result; true when it is gone.
    private static func removeFiles(_ folder: String) -> Bool {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] { unlink("\(folder)/\(name)") }
        guard rmdir(folder) == 0 || errno == ENOENT else { return false }
        PartialOutputs.discard(folder)
        return true
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

    /// Refuses a name that is taken, unless it is by a result that may be replaced: the name of a folder, not a link, whose
    /// manifest is ours and in which there is nothing that a result of its kind does not have.
    private static func checkTarget(_ path: String, replace: Bool) throws {
        func refuse(_ reason: String) -> OutputError { .cannotWrite(path: path, reason: reason) }
        guard FileSystem.isTaken(path) else { return }
        guard replace else { throw OutputError.exists(path: path) }
        guard !FileSystem.isLink(path) else {
            throw refuse("it is a link, so it is not replaced; name the folder that it leads to")
        }
        guard FileSystem.kind(of: path) == .folder else { throw refuse("it is a file") }
        guard let content = try? FileManager.default.contentsOfDirectory(atPath: path).sorted() else {
            throw refuse("what is in it cannot be read")
        }
        if content.isEmpty { return }
        let manifest = "\(path)/\(marker)"
        guard content.contains(marker), !FileSystem.isLink(manifest), FileSystem.kind(of: manifest) == .file,
            let bytes = try? InputFile.read(manifest, as: .document), let kind = ResultKind(manifest: bytes)
        else {
            let reason = content.contains(marker) ? "its \(marker) is not hitl's" : "no \(marker) in it"
            throw refuse("it is not a result folder (\(reason)), so it is not replaced")
        }
        for name in content {
            let file = "\(path)/\(name)"
            let isPlain = !FileSystem.isLink(file) && FileSystem.kind(of: file) == .file
            guard isPlain, kind.files.contains(name) else {
                let what = FileSystem.isLink(file) ? "a link" : isPlain ? "a file" : "a folder"
                throw refuse(
                    "'\(PlainName.shown(name))' in it is \(what) that no \(kind.rawValue) of hitl writes, so it is not "
                        + "replaced; move that away, or choose another place")
            }
        }
    }
}
