import Foundation

/// A file to which whole lines are added, each safe on the disk before `append` returns: for journals that must survive a
/// killed process.
///
/// A last line without its line end, which a process left that died while it wrote, is cut off when the file is opened:
/// nobody was told that it had been written. One process at a time has the file open. Not for use by several threads at
/// once.
public final class AppendFile {
    /// The file.
    public let path: String
    /// Bytes of an unfinished last line that were cut off.
    public let droppedBytes: Int
    /// Bytes in the file.
    public private(set) var size: Int64
    private let descriptor: Int32

    /// Opens the file at `path`, or begins it; its folder must exist.
    ///
    /// - Parameter isPrivate: true for what customers wrote: only the owner may read the file (0600).
    /// - Throws: `OutputError.cannotWrite`, also when another process has it open.
    public init(path: String, isPrivate: Bool = false) throws {
        func refuse(_ reason: String) -> OutputError { .cannotWrite(path: path, reason: reason) }
        let isNew = FileSystem.kind(of: path) == .missing
        if FileSystem.kind(of: path) == .folder { throw refuse("it is a folder") }
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
        guard opened >= 0 else { throw refuse(FileSystem.lastError()) }
        do {
            guard flock(opened, LOCK_EX | LOCK_NB) == 0 else { throw refuse("another process has it open") }
            var info = stat()
            guard fstat(opened, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { throw refuse("it is no file") }
            if isPrivate { fchmod(opened, 0o600) }
            let whole = try Self.endOfLastLine(opened, size: Int64(info.st_size), path: path)
            guard ftruncate(opened, off_t(whole)) == 0, lseek(opened, off_t(whole), SEEK_SET) >= 0 else {
                throw refuse(FileSystem.lastError())
            }
            if isNew { Self.syncFolder(of: path) }
            droppedBytes = Int(Int64(info.st_size) - whole)
            size = whole
        } catch {
            close(opened)
            throw error
        }
        self.path = path
        descriptor = opened
    }

    deinit {
        // A child process that is just being started holds a copy of the descriptor for a moment, and the lock with it.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Adds a line and waits until it is on the disk.
    ///
    /// - Parameter line: without its line end, and with none in it.
    /// - Throws: `OutputError.cannotWrite`; the file is then as it was before.
    public func append(line: [UInt8]) throws {
        guard !line.contains(10) else { throw OutputError.cannotWrite(path: path, reason: "a line end in a line") }
        try append(lines: line + [10])
    }

    /// Adds whole lines and waits once until they are on the disk.
    ///
    /// - Parameter bytes: lines, each with its line end.
    /// - Throws: `OutputError.cannotWrite`; the file is then as it was before.
    public func append(lines bytes: [UInt8]) throws {
        guard bytes.last == 10 else { throw OutputError.cannotWrite(path: path, reason: "a line without its end") }
        guard bytes.withUnsafeBytes({ FileSystem.writeAll($0, to: descriptor) }), FileSystem.sync(descriptor) else {
            let reason = FileSystem.lastError()
            // What was written in part must not become part of the next line.
            _ = ftruncate(descriptor, off_t(size))
            _ = lseek(descriptor, off_t(size), SEEK_SET)
            throw OutputError.cannotWrite(path: path, reason: reason)
        }
        size += Int64(bytes.count)
    }

    /// Empties the file and waits until the disk knows.
    ///
    /// - Throws: `OutputError.cannotWrite`.
    public func removeAll() throws {
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0, FileSystem.sync(descriptor) else {
            throw OutputError.cannotWrite(path: path, reason: FileSystem.lastError())
        }
        size = 0
    }

    /// Bytes of the file at `path`; nil where there is none.
    ///
    /// - Throws: `OutputError.cannotWrite` where there is something else, such as a folder or a device.
    public static func size(of path: String) throws -> Int64? {
        var info = stat()
        guard stat(path, &info) == 0 else { return nil }
        guard info.st_mode & S_IFMT == S_IFREG else {
            throw OutputError.cannotWrite(path: path, reason: "there is something that is no file")
        }
        return Int64(info.st_size)
    }

    /// The place after the last line end, searched from the back.
    private static func endOfLastLine(_ descriptor: Int32, size: Int64, path: String) throws -> Int64 {
        var end = size
        var chunk = [UInt8](repeating: 0, count: 1 << 12)
        while end > 0 {
            let start = max(0, end - Int64(chunk.count))
            let wanted = Int(end - start)
            let got = chunk.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, wanted, off_t(start)) }
            guard got == wanted else { throw OutputError.cannotWrite(path: path, reason: "it cannot be read") }
            if let last = chunk[..<wanted].lastIndex(of: 10) { return start + Int64(last) + 1 }
            end = start
        }
        return 0
    }

    /// Makes the name of a new file as safe as its contents.
    private static func syncFolder(of path: String) {
        let folder = open(FileSystem.split(path).folder, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
