import Foundation

/// Reads a user's file whole, with errors that say what to do.
public enum InputFile {
    /// The bytes of the file at `path`; a pipe is read to its end.
    ///
    /// - Parameter kind: how much is read: what has more, or has no end, is refused while it is read.
    /// - Throws: `Problem` when there is no such file, it is a folder or a device, it may not be read or has too much.
    public static func read(_ path: String, as kind: InputKind = .document) throws -> [UInt8] {
        let descriptor = try open(path)
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw unreadable(path) }
        let isFile = info.st_mode & S_IFMT == S_IFREG
        let most = isFile ? kind.mostBytes : kind.mostPipedBytes
        guard Int(info.st_size) <= most else { throw tooLarge(path, kind, most, isFile: isFile) }
        var bytes: [UInt8] = []
        // One spare byte lets the last read see the end without growing.
        var room = max(Int(info.st_size) + 1, 1 << 16)
        while true {
            let old = bytes
            var failed = false
            var ended = false
            bytes = [UInt8](unsafeUninitializedCapacity: old.count + room) { target, filled in
                old.withUnsafeBytes { UnsafeMutableRawBufferPointer(target).copyMemory(from: $0) }
                filled = old.count
                while filled < target.count {
                    let got = Foundation.read(descriptor, target.baseAddress.map { $0 + filled }, target.count - filled)
                    if got < 0, errno == EINTR { continue }
                    failed = got < 0
                    ended = got == 0
                    if got <= 0 { return }
                    filled += got
                }
            }
            if failed { throw unreadable(path) }
            if ended { return bytes }
            guard bytes.count <= most else { throw tooLarge(path, kind, most, isFile: isFile) }
            room = min(bytes.count, most + 1 - bytes.count)
        }
    }

    /// An open descriptor for the file at `path`, to be closed by the caller; errors as for `read`.
    package static func open(_ path: String) throws -> Int32 {
        switch FileSystem.kind(of: path) {
        case .folder:
            throw Problem(file: path, message: "this is a folder", remedy: "name a file in it")
        case .missing:
            throw Problem(file: path, message: "there is no such file", remedy: missingRemedy(path))
        case .file, .other: break
        }
        try refuseDevice(path) { stat(path, &$0) }
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        do {
            // Another file may have taken the name meanwhile.
            try refuseDevice(path) { fstat(descriptor, &$0) }
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    /// A device has no end, or acts when it is read.
    private static func refuseDevice(_ path: String, _ look: (inout stat) -> Int32) throws {
        var info = stat()
        guard look(&info) == 0 else { return }
        let kind = info.st_mode & S_IFMT
        guard kind == S_IFCHR || kind == S_IFBLK || kind == S_IFSOCK else { return }
        throw Problem(
            file: path, message: kind == S_IFSOCK ? "this is a socket" : "this is a device",
            remedy: "name a file or a pipe")
    }

    private static func tooLarge(_ path: String, _ kind: InputKind, _ most: Int, isFile: Bool) -> Problem {
        Problem(
            file: path,
            message: "this is no \(kind.name.drop { $0 != " " }.dropFirst()): it has more than \(most >> 20) MB",
            remedy: isFile || most == kind.mostBytes
                ? "name \(kind.name) of \(most >> 20) MB or less" : "a pipe may have no end: put it into a file first")
    }

    private static func unreadable(_ path: String) -> Problem {
        Problem(
            file: path, message: "cannot be read: \(FileSystem.lastError())", remedy: "check the file's permissions")
    }

    private static func missingRemedy(_ path: String) -> String {
        let (folder, name) = FileSystem.split(path)
        guard FileSystem.kind(of: folder) == .folder else {
            let (above, own) = FileSystem.split(folder)
            if let near = nearest(own, in: above) {
                let moved = join(path, above: above, near + "/" + name)
                if FileSystem.kind(of: moved) == .file { return "did you mean '\(moved)'?" }
            }
            return "check the path: there is no folder \(folder) either"
        }
        guard let near = nearest(name, in: folder) else { return "check the name, or put the file there" }
        return "did you mean '\(join(path, above: folder, near))'?"
    }

    /// A path as the user would write it: without the current folder.
    private static func join(_ path: String, above folder: String, _ name: String) -> String {
        folder == "." && !path.hasPrefix("./") ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    /// The visible entry of a folder whose name, or whose name without its extension, is nearest.
    private static func nearest(_ name: String, in folder: String) -> String? {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let entries = all.filter { !$0.hasPrefix(".") && FileSystem.kind(of: folder + "/" + $0) != .other }.sorted()
        func stem(_ name: String) -> String { (name as NSString).deletingPathExtension }
        return entries.first { stem($0) == stem(name) && !stem(name).isEmpty }
            ?? Spelling.closest(to: name, among: entries)
    }
}
