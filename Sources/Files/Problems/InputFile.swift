import Foundation

/// Reads a user's file whole, with errors that say what to do.
public enum InputFile {
    /// The bytes of the file at `path`; pipes and devices are read to their end.
    ///
    /// - Throws: `Problem` when there is no such file, it is a folder, or it may not be read.
    public static func read(_ path: String) throws -> [UInt8] {
        let descriptor = try open(path)
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw unreadable(path) }
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
            room = bytes.count
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
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        return descriptor
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
