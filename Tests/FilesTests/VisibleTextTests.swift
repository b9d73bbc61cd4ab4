import Files
import Foundation
import Testing

@Suite struct VisibleTextTests {
    /// Scalars that act, hide or turn text around, each between letters where it deceives.
    static let deceiving: [UInt32] =
        Array(0x00..<0x20).filter { $0 != 10 } + Array(0x7F..<0xA0) + [0xAD, 0x34F, 0x61C, 0x115F, 0x180E]
        + Array(0x200B...0x200F) + Array(0x2028...0x202E) + Array(0x2060...0x206F)
        + [0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFA, 0xFFFB, 0xE0001, 0xE0041, 0xE0100]

    @Test(arguments: deceiving) func eachIsItsNumber(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        let shown = VisibleText.escape("a\(scalar)b")
        #expect(shown.unicodeScalars.allSatisfy { $0.isASCII && $0.value >= 0x20 })
        #expect(shown.hasPrefix("a\\u") && shown.hasSuffix("b"))
        // In a JSON document it is the same text.
        let text = "a" + String(scalar) + "b"
        let json = try JSONDecoder().decode([String].self, from: Data("[\"\(VisibleText.escape(text))\"]".utf8))
        #expect(json.first.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
        // Twice changes nothing more.
        #expect(VisibleText.escape(shown) == shown)
    }

    @Test(arguments: [
        "plain text: 5% of 3 < 4 & \"x\"", "Grüße, ça va? Żółć", "我的银行卡还没有到 💳", "👨‍👩‍👧 ❤️ ❤️‍🔥 1️⃣ 🇩🇪 👍🏽",
        "می‌خواهم", "क्‍ष", "أريد استرداد أموالي", "שלום", "two\nlines", "# heading, a::b, 3 # 4", "",
    ])
    func ordinaryTextIsItself(text: String) {
        #expect(VisibleText.escape(text) == text)
        #expect(VisibleText.page(text) == text)
    }

    @Test func aLineHasNoLineEnd() {
        #expect(VisibleText.line("a\nb\r\nc\u{2028}d") == "a\\u000Ab\\u000D\\u000Ac\\u2028d")
        #expect(VisibleText.escape("a\r\nb\u{1B}[2J") == "a\\u000D\nb\\u001B[2J")
        #expect(VisibleText.escape("\u{E0041}") == "\\uDB40\\uDC41")
    }

    /// A joiner hides between letters that have no use for it, and where there are two.
    @Test func joinersStayOnlyWhereTheyJoin() {
        #expect(VisibleText.escape("pay\u{200D}pal") == "pay\\u200Dpal")
        #expect(VisibleText.escape("م\u{200C}\u{200C}خ") == "م\u{200C}\\u200Cخ")
        #expect(VisibleText.escape("\u{200D}") == "\\u200D")
    }

    @Test func noLineIsACommandForACIServer() {
        let text = "::stop-commands::x\n  \u{A0}::error file=a::b\nx ##[error]y\nz ##vso[a]b ::c\n##teamcity[d"
        #expect(
            VisibleText.page(text)
                == "\\u003A:stop-commands::x\n  \u{A0}\\u003A:error file=a::b\nx \\u0023#[error]y\nz \\u0023#vso[a]b ::c\n"
                + "\\u0023#teamcity[d")
        // A mark behind the command makes it another character, but no other text.
        #expect(VisibleText.page("::\u{301}error::") == "\\u003A:\u{301}error::")
        #expect(VisibleText.page("##[\u{301}a") == "\\u0023#[\u{301}a")
    }

    @Test func onlyTheProgramsOwnColoursStay() {
        let own = "\u{1B}[1mHEAD\u{1B}[0m \u{1B}[1;31mFAIL\u{1B}[0m \u{1B}[2mfaint\u{1B}[0m"
        #expect(VisibleText.page(own, colours: true) == own)
        #expect(VisibleText.page(own) == own.replacing("\u{1B}", with: "\\u001B"))
        let foreign = "\u{1B}[8mhidden \u{1B}[2J \u{1B}]0;title\u{7} \u{9B}31m \u{1B}[1;1H"
        #expect(!VisibleText.page(own + foreign, colours: true).dropFirst(own.count).contains("\u{1B}"))
        #expect(VisibleText.page(own + foreign, colours: true).hasPrefix(own + "\\u001B[8mhidden \\u001B[2J"))
    }

    @Test func aProblemIsOneLineAndItsSnippet() {
        let problem = Problem(
            file: "a\n::error::b", line: 1, column: 2, message: "no \u{1B}[2J\nSecond", remedy: "write\n    x: 1\n::c",
            snippet: "x\u{200B}y\u{E0041}")
        #expect(
            problem.description == """
                a\\u000A::error::b:1:2: no \\u001B[2J\\u000ASecond; write
                    x: 1\\u000A::c
                    x\u{FFFD}y\u{FFFD}
                     ^
                """)
        #expect(problem.file == "a\n::error::b", "the path itself is as it was")
    }
}
