import Stochastics

/// Puts pieces of a lexicon one after the other into a text, with endings and typos.
struct Pen {
    let columns: UnsafeBufferPointer<AliasTables.Column>
    let bytes: UnsafeBufferPointer<UInt8>
    let pieces: UnsafeBufferPointer<Lexicon.Piece>
    let connectors: AliasTables.Range
    /// A phrase stands before a word where 16 random bits are below this; below the other it is the word's own.
    let phraseBelow: UInt64
    let companionBelow: UInt64
    /// A word is misspelt where 16 random bits are below this.
    let typoBelow: UInt64
    /// Words written so far.
    var words = 0

    /// Writes a phrase drawn from a table.
    @inline(__always)
    mutating func phrase(
        _ table: AliasTables.Range, into text: inout [UInt8], using stream: inout RandomStream
    ) {
        guard table.count > 0 else { return }
        put(AliasTables.pick(columns, table, bits: stream.next()), into: &text)
    }

    /// Writes a content word drawn from a table, and perhaps a phrase before it.
    /// - Parameter bits: 48 random bits, 16 each for the phrase (lowest), the ending and the typo.
    @inline(__always)
    mutating func word(
        _ table: AliasTables.Range, bits: UInt64, into text: inout [UInt8], using stream: inout RandomStream
    ) {
        guard table.count > 0 else { return }
        let number = AliasTables.pick(columns, table, bits: stream.next())
        let chance = bits & 0xFFFF
        if chance < companionBelow {
            put(Int(pieces[number].companion), into: &text)
        } else if chance < phraseBelow {
            phrase(connectors, into: &text, using: &stream)
        }
        let ending: Int
        switch bits >> 16 & 0xFFFF {
        case ..<58_000: ending = 0
        case ..<62_500: ending = 1
        case ..<64_200: ending = 2
        default: ending = 3
        }
        put(number + ending, into: &text)
        if bits >> 32 & 0xFFFF < typoBelow { misspell(&text, using: &stream) }
    }

    @inline(__always)
    private mutating func put(_ number: Int, into text: inout [UInt8]) {
        let piece = pieces[number]
        if !text.isEmpty { text.append(UInt8(ascii: " ")) }
        let start = Int(piece.start)
        text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<start + Int(piece.length)]))
        words += Int(piece.words)
    }

    /// Swaps two letters of the last word, drops one or doubles one.
    private func misspell(_ text: inout [UInt8], using stream: inout RandomStream) {
        var start = text.count
        while start > 0, text[start - 1] != UInt8(ascii: " ") { start -= 1 }
        let length = text.count - start
        guard length > 3 else { return }
        let place = start + 1 + stream.below(length - 2)
        switch stream.below(3) {
        case 0: text.swapAt(place, place + 1)
        case 1: text.remove(at: place)
        default: text.insert(text[place], at: place)
        }
    }
}
