/// What a text such as `lognormal mean 1 cv 1.2`, `uniform_0_2`, `E3` or `hyperexponential cv2 4` says: a kind, numbers
/// with names and numbers without.
struct DistributionWords {
    /// The first word, in small letters.
    let kind: String
    /// Numbers by the word before each.
    private(set) var named: [String: Double] = [:]
    /// Numbers that directly follow the kind or another number.
    private(set) var plain: [Double] = []

    init(_ text: String) {
        var tokens: [(word: String?, number: Double?, touches: Bool)] = []
        var rest = Array(text.lowercased().unicodeScalars)[...]
        var touches = false
        while let first = rest.first {
            if ("a"..."z").contains(first) {
                let word = rest.prefix { ("a"..."z").contains($0) }
                rest = rest.dropFirst(word.count)
                tokens.append((String(String.UnicodeScalarView(word)), nil, touches))
                touches = true
            } else if ("0"..."9").contains(first) || first == "." && rest.dropFirst().first.map(Self.isDigit) == true {
                let digits = Self.number(rest)
                rest = rest.dropFirst(digits.count)
                tokens.append((nil, Double(String(String.UnicodeScalarView(digits))), touches))
                touches = true
            } else {
                rest = rest.dropFirst()
                touches = false
            }
        }
        kind = tokens.first?.word ?? ""
        var place = tokens.first?.word == nil ? 0 : 1
        var name: String?
        while place < tokens.count {
            defer { place += 1 }
            if let word = tokens[place].word {
                name = word
                // A digit that belongs to the name: in `cv2 4` and `rate1 0.5` another number follows.
                if place + 2 < tokens.count, let digit = tokens[place + 1].number, tokens[place + 1].touches,
                    digit == 1 || digit == 2, tokens[place + 2].number != nil
                {
                    name = word + "\(Int(digit))"
                    place += 1
                }
            } else if let number = tokens[place].number {
                if let given = name { named[given] = number } else { plain.append(number) }
                name = nil
            }
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// The digits of a number at the beginning, with a fraction and an exponent.
    private static func number(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var end = text.startIndex
        func digits() { while end < text.endIndex, isDigit(text[end]) { end += 1 } }
        digits()
        if end < text.endIndex, text[end] == "." {
            end += 1
            digits()
        }
        var exponent = end + 1
        if end < text.endIndex, text[end] == "e" {
            if exponent < text.endIndex, text[exponent] == "-" || text[exponent] == "+" { exponent += 1 }
            if exponent < text.endIndex, isDigit(text[exponent]) {
                end = exponent
                digits()
            }
        }
        return text[..<end]
    }
}
