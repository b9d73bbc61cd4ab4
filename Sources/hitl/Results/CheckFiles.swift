import ArgumentParser
import Experiments
import Files
import Foundation
import Reports
import Results

/// The files of `hitl check`: outputs, and their places for annotations.
enum CheckFiles {
    /// Refuses what would write one file twice, or over what is read, before anything runs.
    static func validate(
        scenario: String, baseline: String?, junit: String?, markdown: String?, writesBaseline: Bool,
        force: Bool
    ) throws {
        func isSame(_ one: String, _ other: String) -> Bool {
            func resolved(_ path: String) -> String {
                URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
            }
            // What goes to a terminal or a pipe may go there twice.
            var info = stat()
            if stat(one, &info) == 0, info.st_mode & S_IFMT != S_IFREG { return false }
            return resolved(one) == resolved(other)
        }
        if let baseline, isSame(baseline, scenario) {
            throw ValidationError(
                "--baseline is the scenario itself: name the file that --update-baseline "
                    + (writesBaseline ? "is to write" : "wrote"))
        }
        var seen = [("the scenario", scenario)] + (baseline.map { [("--baseline", $0)] } ?? [])
        for (name, path) in [("--junit", junit), ("--markdown", markdown)] {
            guard let path else { continue }
            // Without --force the scenario and the baseline are refused as any other file that no check wrote.
            if let other = seen.first(where: { isSame(path, $0.1) }), force || other.0 == "--junit" {
                throw ValidationError("\(other.0) and \(name) are the same file, \(path)")
            }
            seen.append((name, path))
        }
    }

    /// Begins a file, which takes the place of one that an earlier check wrote.
    static func begin(_ path: String?, force: Bool, isOurs: ([UInt8]) -> Bool) throws -> PartialFile? {
        guard let path else { return nil }
        var info = stat()
        var mayReplace = force
        if !force, stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG {
            let old = try InputFile.read(path)
            mayReplace = old.isEmpty || isOurs(old)
        }
        return try PartialFile(path: path, replace: mayReplace)
    }

    /// A result whose file is named as annotations want it.
    static func placed(_ result: CheckResult) -> CheckResult {
        var placed = result
        placed.file = place(result.file)
        return placed
    }

    /// What kept a check from judging, as annotations; nil for the exit codes of verdicts and an interruption.
    static func annotations(of error: any Error) -> String? {
        func text(_ problems: [Problem]) -> String {
            GitHubAnnotations.text(problems) { file in
                // A value from the command line has no file.
                file.isEmpty || file.hasPrefix("--") ? nil : place(file)
            }
        }
        switch error {
        case let problems as Problems: return text(problems.problems)
        case let problem as Problem: return text([problem])
        case is ExitCode, OutputError.interrupted: return nil
        case let error as ValidationError: return GitHubAnnotations.text(error.message)
        default: return GitHubAnnotations.text("\(error)")
        }
    }

    /// What kept a check from judging, in lines; nil for the exit codes of verdicts.
    static func reason(of error: any Error) -> String? {
        switch error {
        case is ExitCode: nil
        case let error as ValidationError: error.message
        default: "\(error)"
        }
    }

    /// The baseline that a new one takes the place of; nil without one, and where it cannot be read.
    static func earlier(_ path: String) -> Baseline? {
        guard let bytes = try? InputFile.read(path) else { return nil }
        return try? BaselineJSON.read(bytes, file: path)
    }

    /// The path from the root of the repository, which is what GitHub wants.
    private static func place(_ file: String) -> String {
        guard let root = ProcessInfo.processInfo.environment["GITHUB_WORKSPACE"], !root.isEmpty else { return file }
        let absolute = URL(fileURLWithPath: file).standardizedFileURL.path
        return absolute.hasPrefix(root + "/") ? String(absolute.dropFirst(root.count + 1)) : file
    }
}
