/// Something wrong in a file that a user wrote, with its place and what to write instead.
public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
    /// Path of the file as the user gave it.
    public var file: String
    /// Line, from 1; 0 when the problem is the file as a whole.
    public var line: Int
    /// Column in Unicode scalars, from 1; 0 when unknown.
    public var column: Int
    /// What is wrong.
    public var message: String
    /// What to write or do instead; may be empty.
    public var remedy: String
    /// The offending line, cut to a window around the column, control characters made visible; may be empty.
    public var snippet: String
    /// Terminal columns before the caret under `snippet`; nil for no caret.
    public var caretIndent: Int?

    /// Creates a problem.
    ///
    /// - Parameters:
    ///   - line: from 1; 0 when the problem is the file as a whole.
    ///   - column: in Unicode scalars from 1; 0 when unknown.
    ///   - snippet: the whole offending line without its line end; it is cut around `column` here.
    public init(
        file: String, line: Int = 0, column: Int = 0, message: String, remedy: String = "", snippet: String = ""
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.remedy = remedy
        let window = SnippetWindow(line: snippet, column: column)
        self.snippet = window.text
        self.caretIndent = window.caretIndent
    }

    /// `file:line:column: message; remedy`, then the offending line and a caret where they are known.
    ///
    /// What acts on a terminal or hides is written as its number (`VisibleText`), so that no name from a file begins a
    /// line of its own; only an example in a remedy has lines, which are indented.
    public var description: String {
        var text = VisibleText.line(file)
        if line > 0 { text += ":\(line)" }
        if line > 0, column > 0 { text += ":\(column)" }
        text += ": \(VisibleText.line(message))"
        if !remedy.isEmpty {
            text +=
                "; "
                + remedy.split(separator: "\n    ").map { VisibleText.line(String($0)) }
                .joined(separator: "\n    ")
        }
        if !snippet.isEmpty {
            text += "\n    \(snippet)"
            if let caretIndent { text += "\n    \(String(repeating: " ", count: caretIndent))^" }
        }
        return text
    }
}
