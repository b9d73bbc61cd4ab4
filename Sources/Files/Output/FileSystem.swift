import Foundation

/// The few calls to the operating system that reading and writing whole files takes.
enum FileSystem {
    /// What is at a path.
    enum Kind {
        case missing, file, folder, other
    }

    /// What is at `path`, links followed.
    static func kind(of path: String) -> Kind {
        var info = stat()
        guard stat(path, &info) == 0 else { return .missing }
        switch info.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    /// Whether anything has the name `path`, a link that leads nowhere included.
    static func isTaken(_ path: String) -> Bool {
        var info = stat()
        return lstat(path, &info) == 0
    }

    /// Whether `path` is a link.
    static func isLink(_ path: String) -> Bool {
        var info = stat()
        return lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFLNK
    }

    /// `path` without slashes at its end, which would make the system follow a link.
    static func trimmed(_ path: String) -> String {
        var trimmed = path[...]
        while trimmed.count > 1, trimmed.last == "/" { trimmed.removeLast() }
        return String(trimmed)
    }

    /// The system's words for the last error of a call.
    static func lastError() -> String {
        String(cString: strerror(errno))
    }

    /// Folder and name of `path`; the name is empty for `/`, `.` and `..`.
    static func split(_ path: String) -> (folder: String, name: String) {
        let trimmed = trimmed(path)
        guard let slash = trimmed.lastIndex(of: "/") else {
            return (".", trimmed == "." || trimmed == ".." ? "" : trimmed)
        }
        let name = String(trimmed[trimmed.index(after: slash)...])
        let folder = slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
        return (folder, name == "." || name == ".." ? "" : name)
    }

    /// A hidden name beside `name` for what is not complete: `.<name>.partial-<process>`, numbered from the second on.
    static func partialName(folder: String, name: String, attempt: Int) -> String {
        "\(folder)/.\(name).partial-\(getpid())" + (attempt == 0 ? "" : "-\(attempt)")
    }

    /// Writes all of `bytes` to an open descriptor; false, with errno set, when the system refuses.
    static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            done += count
        }
        return true
    }

    /// Waits until the disk has what was written; false, with errno set, when it has not. What cannot be waited for, such as
    /// a file system without it, is as safe as it gets.
    static func sync(_ descriptor: Int32) -> Bool {
        while fsync(descriptor) != 0 {
            if errno == EINTR { continue }
            return errno == EINVAL || errno == ENOTSUP || errno == ENOSYS
        }
        return true
    }

    /// Waits until the disk has the names in a folder, as far as the system lets it.
    static func syncFolder(_ path: String) {
        let folder = open(path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        _ = sync(folder)
        close(folder)
    }

    /// Removes a file or a folder with all it holds; true when nothing is left at `path`.
    @discardableResult
    static func removeTree(_ path: String) -> Bool {
        try? FileManager.default.removeItem(atPath: path)
        return kind(of: path) == .missing
    }
}
