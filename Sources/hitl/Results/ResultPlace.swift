import Files
import Foundation

/// Where a command leaves its result, and how it was called.
enum ResultPlace {
    /// The folder to write to: the one asked for, the next free `results/NAME`, or none where JSON alone is wanted.
    static func folder(out: String?, force: Bool, json: Bool, name: String) throws -> ResultFolder? {
        if let out { return try ResultFolder(path: out, replace: force) }
        guard !json else { return nil }
        let base = "results/" + name
        var number = 1
        var path = base
        while FileManager.default.fileExists(atPath: path) {
            number += 1
            path = "\(base)-\(number)"
        }
        return try ResultFolder(path: path, replace: false)
    }

    /// The command line, the program by its name alone.
    static var commandLine: [String] {
        var words = CommandLine.arguments
        if let first = words.first { words[0] = (first as NSString).lastPathComponent }
        return words
    }
}
