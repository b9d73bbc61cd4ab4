import Foundation

/// A file that appears under its name only when it is complete; for outputs too large to hold in memory.
///
/// It is written under a hidden name in the same folder and renamed by `commit`, on the disk before it has its name, so that
/// no loss of power leaves the name with less than the whole. A device or pipe (such as
/// `/dev/stdout`) is written to directly, without what acts on a terminal (`VisibleText`). Not for use by several threads
/// at once.
public final class PartialFile {
    /// The name the file will have.
    public let path: String
    private let replace: Bool
    private let isDurable: Bool
    private let target: String
    private var partialPath: String?
    private var descriptor: Int32 = -1
    private var buffer: [UInt8] = []
    private var isTerminal = false

    private static let bufferSize = 1 << 16

    /// Begins a file at `path`, whose folder must exist.
    ///
    /// - Parameters:
    ///   - replace: whether a file that is there already may be replaced.
    ///   - isDurable: false for one of many small files that can be made again: `commit` then leaves it to the system
    ///     when the disk has it.
    ///   - isPrivate: true for what customers wrote: only the owner may read the file (0600).
    /// - Throws: `OutputError`.
    public init(path: String, replace: Bool, isDurable: Bool = true, isPrivate: Bool = false) throws {
        self.path = path
        self.replace = replace
        self.isDurable = isDurable
        // Replacing a link replaces what it points to.
        let resolved = FileSystem.kind(of: path) == .missing ? nil : realpath(path, nil)
        target = resolved.map { String(cString: $0) } ?? path
        free(resolved)
        let (folder, name) = FileSystem.split(target)
        switch FileSystem.kind(of: target) {
        case .folder: throw OutputError.cannotWrite(path: path, reason: "it is a folder")
        case .file where !replace: throw OutputError.exists(path: path)
        case .other:
            descriptor = open(target, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw OutputError.cannotWrite(path: path, reason: FileSystem.lastError())
            }
            isTerminal = isatty(descriptor) == 1
            return
        case .file, .missing: break
        }
        guard !name.isEmpty else { throw OutputError.cannotWrite(path: path, reason: "it names no file") }
        guard FileSystem.kind(of: folder) == .folder else {
            throw OutputError.cannotWrite(path: path, reason: "there is no folder \(folder)")
        }
        var opened: Int32 = -1
        partialPath = try PartialOutputs.begin(target: path) {
            var attempt = 0
            while true {
                let candidate = FileSystem.partialName(folder: folder, name: name, attempt: attempt)
                opened = open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
                if opened >= 0 { return candidate }
                guard errno == EEXIST, attempt < 1000 else {
                    throw OutputError.cannotWrite(path: path, reason: FileSystem.lastError())
                }
                attempt += 1
            }
        }
        descriptor = opened
        var info = stat()
        if !isPrivate, stat(target, &info) == 0 { fchmod(descriptor, info.st_mode & 0o777) }
    }

    deinit {
        discard()
    }

    /// Adds bytes.
    ///
    /// - Throws: `OutputError.cannotWrite`, after which the file can only be discarded.
    public func append(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try append($0) }
    }

    /// Adds bytes.
    ///
    /// - Throws: `OutputError.cannotWrite`, after which the file can only be discarded.
    public func append(_ bytes: UnsafeRawBufferPointer) throws {
        buffer += bytes
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Adds text in UTF-8.
    public func append(_ text: String) throws {
        var text = text
        try text.withUTF8 { try append(UnsafeRawBufferPointer($0)) }
    }

    /// Hands what was added so far to the system.
    public func flush() throws {
        guard descriptor >= 0 else { throw OutputError.cannotWrite(path: path, reason: "it is closed") }
        if isTerminal { buffer = Array(VisibleText.page(String(decoding: buffer, as: UTF8.self)).utf8) }
        guard buffer.withUnsafeBytes({ FileSystem.writeAll($0, to: descriptor) }) else {
            throw OutputError.cannotWrite(path: path, reason: FileSystem.lastError())
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Completes the file and puts it under its name.
    ///
    /// - Throws: `OutputError`; the hidden file is then gone and the old one untouched.
    public func commit() throws {
        do {
            try flush()
            let isSafe = partialPath == nil || !isDurable || FileSystem.sync(descriptor)
            guard isSafe, closeDescriptor() else {
                throw OutputError.cannotWrite(path: path, reason: FileSystem.lastError())
            }
            guard let partialPath else { return }
            try PartialOutputs.finish(partialPath, target: path) {
                try moveIntoPlace(partialPath)
                return []
            }
            self.partialPath = nil
        } catch {
            discard()
            throw error
        }
    }

    /// Gives the file up; does nothing after `commit`.
    public func discard() {
        _ = closeDescriptor()
        if let partialPath { PartialOutputs.discard(partialPath) }
        partialPath = nil
    }

    /// Removes from a folder the hidden files of programs that were killed while they wrote: those whose process is
    /// there no more.
    public static func removeAbandoned(in folder: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasPrefix(".") {
            guard let mark = name.range(of: ".partial-", options: .backwards),
                let process = Int32(name[mark.upperBound...].prefix { $0.isNumber }), process != getpid(),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            unlink(folder + "/" + name)
        }
    }

    private func moveIntoPlace(_ partialPath: String) throws {
        if !replace {
            // Unlike rename, link fails where something appeared under the name in the meantime.
            if link(partialPath, target) == 0 {
                unlink(partialPath)
                return
            }
            if errno == EEXIST || FileSystem.kind(of: target) != .missing { throw OutputError.exists(path: path) }
        }
        guard rename(partialPath, target) == 0 else {
            throw OutputError.cannotWrite(path: path, reason: FileSystem.lastError())
        }
    }

    private func closeDescriptor() -> Bool {
        guard descriptor >= 0 else { return true }
        defer { descriptor = -1 }
        return close(descriptor) == 0
    }
}
