import Stochastics

/// Puts pieces of a lexicon one after the other into a text, with endings and typos.
struct Pen {
    let columns: UnsafeBufferPointer<AliasTables.Column>
    let bytes: UnsafeBufferPointer<UInt8>
    let pieces: UnsafeBufferPointer<Lexicon.Piece>
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

    /// Writes a content word drawn from a table.
    /// - Parameter bits: 32 random bits that decide the ending (low half) and the typo (high half).
    @inline(__always)
    mutating func word(
        _ table: AliasTables.Range, bits: UInt64, into text: inout [UInt8], using stream: inout RandomStream
    ) {
        guard table.count > 0 else { return }
        let ending: Int
        switch bits & 0xFFFF {
        case ..<51_118: ending = 0
        case ..<58_982: ending = 1
        case ..<62_914: ending = 2
        default: ending = 3
        }
        put(AliasTables.pick(columns, table, bits: stream.next()) + ending, into: &text)
        if bits >> 16 & 0xFFFF < typoBelow { misspell(&text, using: &stream) }
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
