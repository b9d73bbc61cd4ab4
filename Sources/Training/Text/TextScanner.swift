/// Reads UTF-8 scalar by scalar, lower-casing letters and telling words, signs and gaps apart.
///
/// Lower-casing covers ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic by table ranges (a subset of Unicode's
/// simple case mapping that does not change with the library); other letters are kept as they are. Ideographs,
/// kana, emoji and other symbols, `!` and `?` are words of their own. Invalid bytes separate words.
enum TextScanner {
    /// What a scalar does to the word that is being read.
    enum Role {
        /// Ends the word.
        case gap
        /// Belongs to the word.
        case letter
        /// Ends the word and is one itself.
        case sign
        /// Vanishes, the word goes on (joiners, variation selectors).
        case nothing
    }

    /// Reads the scalar at `position` and moves behind it; an invalid sequence counts as a gap of one byte.
    @inline(__always)
    static func next(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> (UInt32, Role) {
        let byte = UInt32(bytes[position])
        position += 1
        if byte < 0x80 { return ascii(byte) }
        return wide(byte, bytes, &position)
    }

    @inline(__always)
    private static func ascii(_ byte: UInt32) -> (UInt32, Role) {
        if byte &- 0x61 < 26 || byte &- 0x30 < 10 { return (byte, .letter) }
        if byte &- 0x41 < 26 { return (byte | 0x20, .letter) }
        if byte == 0x27 { return (byte, .nothing) }
        if byte == 0x21 || byte == 0x3F { return (byte, .sign) }
        return (byte, .gap)
    }

    @inline(never)
    private static func wide(
        _ lead: UInt32, _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int
    ) -> (UInt32, Role) {
        let extra = lead &- 0xC2 < 0x1E ? 1 : lead &- 0xE0 < 0x10 ? 2 : lead &- 0xF0 < 5 ? 3 : 0
        guard extra > 0, position + extra <= bytes.count else { return (0, .gap) }
        var scalar = lead & (0x3F >> UInt32(extra))
        for offset in 0..<extra {
            let byte = UInt32(bytes[position + offset])
            guard byte & 0xC0 == 0x80 else { return (0, .gap) }
            scalar = scalar << 6 | (byte & 0x3F)
        }
        let smallest: UInt32 = extra == 1 ? 0x80 : extra == 2 ? 0x800 : 0x1_0000
        guard scalar >= smallest, scalar <= 0x10_FFFF, scalar &- 0xD800 >= 0x800 else { return (0, .gap) }
        position += extra
        let lowered = lowerCased(scalar)
        return (lowered, role(lowered))
    }

    private static func lowerCased(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0xC0...0xD6, 0xD8...0xDE, 0x391...0x3A1, 0x3A3...0x3A9, 0x410...0x42F: scalar + 32
        case 0x100...0x12F, 0x132...0x137, 0x14A...0x177, 0x460...0x481, 0x48A...0x4BF, 0x1E00...0x1E95: scalar | 1
        case 0x139...0x148, 0x179...0x17E: scalar & 1 == 1 ? scalar + 1 : scalar
        case 0x178: 0xFF
        case 0x386: 0x3AC
        case 0x388...0x38A: scalar + 37
        case 0x38C: 0x3CC
        case 0x38E...0x38F: scalar + 63
        case 0x400...0x40F: scalar + 80
        case 0x531...0x556: scalar + 48
        case 0xFF21...0xFF3A: scalar + 32
        default: scalar
        }
    }

    private static func role(_ scalar: UInt32) -> Role {
        switch scalar {
        case 0xAA, 0xB5, 0xBA: .letter
        case 0x2019: .nothing
        case 0xAD, 0x200B...0x200D, 0x2060, 0xFE00...0xFE0F, 0xFEFF, 0x1F3FB...0x1F3FF, 0xE0000...0xE01EF: .nothing
        case 0x80...0xBF, 0xD7, 0xF7, 0x2000...0x206F, 0x3000...0x3004, 0x3008...0x3020, 0xFF00...0xFF0F,
            0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65, 0xE000...0xF8FF, 0xFFF0...0xFFFF:
            .gap
        case 0x2190...0x2BFF, 0x3005...0x3007, 0x3021...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0x1F000...0x1FAFF, 0x20000...0x3FFFF:
            .sign
        default: .letter
        }
    }
}
