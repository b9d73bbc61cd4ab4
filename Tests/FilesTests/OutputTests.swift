import Files
import Foundation
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
                let result = try ResultFolder(path: path.isEmpty ? "" : "/proc/x/\(path)", replace: true)
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
        let result = try ResultFolder(path: here + "/runs/one/", replace: false)
        try result.write("manifest.json", "{}")
        try result.write("report.html", bytes("<p>"))
        #expect(try folder.names(in: "/runs") == [".one.partial-\(getpid())"])
        try result.commit()
        #expect(try folder.names(in: "/runs") == ["one"])
        #expect(try folder.names(in: "/runs/one") == ["manifest.json", "report.html"])
        #expect(throws: OutputError.exists(path: here + "/runs/one")) {
            _ = try ResultFolder(path: here + "/runs/one", replace: false)
        }
    }

    @Test func resultFolderIsReplacedWhole() throws {
        for text in ["old", "new"] {
            let result = try ResultFolder(path: here + "/out", replace: true)
            try result.write("manifest.json", text)
            if text == "old" { try result.write("gone.txt", "") }
            try result.commit()
        }
        #expect(try folder.text("out/manifest.json") == "new")
        #expect(try folder.names(in: "/out") == ["manifest.json"])
        #expect(try folder.names() == ["out"])
    }

    @Test func otherFoldersAreNeverReplaced() throws {
        try FileManager.default.createDirectory(atPath: here + "/thesis", withIntermediateDirectories: false)
        try WholeFile.write(bytes("years of work"), to: here + "/thesis/chapter1", replace: false)
        #expect(throws: OutputError.self) { _ = try ResultFolder(path: here + "/thesis", replace: true) }
        #expect(throws: OutputError.self) { _ = try ResultFolder(path: here + "/thesis/chapter1", replace: true) }
        #expect(throws: OutputError.self) { _ = try ResultFolder(path: ".", replace: true) }
        #expect(throws: OutputError.self) { _ = try ResultFolder(path: here + "/..", replace: true) }
        #expect(try folder.names(in: "/thesis") == ["chapter1"])
    }

    @Test func discardedFolderLeavesNothing() throws {
        let result = try ResultFolder(path: here + "/out", replace: false)
        try result.write("a", "x")
        result.discard()
        result.discard()
        #expect(try folder.names() == [])
        #expect(throws: OutputError.self) { try result.commit() }
    }

    @Test func fileNamesStayInsideTheFolder() throws {
        let result = try ResultFolder(path: here + "/out", replace: false)
        for name in ["../evil", "/tmp/evil", "", "..", "a/b"] {
            #expect(throws: OutputError.self) { try result.write(name, "x") }
        }
        result.discard()
        #expect(try folder.names() == [])
    }
}
