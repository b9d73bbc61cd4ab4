/// Names of Swift as keys of files, and back.
package enum SnakeCase {
    /// `isFirstModel` as `is_first_model`.
    package static func text(_ name: String) -> String {
        var text = ""
        for character in name {
            if character.isUppercase, !text.isEmpty, text.last != "_" { text += "_" }
            text += character.lowercased()
        }
        return text
    }

    /// `is_first_model` as `isFirstModel`; what begins with an underscore stays as it is.
    package static func name(_ text: String) -> String {
        guard !text.hasPrefix("_") else { return text }
        let parts = text.split(separator: "_")
        return (parts.first.map(String.init) ?? "")
            + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
