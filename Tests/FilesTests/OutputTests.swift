import Files
import Foundation
import TestSupport
import Testing

private func bytes(_ text: String) -> [UInt8] { [UInt8](text.utf8) }

@Suite struct OutputTests {
    let folder: TemporaryFolder
    var here: String { folder.path }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func wholeFileIsWrittenOnce() throws {
        try WholeFile.write(bytes("one"), to: here + "/a", replace: false)
        #expect(try folder.text("a") == "one")
        #expect(throws: OutputError.exists(path: here + "/a")) {
            try WholeFile.write(bytes("two"), to: here + "/a", replace: false)
        }
        #expect(try folder.text("a") == "one")
        try WholeFile.write(Data("three".utf8), to: here + "/a", replace: true)
        #expect(try folder.text("a") == "three")
        #expect(try folder.names() == ["a"])
    }

    @Test func unwritablePlacesAreErrors() {
        for path in [here, here + "/no/such/folder/a", "/", "", "/proc/hitl-test"] {
            #expect(throws: OutputError.self) { try WholeFile.write([1], to: path, replace: true) }
            #expect(throws: OutputError.self) {
                let result = try ResultFolder(path: path.isEmpty ? "" : "/proc/x/\(path)", claim: .replacing)
                result.discard()
            }
        }
    }

    @Test func partialFileIsInvisibleUntilCommitted() throws {
        let file = try PartialFile(path: here + "/big", replace: false)
        let chunk = [UInt8](repeating: 65, count: 100_000)
        for _ in 0..<10 { try file.append(chunk) }
        #expect(!FileManager.default.fileExists(atPath: here + "/big"))
        try file.commit()
        #expect(try folder.text("big").utf8.count == 1_000_000)
        let dropped = try PartialFile(path: here + "/dropped", replace: false)
        try dropped.append("x")
        dropped.discard()
        #expect(try folder.names() == ["big"])
    }

    @Test func aFileThatAppearsMeanwhileIsKept() throws {
        let file = try PartialFile(path: here + "/a", replace: false)
        try file.append("mine")
        try Data("theirs".utf8).write(to: URL(fileURLWithPath: here + "/a"))
        #expect(throws: OutputError.exists(path: here + "/a")) { try file.commit() }
        #expect(try folder.text("a") == "theirs")
        #expect(try folder.names() == ["a"])
    }

    @Test func replacingKeepsPermissionsAndLinks() throws {
        try WholeFile.write(bytes("old"), to: here + "/real", replace: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: here + "/real")
        try FileManager.default.createSymbolicLink(atPath: here + "/link", withDestinationPath: "real")
        try WholeFile.write(bytes("new"), to: here + "/link", replace: true)
        #expect(try folder.text("real") == "new")
        let attributes = try FileManager.default.attributesOfItem(atPath: here + "/real")
        #expect(attributes[.posixPermissions] as? Int == 0o640)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: here + "/link") == "real")
    }

    @Test func devicesAreWrittenToAndNotReplaced() throws {
        try WholeFile.write(bytes("x"), to: "/dev/null", replace: false)
        var info = stat()
        #expect(stat("/dev/null", &info) == 0)
        #expect(info.st_mode & S_IFMT == S_IFCHR)
    }

    @Test func resultFolderAppearsWhole() throws {
        let result = try ResultFolder(path: here + "/runs/one/", claim: .asked)
        try result.write("manifest.json", "{}")
        try result.write("report.html", bytes("<p>"))
        #expect(try folder.names(in: "/runs") == [".one.partial-\(getpid())"])
        #expect(try result.commit() == here + "/runs/one")
        #expect(try folder.names(in: "/runs") == ["one"])
        #expect(try folder.names(in: "/runs/one") == ["manifest.json", "report.html"])
        #expect(throws: OutputError.exists(path: here + "/runs/one")) {
            _ = try ResultFolder(path: here + "/runs/one", claim: .asked)
        }
    }

    /// The least that a manifest of a simulation has.
    private static func manifest(_ name: String, kind: String? = nil) -> String {
        let kind = kind.map { "\"kind\": \"\($0)\", " } ?? ""
        return "{\"schema\": 1, \(kind)\"version\": \"1\", \"command_line\": [], \"name\": \"\(name)\"}"
    }

    @Test func resultFolderIsReplacedWhole() throws {
        for text in ["old", "new"] {
            let result = try ResultFolder(path: here + "/out", claim: .replacing)
            try result.write("manifest.json", Self.manifest(text))
            if text == "old" { try result.write("summary.json", "") }
            #expect(try result.commit() == here + "/out")
        }
        #expect(try folder.text("out/manifest.json").contains("new"))
        #expect(try folder.names(in: "/out") == ["manifest.json"])
        #expect(try folder.names() == ["out"])
    }

    /// A slip of the hand, and a folder that somebody made look like a result, cost nothing else.
    @Test(arguments: [
        "file", "folder", "link", "stranger's manifest", "broken manifest", "linked manifest", "link to it",
    ])
    func onlyAFolderOfNothingButAResultIsReplaced(_ what: String) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: here + "/out", withIntermediateDirectories: false)
        try WholeFile.write(bytes("precious"), to: here + "/precious", replace: false)
        var manifest = Self.manifest("old")
        switch what {
        case "file": try WholeFile.write(bytes("years"), to: here + "/out/chapter1", replace: false)
        case "folder":
            try files.createDirectory(atPath: here + "/out/report.html", withIntermediateDirectories: false)
        case "link":
            try files.createSymbolicLink(atPath: here + "/out/summary.json", withDestinationPath: "../precious")
        case "stranger's manifest": manifest = "{\"name\": \"a web application\", \"icons\": []}"
        case "broken manifest": manifest = "{"
        default: break
        }
        try WholeFile.write(bytes(manifest), to: here + "/manifest", replace: false)
        if what == "linked manifest" {
            try files.createSymbolicLink(atPath: here + "/out/manifest.json", withDestinationPath: "../manifest")
        } else {
            try WholeFile.write(bytes(manifest), to: here + "/out/manifest.json", replace: false)
        }
        var path = here + "/out"
        if what == "link to it" {
            path = here + "/alias/"
            try files.createSymbolicLink(atPath: here + "/alias", withDestinationPath: "out")
        }
        let before = try folder.names(in: "/out")
        let error = try #require(throws: OutputError.self) { _ = try ResultFolder(path: path, claim: .replacing) }
        let named = ["file": "'chapter1'", "folder": "'report.html'", "link": "'summary.json'"][what]
        if let named { #expect("\(error)".contains(named)) }
        #expect(try folder.names(in: "/out") == before)
        #expect(try folder.text("precious") == "precious")
    }

    @Test func aResultWhoseNameIsTakenMeanwhileIsKept() throws {
        let asked = try ResultFolder(path: here + "/out", claim: .asked)
        let next = try ResultFolder(path: here + "/out", claim: .nextFree)
        let replacing = try ResultFolder(path: here + "/out", claim: .replacing)
        for result in [asked, next, replacing] { try result.write("manifest.json", Self.manifest("mine")) }
        try FileManager.default.createDirectory(atPath: here + "/out", withIntermediateDirectories: false)
        try WholeFile.write(bytes("theirs"), to: here + "/out/a", replace: false)
        #expect(next.expectedPath == here + "/out")
        #expect(try next.commit() == here + "/out-2")
        #expect(throws: OutputError.kept(path: here + "/out", place: here + "/out-3")) { _ = try asked.commit() }
        #expect(throws: OutputError.kept(path: here + "/out", place: here + "/out-4")) { _ = try replacing.commit() }
        #expect(try folder.text("out/a") == "theirs")
        #expect(try folder.names() == ["out", "out-2", "out-3", "out-4"])
        for name in ["out-2", "out-3", "out-4"] { #expect(try folder.names(in: "/" + name) == ["manifest.json"]) }
    }

    @Test func eachOfTwoThatReplaceLeavesAWholeResult() throws {
        let first = try ResultFolder(path: here + "/out", claim: .replacing)
        let second = try ResultFolder(path: here + "/out", claim: .replacing)
        for (number, result) in [first, second].enumerated() {
            try result.write("manifest.json", Self.manifest("\(number)"))
            try result.write("summary.json", "\(number)")
        }
        #expect(try first.commit() == here + "/out")
        #expect(try second.commit() == here + "/out")
        #expect(try folder.text("out/summary.json") == "1")
        #expect(try folder.names() == ["out"])
    }

    @Test func namesOfOthersArePlain() {
        for name in ["support", "Pläne 2", "a.b", ".hidden"] { #expect(PlainName.isPlain(name)) }
        let bad = ["", ".", "..", "a/b", "/etc", "a\\b", "a\nb", "a\u{1B}[2J", "a\u{202E}b", "a\0"]
        for name in bad + [String(repeating: "x", count: 201)] { #expect(!PlainName.isPlain(name), "\(name)") }
    }

    @Test func otherFoldersAreNeverReplaced() throws {
        try FileManager.default.createDirectory(atPath: here + "/thesis", withIntermediateDirectories: false)
        try WholeFile.write(bytes("years of work"), to: here + "/thesis/chapter1", replace: false)
        #expect(throws: OutputError.self) { _ = try ResultFolder(path: here + "/thesis", claim: .replacing) }
        #expect(throws: OutputError.self) { _ = try ResultFolder(path: here + "/thesis/chapter1", claim: .replacing) }
        #expect(throws: OutputError.self) { _ = try ResultFolder(path: ".", claim: .replacing) }
        #expect(throws: OutputError.self) { _ = try ResultFolder(path: here + "/..", claim: .replacing) }
        #expect(try folder.names(in: "/thesis") == ["chapter1"])
    }

    @Test func discardedFolderLeavesNothing() throws {
        let result = try ResultFolder(path: here + "/out", claim: .asked)
        try result.write("a", "x")
        result.discard()
        result.discard()
        #expect(try folder.names() == [])
        #expect(throws: OutputError.self) { _ = try result.commit() }
    }

    @Test func fileNamesStayInsideTheFolder() throws {
        let result = try ResultFolder(path: here + "/out", claim: .asked)
        for name in ["../evil", "/tmp/evil", "", "..", "a/b"] {
            #expect(throws: OutputError.self) { try result.write(name, "x") }
        }
        result.discard()
        #expect(try folder.names() == [])
    }
}
