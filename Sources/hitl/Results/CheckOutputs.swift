import Experiments
import Files
import Reports

/// The files that `hitl check` writes for others to read: JUnit XML and Markdown.
struct CheckOutputs {
    private let xml: PartialFile?
    private let page: PartialFile?

    /// Begins those that are asked for.
    ///
    /// - Throws: `OutputError` for one that cannot be written, or that no earlier check wrote.
    init(_ options: CheckOutputOptions) throws {
        xml = try CheckFiles.begin(options.junit, force: options.force) { $0.starts(with: CheckJUnit.start.utf8) }
        page = try CheckFiles.begin(options.markdown, force: options.force) {
            $0.starts(with: CheckMarkdown.start.utf8)
        }
    }

    /// Writes a result.
    ///
    /// - Throws: `OutputError`.
    func write(_ result: CheckResult) throws {
        try xml?.append(CheckJUnit.text(result))
        try page?.append(CheckMarkdown.text(result))
        // A full disk is felt by both before either appears.
        try xml?.flush()
        try page?.flush()
        try xml?.commit()
        try page?.commit()
    }
}
