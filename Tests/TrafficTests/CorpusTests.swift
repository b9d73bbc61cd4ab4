import Files
import Testing
import Traffic

struct CorpusTests {
    private static func corpus(
        _ csv: String, textColumn: String? = nil, intentColumn: String? = nil
    ) throws -> Corpus {
        try Corpus(bytes: Array(csv.utf8), file: "c.csv", textColumn: textColumn, intentColumn: intentColumn)
    }

    private static func problems(_ csv: String, textColumn: String? = nil) -> [Problem] {
        do {
            _ = try corpus(csv, textColumn: textColumn)
            return []
        } catch let problems as Problems {
            return problems.problems
        } catch {
            return []
        }
    }

    @Test func columnsAreFoundUnderTheirUsualNames() throws {
        for header in ["text,intent", "text,category", "text,label"] {
            let corpus = try Self.corpus(header + "\nwhere is it,b\r\nmy card,a\rcard?,b\n")
            #expect(corpus.intents == ["a", "b"] && corpus.intentOfText == [1, 0, 1])
            #expect((0..<3).map(corpus.text) == ["where is it", "my card", "card?"])
        }
        let named = try Self.corpus(
            "id,question,topic\n1,hello,greeting\n", textColumn: "question", intentColumn: "topic")
        #expect(named.text(0) == "hello" && named.intents == ["greeting"])
        #expect(named.text(1) == "" && named.text(-1) == "")
    }

    @Test func quotedTextsOfAnyLanguageAndLengthAreKept() throws {
        let long = String(repeating: "wörd ", count: 200_000)
        let corpus = try Self.corpus("text,intent\n\"a, \"\"b\"\"\r\nc\",x\n\(long),y\n我的卡在哪里 🙂,z\n")
        #expect(corpus.text(0) == "a, \"b\"\r\nc")
        #expect(corpus.text(2) == "我的卡在哪里 🙂")
        var bytes: [UInt8] = []
        corpus.copyText(1, into: &bytes)
        #expect(bytes.count == 1_200_000)
        corpus.copyText(99, into: &bytes)
        #expect(bytes.isEmpty)
    }

    @Test func missingColumnsComeWithASuggestion() throws {
        let found = Self.problems("texts,intnet\nhello,a\n")
        #expect(found.count == 2)
        #expect(found[0].line == 1 && found[0].remedy.contains("did you mean 'texts'?"))
        #expect(found[1].message.contains("'intent' or 'category' or 'label'"))
        #expect(found[1].remedy.contains("did you mean 'intnet'?"))
        let explicit = Self.problems("text,intent\nhello,a\n", textColumn: "body")
        #expect(explicit.count == 1 && explicit[0].message.contains("'body'"))
    }

    @Test func emptyFieldsAreReportedAllAtOnceWithTheirPlaces() {
        let found = Self.problems("text,intent\nhello,a\n ,b\nhow,\nso,many,fields\n")
        #expect(found.map(\.line) == [3, 4, 5])
        #expect(found.first?.message == "the text is empty")
        #expect(found.dropFirst().first?.message == "the intent is empty")
        #expect(found.dropFirst().first?.column == 5)
    }

    @Test func manyErrorsStopAtTwenty() {
        let csv = "text,intent\n" + String(repeating: ",a\n", count: 1_000)
        #expect(Self.problems(csv).count == 20)
    }

    @Test func emptyMissingAndBrokenFiles() {
        #expect(Self.problems("").count == 1)
        #expect(Self.problems("text,intent\n").first?.message == "the corpus has a header but no rows")
        #expect(Self.problems("text,intent\n\"never closed,a\nhi,b\n").first?.line == 2)
        #expect(throws: Problems.self) { try Corpus(path: "no/such/corpus.csv") }
    }

    /// Banking77 ends its lines as Windows does.
    @Test func intentsHaveNoCarriageReturns() throws {
        let corpus = try Self.corpus(
            "text,category\r\nI am still waiting on my card?,card_arrival\r\n\"What, again?\",refund\r\n")
        #expect(corpus.count == 2 && corpus.intents == ["card_arrival", "refund"])
        #expect(corpus.text(0) == "I am still waiting on my card?" && corpus.text(1) == "What, again?")
        #expect(corpus.intents[corpus.intentOfText[0]] == "card_arrival")
    }
}
