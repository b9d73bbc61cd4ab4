import Files
import Foundation
import TestSupport
import Testing

@Suite struct InputTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: ["/dev/zero", "/dev/null", "/dev/urandom"])
    func aDeviceIsRefused(_ path: String) throws {
        let problem = try #require(throws: Problem.self) { _ = try InputFile.read(path) }
        #expect(problem.message == "this is a device")
        // By a link as well.
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: path)
        #expect(throws: Problem.self) { _ = try InputFile.read(folder.path + "/link") }
    }

    /// Who writes for ever is let down at the cap, not when memory is gone.
    @Test func aPipeWithoutEndIsRefused() throws {
        let pipe = folder.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let writer = Process()
        writer.executableURL = URL(fileURLWithPath: "/bin/sh")
        writer.arguments = ["-c", "yes > \"$1\"", "sh", pipe]
        writer.standardError = FileHandle.nullDevice
        try writer.run()
        let problem = try #require(throws: Problem.self) { _ = try InputFile.read(pipe, as: .scenario) }
        writer.waitUntilExit()
        #expect(problem.message == "this is no scenario: it has more than 16 MB")
    }

    @Test func aPipeThatEndsIsRead() throws {
        let pipe = folder.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let writer = Process()
        writer.executableURL = URL(fileURLWithPath: "/bin/sh")
        writer.arguments = ["-c", "head -c 1000000 /dev/zero > \"$1\"", "sh", pipe]
        try writer.run()
        #expect(try InputFile.read(pipe, as: .scenario).count == 1_000_000)
        writer.waitUntilExit()
    }

    @Test func aFileAboveTheCapIsRefusedUnread() throws {
        let path = folder.path + "/large"
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        // Takes no room on the disk.
        #expect(truncate(path, off_t(InputKind.scenario.mostBytes)) == 0)
        #expect(try InputFile.read(path, as: .scenario).count == InputKind.scenario.mostBytes)
        #expect(truncate(path, off_t(InputKind.texts.mostBytes) + 1) == 0)
        for kind in [InputKind.scenario, .document, .texts] {
            let problem = try #require(throws: Problem.self) { _ = try InputFile.read(path, as: kind) }
            #expect(problem.message.contains("more than \(kind.mostBytes >> 20) MB"))
        }
    }

    @Test func fiftyProblemsAreTold() {
        let many = Problems((1...120).map { Problem(file: "a", line: $0, column: 1, message: "unknown") })
        let lines = many.description.split(separator: "\n")
        #expect(lines.count == 51)
        #expect(lines.last == "... and 70 more problems, not shown")
        #expect(many.problems.count == 120)
        #expect(Problems(Array(many.problems.prefix(50))).description.split(separator: "\n").count == 50)
    }

    @Test func spellingOfEndlessWordsCostsNothing() {
        let long = String(repeating: "a", count: 1 << 20)
        #expect(Spelling.closest(to: long + "b", among: [long]) == nil)
        #expect(Spelling.closest(to: long, among: [long]) == long)
    }
}
