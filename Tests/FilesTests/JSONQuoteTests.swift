import Files
import Foundation
import Testing

@Suite struct JSONQuoteTests {
    private static let texts = [
        "plain", "", "a \"b\" \\ c", "line\nend\r\ttab", "\u{1}\u{1F}\u{7F}", "naïve 漢字 👨‍👩‍👧‍👦", "\u{2028}\u{202E}x\u{FEFF}",
        "pay\u{200D}pal",
    ]

    @Test(arguments: texts, [JSONQuote.Hidden.kept, .numbered])
    func readersGetTheSameText(text: String, hidden: JSONQuote.Hidden) throws {
        let quoted = JSONQuote.text(text, hidden: hidden)
        let read = try JSONDecoder().decode([String].self, from: Data("[\(quoted)]".utf8))
        #expect(read == [text])
        #expect(!quoted.unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test func onlyWhatIsNumberedIsHidden() {
        #expect(JSONQuote.text("a\u{202E}\u{7F}\u{9B}b\n\u{1}") == "\"a\\u202E\\u007f\\u009Bb\\n\\u0001\"")
        #expect(JSONQuote.text("a\u{202E}b\n\u{1}", hidden: .kept) == "\"a\u{202E}b\\n\\u0001\"")
    }
}
