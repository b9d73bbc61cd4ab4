/// Words as a shell reads them.
public enum ShellWords {
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=,%@+-")

    /// The words on one line: those that a shell would split or expand are in single quotes.
    public static func line(_ words: [String]) -> String {
        words.map { word in
            word.isEmpty || !word.allSatisfy(plain.contains)
                ? "'" + word.replacing("'", with: #"'\''"#) + "'" : word
        }.joined(separator: " ")
    }
}
