/// How large files and folders may be. There are no exceptions left, and none may be added.
enum HouseLimits {
    /// Most Swift files of a folder, those of folders in it not counted.
    static let mostFiles = 30
    /// Most lines of a Swift file.
    static let longestFile = 300
    /// Most lines of a file that reads a command and calls what does the work.
    static let longestCommand = 120
    static let commands = "Sources/hitl/Commands/"

    /// Files that are longer than they may be: none.
    static let longFiles: Set<String> = []

    /// Most lines of a file.
    static func most(_ path: String) -> Int { path.hasPrefix(commands) ? longestCommand : longestFile }

    static func lines(_ text: String) -> Int { text.utf8.count { $0 == 10 } }

    /// What is wrong with the length of a file, as "line: what".
    static func tooLong(path: String, text: String, exceptions: Set<String> = longFiles) -> [String] {
        let (lines, most) = (lines(text), most(path))
        return lines > most && !exceptions.contains(path) ? ["\(lines): more than \(most) lines"] : []
    }

    /// Exceptions that are none any more, of files that were shortened, moved or removed.
    static func needless(in files: [(path: String, text: String)], exceptions: Set<String> = longFiles) -> [String] {
        let long = files.filter { lines($0.text) > most($0.path) }.map(\.path)
        return exceptions.subtracting(long).sorted()
    }

    /// Folders with too many files, as "folder: what".
    static func crowded(_ paths: [String]) -> [String] {
        var counts: [String: Int] = [:]
        for path in paths { counts[path.split(separator: "/").dropLast().joined(separator: "/"), default: 0] += 1 }
        return counts.filter { $0.value > mostFiles }.map { "\($0.key): \($0.value) files, more than \(mostFiles)" }
            .sorted()
    }
}
