/// Finds what somebody probably meant to type.
public enum Spelling {
    private static let longest = 200

    /// The candidate closest to a word, when it is close enough to suggest: within one error, or a third of its length.
    public static func closest(to word: String, among candidates: [String]) -> String? {
        let lowered = word.lowercased()
        let ranked = candidates.map { (name: $0, distance: distance(lowered, $0.lowercased())) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, best.name.utf8.count / 3) ? best.name : nil
    }

    /// Optimal string alignment distance in UTF-8 bytes: insertions, deletions, substitutions and swaps of neighbours
    /// (Damerau 1964, Communications of the ACM 7(3)).
    public static func distance(_ first: String, _ second: String) -> Int {
        let a = Array(first.utf8)
        let b = Array(second.utf8)
        if a == b { return 0 }
        // Nobody mistypes a word of hundreds of letters, and the table below grows with the square of its length.
        if abs(a.count - b.count) > 8 || max(a.count, b.count) > longest { return max(a.count, b.count) }
        var before = Array(0...b.count)
        var row = before
        for (i, x) in a.enumerated() {
            var next = row
            next[0] = i + 1
            for (j, y) in b.enumerated() {
                var least = min(row[j] + (x == y ? 0 : 1), next[j] + 1, row[j + 1] + 1)
                if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { least = min(least, before[j - 1] + 1) }
                next[j + 1] = least
            }
            before = row
            row = next
        }
        return row[b.count]
    }
}
