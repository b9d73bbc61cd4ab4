import Files
import Foundation
import TestSupport
import Testing

@Suite struct InterruptionTests {
    /// In a process of its own, since `removeAll` ends all writing in its process.
    @Test func interruptionRemovesWhatIsUnfinished() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let here = folder.path
            let done = try ResultFolder(path: here + "/done", claim: .asked)
            try done.write("a", "x")
            _ = try done.commit()
            let result = try ResultFolder(path: here + "/out", claim: .asked)
            try result.write("a", "x")
            let file = try PartialFile(path: here + "/trace.csv", replace: false)
            try file.append("x")
            PartialOutputs.removeAll()
            #expect(try folder.names() == ["done"])
            #expect(throws: OutputError.interrupted(path: here + "/out")) { _ = try result.commit() }
            #expect(throws: OutputError.interrupted(path: here + "/out")) { try result.write("b", "x") }
            #expect(throws: OutputError.interrupted(path: here + "/trace.csv")) { try file.commit() }
            #expect(throws: OutputError.interrupted(path: here + "/c")) {
                try WholeFile.write([1], to: here + "/c", replace: false)
            }
            #expect(try folder.names() == ["done"])
        }
    }
}
