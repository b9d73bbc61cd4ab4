import ArgumentParser
import Files
import Foundation
import Routing

struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Work with audit trails.", subcommands: [Verify.self])

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that an audit trail is complete and unaltered.",
            discussion: """
                Finds altered, dropped, added and reordered records, and a dropped tail.
                Exit code 0: intact; 1: not.

                Example:
                  hitl audit verify trail.jsonl
                """)

        @Argument(help: ArgumentHelp("The trail; its head is FILE.head.", valueName: "file"))
        var trail: String

        mutating func run() throws {
            let verdict = try AuditTrail.verify(trail)
            guard verdict.isIntact else {
                Console.note(verdict.problems.map(\.description).joined(separator: "\n"))
                Console.print("NOT INTACT: \(trail), \(verdict.records) records")
                throw ExitCode(1)
            }
            Console.print("intact: \(trail), \(verdict.records) records")
        }
    }
}
