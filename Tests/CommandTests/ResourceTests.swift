import Foundation
import TestSupport
import Testing

@Suite struct ResourceTests {
    let folder: TemporaryFolder

    init() throws { folder = try FastScenario.folder() }

    #if os(Linux)
    /// A user who may have no thread but the first.
    @Test func withoutThreadsTheResultIsTheSame() throws {
        let arguments = ["simulate", "fast.yaml", "--json", "--replications", "3", "--threads", "3"]
        let free = try BuiltProgram.run(arguments, in: folder)
        let limited = ["-c", "ulimit -u 1; exec \"$0\" \"$@\"", BuiltProgram.path] + arguments
        // The limit is not for the superuser.
        let run =
            getuid() == 0
            ? try BuiltProgram.start(
                "/usr/bin/setpriv", ["--reuid", "65534", "--clear-groups", "/bin/bash"] + limited, in: folder)
            : try BuiltProgram.start("/bin/bash", limited, in: folder)
        let outcome = try run.finish()
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("the system gives 1 of 3 threads"))
        #expect(outcome.output == free.output)
    }
    #endif

    /// Mail has no patience, comes by the thousand, and is never answered: what came in an hour is followed for some days
    /// and not for all the returns that a customer could have.
    @Test func anOverloadedHourIsFollowedForItsReopenWindow() throws {
        let outcome = try BuiltProgram.run(
            [
                "simulate", "fast.yaml", "--json", "--quiet", "--replications", "1", "--set", "horizon=1 h", "--set",
                "traffic.volume=6000 per day", "--set", "policy.threshold=99.9%", "--trace", "trace.csv",
            ], in: folder)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let last = try table(folder.path + "/trace.csv").compactMap { Double($0["arrival_s"] ?? "") }.max() ?? 0
        // An hour, the reopen window of a day, and the hour once more.
        #expect(last > 86_400 - 3600 && last <= 3600 + 86_400 + 3600)
        let notes = try #require(try outcome.json()["notes"] as? [String])
        #expect(notes.contains { $0.contains("cases were not over 25 h after the horizon") }, "\(notes)")
    }

    @Test func whatCannotBeWrittenIsToldEverywhere() throws {
        for arguments in [["--help"], ["simulate", "--help"], ["--version"], ["schema"], ["validate", "fast.yaml"]] {
            let run = try BuiltProgram.start(BuiltProgram.path, arguments, in: folder, output: "/dev/full")
            let outcome = try run.finish()
            #expect(outcome.code == 73, "\(arguments)")
            #expect(outcome.errors.contains("cannot write standard output"))
        }
        let trace = try BuiltProgram.run(
            ["simulate", "fast.yaml", "--quiet", "--json", "--trace", "/dev/full"], in: folder)
        #expect(trace.code == 73 && trace.output.isEmpty)
    }

    /// A file above the limit of its size is no reason to die with half of it written.
    @Test func aFileAboveItsLimitIsAnError() throws {
        let run = try BuiltProgram.start(
            "/bin/bash",
            ["-c", "ulimit -f 1; exec \"$0\" simulate fast.yaml --quiet --out mine", BuiltProgram.path], in: folder)
        let outcome = try run.finish()
        #expect(outcome.code == 73 && !outcome.wasKilled, "\(outcome.errors)")
        #expect(try folder.names() == ["fast.yaml"])
    }

    @Test(arguments: ["/dev/zero", "/dev/null"])
    func aDeviceIsNoInput(_ path: String) throws {
        for arguments in [
            ["validate", path], ["simulate", path], ["sweep-run", "--tasks", path, "--out", "x"], ["evaluate", path],
        ] {
            let outcome = try BuiltProgram.run(arguments, in: folder)
            #expect(outcome.code == 65 || outcome.code == 64, "\(arguments): \(outcome.errors)")
        }
        let outcome = try BuiltProgram.run(["validate", path], in: folder)
        #expect(outcome.code == 65 && outcome.errors.contains("this is a device"))
    }

    /// At most a page of output, whatever is wrong with a file.
    @Test func aHundredThousandUnknownKeysAreTold() throws {
        let unknown = (1...100_000).map { "unknwon_\($0): 1\n" }.joined()
        try folder.write("many.yaml", FastScenario.yaml + unknown)
        let outcome = try BuiltProgram.run(["validate", "many.yaml"], in: folder)
        #expect(outcome.code == 65)
        #expect(outcome.errors.contains("... and 99950 more problems, not shown"))
        #expect(outcome.errors.contains("100000 problems"))
        #expect(outcome.errors.utf8.count < 50_000)
    }
}
