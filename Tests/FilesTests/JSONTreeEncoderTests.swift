import Files
import Testing

@Suite("One encoder makes trees of values") struct JSONTreeEncoderTests {
    private struct Inner: Encodable {
        var isFirst = true
        var count = 3
        var none: Double?
    }

    private struct Outer: Encodable {
        var seed = UInt64.max
        var share = 1.0 / 3
        var bad = Double.nan
        var names = ["b", "a"]
        var inner = [Inner()]
        var byName = ["x": 0.5]
        var line = JSONTree.line([1, 2])
    }

    private enum Kind: Encodable {
        case plain
        case full(longName: Int, other: String?)
    }

    @Test func treesAreSortedAndRounded() throws {
        let text = try JSONTreeEncoder().tree(Outer()).compact
        #expect(
            text == """
                {"bad":null,"byName":{"x":0.5},"inner":[{"count":3,"isFirst":true}],"line":[1, 2],"names":["b","a"],\
                "seed":18446744073709551615,"share":0.3333333333}
                """)
    }

    @Test func casesAreMembers() throws {
        let encoder = JSONTreeEncoder(keys: .snakeCase)
        #expect(try encoder.tree(Kind.plain).compact == "{\"plain\":{}}")
        #expect(try encoder.tree(Kind.full(longName: 2, other: nil)).compact == "{\"full\":{\"long_name\":2}}")
        #expect(
            try encoder.tree(Kind.full(longName: 2, other: "a")).compact
                == "{\"full\":{\"long_name\":2,\"other\":\"a\"}}")
    }

    @Test func singleValues() throws {
        #expect(try JSONTreeEncoder().tree(Double?.none) == .null)
        #expect(try JSONTreeEncoder().tree([Bool?.some(true), nil]) == .array([.bool(true), .null]))
        #expect(try JSONTreeEncoder().tree("a") == .string("a"))
    }

    @Test(arguments: [("isFirst", "is_first"), ("a", "a"), ("withinSeconds", "within_seconds"), ("_0", "_0")])
    func snakeCase(name: String, text: String) {
        #expect(SnakeCase.text(name) == text && SnakeCase.name(text) == name)
    }
}
