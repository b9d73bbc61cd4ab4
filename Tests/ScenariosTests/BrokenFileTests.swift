import Files
import Foundation
import Scenarios
import TestSupport
import Testing

@Suite struct BrokenFileTests {
    @Test(arguments: [
        ("", "1:1: the file is empty"), ("\n\n# only a comment\n", "1:1: the file is empty"),
        ("name: [a\nb: 2\n", "2:2: this is not YAML"), ("name: \"open\n", "2:1: this is not YAML"),
        ("name: x\n\thorizon: 1 day\n", "2:1: this is not YAML"), ("a: b: c\n", "1:5: this is not YAML"),
        ("a: *b\n", "1:4: this is not YAML"), ("--- 1\n--- 2\n", "2:1: this is not YAML"),
        ("name: x\nhorizon: 1 day\nname: y\n", "3:1: the key 'name' is written twice"),
        ("queues:\n  \"a b\": {}\n  c: {}\n  \"a b\": {}\n", "4:3: the key 'a b' is written twice"),
        ("q: {a: 1, a: 2}\n", "1:5: the key 'a' is written twice"), ("name: a\u{1}b\n", "1:8: this is not YAML"),
        ("a: 1\r\n\r\nb: [\r\nc: {\r\n", "5:1: this is not YAML"),
        (String(repeating: "[", count: 200_000), "1:1: this is nested too deeply"),
        (String(repeating: "{a: ", count: 200_000), "1:1: this is nested too deeply"),
        (String(repeating: "- ", count: 100_000), "1:1: this is nested too deeply"),
        ("a: 1\n" + String(repeating: "? ", count: 100_000), "2:1: this is nested too deeply"),
    ])
    func oneProblemAtItsPlace(text: String, place: String) throws {
        let found = try problems(text)
        #expect(found.count == 1)
        #expect(places(found).first?.hasPrefix(place) == true, "\(places(found))")
    }

    /// What is wrong a hundred thousand times is told a page long, and in the time it takes to read the file.
    @Test func countlessMistakesAreAPage() throws {
        let keys = (0..<5_000).map { "k\($0): 1\n" }.joined()
        let found = Problems(try problems(keys))
        #expect(found.problems.count { $0.message.hasPrefix("unknown key") } == 5_000)
        #expect(found.told.problems.count == Problems.mostTold)
        #expect(found.description.hasSuffix("\n... and \(found.problems.count - 50) more problems, not shown"))
        let names = (0..<20_000).map { "q\($0)" }.joined(separator: ", ")
        let team = try problems("teams: {a: {skills: [\(names)], agents: 1, handle_time: 1 min}}\n")
        #expect(team.contains { $0.message == "there are more than 10000 names" } && team.count < 20)
    }

    @Test func tabsAndTwinsAreNamed() throws {
        #expect(try problems("name: x\n\thorizon: 1 day\n").first?.remedy == "indent with spaces, not tabs")
        let twin = try problems("name: x\nhorizon: 1 day\nname: y\n")
        #expect(twin.first?.remedy.hasSuffix("the other is in line 1") == true)
    }

    @Test(arguments: ["5", "text", "[1, 2]", "null", "~", "{}", "- name: x", "true", "\"\""])
    func scenariosOfAnotherKind(text: String) throws {
        let found = try problems(text)
        #expect(found.count >= 5)
        #expect(Set(found).count == found.count, "each is said once: \(found)")
        #expect(found.allSatisfy { $0.line == 1 })
    }

    private func load(_ bytes: [UInt8]) throws -> [Problem] {
        let folder = try TemporaryFolder()
        try folder.write(bytes, "s.yaml")
        let path = folder.file("s.yaml")
        do {
            _ = try Scenario.load(path)
            return []
        } catch let found as Problems {
            #expect(found.problems.allSatisfy { $0.file == path })
            return found.problems
        }
    }

    @Test func bytesThatAreNotText() throws {
        let latin = try load(Array("name: x\nabout: caf".utf8) + [0xE9] + Array("\n".utf8))
        #expect(places(latin) == ["2:11: the file is not UTF-8 text"])
        #expect(places(try load([0xFF, 0xFE, 0x61, 0])).first?.hasSuffix("the file is not UTF-8 text") == true)
        #expect(try load([0, 0, 0]).count == 1)
        #expect(try load([UInt8](repeating: 0x20, count: 20 << 20)).first?.message.contains("more than 16 MB") == true)
    }

    @Test func byteOrderMarksAndWindowsLinesAreRead() throws {
        #expect(try load([0xEF, 0xBB, 0xBF] + Array(Samples.small.utf8)) == [])
        let windows = Samples.small.replacingOccurrences(of: "\n", with: "\r\n")
        #expect(try load(Array(windows.utf8)) == [])
        let wrong = try load(Array(windows.replacingOccurrences(of: "seed: 3", with: "sead: 3").utf8))
        #expect(places(wrong) == ["6:1: unknown key 'sead'"])
        #expect(wrong.first?.snippet == "sead: 3")
    }

    @Test func whatIsNoFile() throws {
        for path in ["/nowhere/at-all.yaml", NSTemporaryDirectory()] {
            #expect(throws: Problems.self) { try Scenario.load(path) }
        }
    }

    @Test func namesInAnyLanguage() throws {
        let text = Samples.small.replacingOccurrences(of: "care", with: "\"苦情 😀\"")
            .replacingOccurrences(of: "name: Small", with: "name: Kundendienst für 日本 😀")
        let scenario = try Scenario.decode(text, file: "s.yaml")
        #expect(scenario.specification.queues[2].name == "苦情 😀")
        let again = try Scenario.decode(scenario.resolvedYAML, file: "t.yaml")
        #expect(again.name == "Kundendienst für 日本 😀" && again.specification.queues[2].name == "苦情 😀")
    }
}
