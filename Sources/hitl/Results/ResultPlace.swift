import Files
import Foundation

/// Where a command leaves its result, and how it was called.
enum ResultPlace {
    /// The folder to write to: the one asked for, the next free `results/NAME`, or none where JSON alone is wanted.
    static func folder(out: String?, force: Bool, json: Bool, name: String) throws -> ResultFolder? {
        if let out { return try ResultFolder(path: out, claim: force ? .replacing : .asked) }
        return json ? nil : try ResultFolder(path: "results/" + name, claim: .nextFree)
    }

    /// Says where the page of a finished result is, and where another run had taken its name meanwhile.
    ///
    /// - Parameter place: where `folder` was put.
    static func announce(_ place: String, of folder: ResultFolder) {
        if place != folder.expectedPath {
            Console.note("note: another run has taken \(folder.expectedPath) meanwhile: this result is in \(place)")
        }
        ResultPage.announce(place + "/report.html")
    }

    /// The command line, the program by its name alone.
    static var commandLine: [String] {
        var words = CommandLine.arguments
        if let first = words.first { words[0] = (first as NSString).lastPathComponent }
        return words
    }
}
