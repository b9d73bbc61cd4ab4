import ArgumentParser
import Foundation

/// A variant as `--variant` gives it: `NAME: path=value; path=value`.
struct VariantText: Equatable {
    /// Its name; the changes themselves where none is given.
    let name: String
    /// `dotted.path=value` each.
    let changes: [String]

    /// Takes a variant apart. A semicolon inside quotes or brackets separates nothing, nor does a colon after the first
    /// equals sign begin a name.
    ///
    /// - Throws: `ValidationError` for what is no variant.
    init(_ text: String) throws {
        let example = "write --variant 'more voice: teams.voice_team.shifts.day.agents=9'"
        var rest = Substring(text)
        var given: String?
        if let colon = text.firstIndex(of: ":"), text.firstIndex(of: "=").map({ colon < $0 }) ?? true {
            let name = Self.trimmed(text[..<colon])
            guard !name.isEmpty else {
                throw ValidationError("--variant '\(text)': the name before the colon is missing; \(example)")
            }
            given = name
            rest = text[text.index(after: colon)...]
        }
        changes = Self.split(rest).map { Self.trimmed($0) }.filter { !$0.isEmpty }
        guard !changes.isEmpty else {
            throw ValidationError("--variant '\(text)': nothing is changed; \(example)")
        }
        for change in changes where !(change.dropFirst().contains("=")) {
            throw ValidationError("--variant '\(text)': there is no value in '\(change)'; \(example)")
        }
        for change in changes {
            guard let second = Self.afterComma(change) else { continue }
            throw ValidationError(
                "--variant '\(text)': changes are separated by ';', not by ','; write "
                    + "'\(given.map { $0 + ": " } ?? "")\(second)'")
        }
        name = given ?? changes.joined(separator: "; ")
    }

    /// A change that goes on after a comma with another one, written with a semicolon; nil for what is one change.
    private static func afterComma(_ change: String) -> String? {
        let parts = split(change[...], at: ",")
        guard parts.count > 1 else { return nil }
        let starts = parts.dropFirst().map { part in
            let path = trimmed(part.prefix { $0 != "=" })
            return part.contains("=") && path.first?.isLetter == true
                && path.allSatisfy { $0.isLetter || $0.isNumber || "._-".contains($0) }
        }
        guard starts.contains(true) else { return nil }
        return zip(parts.dropFirst(), starts).reduce(String(parts[0])) { $0 + ($1.1 ? ";" : ",") + $1.0 }
    }

    private static func split(_ text: Substring, at separator: Character = ";") -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var depth = 0
        var quote: Character?
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if "{[".contains(character) {
                depth += 1
            } else if "}]".contains(character) {
                depth -= 1
            } else if character == separator, depth <= 0 {
                parts.append(text[start..<index])
                start = text.index(after: index)
            }
        }
        return parts + [text[start...]]
    }

    private static func trimmed(_ text: Substring) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
