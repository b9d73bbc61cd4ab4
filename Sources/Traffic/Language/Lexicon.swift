import Stochastics

/// All pieces of text of a language as bytes: words in their inflections, everyday phrases, angry phrases.
///
/// A piece is a word or a phrase of several; its number indexes `pieces`.
struct Lexicon: Sendable {
    /// Where a piece lies in `bytes`, and of how many words it consists.
    struct Piece: Sendable {
        var start: UInt32
        var length: UInt16
        var words: UInt16
        /// Number of the phrase that most often stands before the piece; its own where there is none.
        var companion: Int32
    }

    private(set) var bytes: [UInt8] = []
    private(set) var pieces: [Piece] = []

    /// Endings of a content word, likeliest first; every content word has one piece for each.
    static let endings = ["", "s", "ing", "ed"]

    /// Adds a piece of text and returns its number.
    mutating func add(_ text: String, companion: Int? = nil) -> Int {
        let utf8 = Array(text.utf8)
        pieces.append(
            Piece(
                start: UInt32(bytes.count), length: UInt16(clamping: utf8.count),
                words: UInt16(1 + utf8.count(where: { $0 == UInt8(ascii: " ") })),
                companion: Int32(companion ?? pieces.count)))
        bytes.append(contentsOf: utf8)
        return pieces.count - 1
    }

    /// Adds pseudo-words with all their endings, each spelt unlike every other, and returns the first piece of each.
    ///
    /// - Parameter companions: phrases one of which each word prefers to have before it.
    mutating func addWords(
        _ count: Int, companions: [Int], avoiding taken: Set<String>, using stream: inout RandomStream
    ) -> [Int] {
        var known = taken
        var firsts: [Int] = []
        firsts.reserveCapacity(count)
        var attempts = 0
        while firsts.count < count {
            attempts += 1
            let isLong = attempts > 4 * (firsts.count + 64)
            let stem = Self.stem(syllables: (stream.below(3) == 0 ? 1 : 2) + (isLong ? 1 : 0), using: &stream)
            guard stem.utf8.count > 2, known.insert(stem).inserted else { continue }
            firsts.append(pieces.count)
            let companion = companions.isEmpty ? nil : companions[stream.below(companions.count)]
            for ending in Self.endings { _ = add(stem + ending, companion: companion) }
        }
        return firsts
    }

    private static let onsets = [
        "b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "pr",
        "qu", "r", "s", "sh", "sl", "st", "t", "th", "tr", "v", "w", "z",
    ]
    private static let vowels = ["a", "a", "e", "e", "i", "o", "o", "u", "ai", "ea", "ou"]
    private static let codas = [
        "", "", "b", "ck", "d", "l", "ld", "m", "n", "nd", "nt", "p", "r", "rd", "st", "t", "x",
    ]

    private static func stem(syllables: Int, using stream: inout RandomStream) -> String {
        var word = ""
        for _ in 0..<syllables {
            word += onsets[stream.below(onsets.count)]
            word += vowels[stream.below(vowels.count)]
            word += codas[stream.below(codas.count)]
        }
        return word
    }
}
