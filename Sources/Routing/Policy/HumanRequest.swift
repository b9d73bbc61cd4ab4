/// Finds a customer's wish for a human in what they wrote: one of some phrases, at word boundaries, whatever the case.
///
/// A space in a phrase stands for whatever is not a letter or digit. Case is that of the Latin letters A to Z; letters
/// outside ASCII are compared as they are. Matching allocates nothing. A class, so that its tables are not copied.
final class HumanRequest: Sendable {
    /// Letters of all phrases one after the other, lower case, words separated by one space.
    private let bytes: [UInt8]
    private let ranges: [Range<Int>]
    /// Whether any phrase starts with a byte.
    private let starts: [Bool]

    init(_ phrases: [String]) {
        var bytes: [UInt8] = []
        var ranges: [Range<Int>] = []
        var starts = [Bool](repeating: false, count: 256)
        for phrase in phrases {
            let words = Array(phrase.utf8).split { !Self.isWord($0) }
            guard let first = words.first?.first else { continue }
            let start = bytes.count
            bytes += words.joined(separator: [32]).map(Self.lower)
            ranges.append(start..<bytes.count)
            starts[Int(Self.lower(first))] = true
        }
        self.bytes = bytes
        self.ranges = ranges
        self.starts = starts
    }

    /// Whether a text has one of the phrases.
    func isIn(_ text: borrowing [UInt8]) -> Bool {
        guard !ranges.isEmpty else { return false }
        return text.withUnsafeBufferPointer { text in
            var previous = false
            for place in text.indices {
                let isWord = Self.isWord(text[place])
                defer { previous = isWord }
                guard isWord, !previous, starts[Int(Self.lower(text[place]))] else { continue }
                for range in ranges where matches(range, text, from: place) { return true }
            }
            return false
        }
    }

    private func matches(_ range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        var place = start
        for letter in range {
            if bytes[letter] == 32 {
                guard place < text.count, !Self.isWord(text[place]) else { return false }
                while place < text.count, !Self.isWord(text[place]) { place += 1 }
            } else {
                guard place < text.count, Self.lower(text[place]) == bytes[letter] else { return false }
                place += 1
            }
        }
        return place == text.count || !Self.isWord(text[place])
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 128...255: true
        default: false
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte + 32 : byte }
}

extension PolicyRules {
    /// Phrases in which customers ask for a human, in English. Assumption: the wordings that voice menus and chat
    /// assistants are commonly set up for (agent, representative, person, human), without a count of their use.
    public static let usualRequestPhrases = [
        "talk to a human", "speak to a human", "talk to a person", "speak to a person", "talk to someone",
        "speak to someone", "speak with someone", "talk to an agent", "speak to an agent", "speak with an agent",
        "talk to a representative", "speak to a representative", "speak with a representative", "real person",
        "real human", "human being", "human agent", "live agent", "human please", "connect me to an agent",
        "customer service representative", "talk to your staff", "call me",
    ]
}
