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
                Finds altered, dropped, added and reordered records, records of a shape that
                no record has, and a dropped tail. Exit code 0: intact; 1: not.

                Who can write both the trail and its head can forge both. Keep the head, or the
                digest that is printed, where they cannot write, and give it as --expect-head.

                With --complete every approval that was asked for must have an end, too:
                answered, timed out, withdrawn, or still open when the run ended.

                Examples:
                  hitl audit verify trail.jsonl
                  hitl audit verify trail.jsonl --complete
                  hitl audit verify trail.jsonl --expect-head kept.head --grown
                """)

        @Argument(help: ArgumentHelp("The trail; its head is FILE.head.", valueName: "file"))
        var trail: String

        @Option(
            name: .long,
            help: ArgumentHelp(
                "The head as it was kept elsewhere: 64 hexadecimal digits, or a copy of FILE.head.",
                valueName: "digest|file"))
        var expectHead: String?

        @Flag(name: .long, help: "Records may have been added since the expected head was kept.")
        var grown = false

        @Flag(name: .long, help: "Every approval that was asked for must have an end.")
        var complete = false

        mutating func validate() throws {
            if grown, expectHead == nil { throw ValidationError("--grown goes with --expect-head") }
        }

        mutating func run() throws {
            let verdict = try AuditTrail.verify(trail, expecting: expectation(), complete: complete)
            let records = Self.records(verdict.records)
            guard verdict.isIntact else {
                Console.note(verdict.problems.map(\.description).joined(separator: "\n"))
                Console.print("NOT INTACT: \(trail), \(records)")
                throw ExitCode(1)
            }
            guard verdict.isComplete else {
                Console.note(verdict.incomplete.map(\.description).joined(separator: "\n"))
                Console.print("NOT COMPLETE: \(trail), \(records), whose chain is intact")
                throw ExitCode(1)
            }
            Console.print("intact: \(trail), \(records)\nhead: \(verdict.digest)")
            if verdict.recordsAfterHead > 0 {
                Console.print(
                    "After the head: \(Self.records(verdict.recordsAfterHead)), whole. "
                        + "A process wrote them and died before it replaced the head.")
            }
            if verdict.unfinishedBytes > 0 {
                Console.print(
                    "After them: an unfinished line of \(verdict.unfinishedBytes) bytes. A process died while it wrote.\n"
                        + "Its decision was never printed; hitl route --resume cuts it off.")
            }
            if let book = verdict.approvals { Console.print(Self.approvals(book)) }
            Console.print(meaning(verdict))
        }

        /// What became of the approvals.
        private static func approvals(_ book: ApprovalBook) -> String {
            guard book.asked > 0 else { return "No approval was asked for." }
            return "Approvals: \(book.asked), each with an end: \(book.answered) answered, \(book.timedOut) timed out, "
                + "\(book.withdrawn) withdrawn, \(book.stillOpen) open at the end."
        }

        private static func records(_ count: Int) -> String { count == 1 ? "1 record" : "\(count) records" }

        /// What "intact" proves, and what it does not.
        private func meaning(_ verdict: AuditTrail.Verdict) -> String {
            guard let added = verdict.recordsAfterExpected else {
                return """
                    Every record follows from the one before it, up to the head.
                    Whoever can write both files can have forged both: only a head that was
                    kept elsewhere shows that (--expect-head).
                    """
            }
            let same =
                "Up to record \(verdict.records - added) nothing was altered, dropped or added since the head was kept."
            guard added > 0 else { return same }
            return same + "\nAfter it: \(Self.records(added)), for which no head kept elsewhere vouches."
        }

        private func expectation() throws -> AuditTrail.Expectation? {
            guard let expectHead else { return nil }
            if AuditTrail.isDigest(expectHead) { return .init(digest: expectHead, mayHaveGrown: grown) }
            guard let head = try AuditTrail.readHead(expectHead) else {
                throw Problem(
                    file: expectHead, message: "this is not the head of a trail",
                    remedy: "name a copy of FILE.head, or give the 64 digits that audit verify printed")
            }
            return .init(digest: head.digest, mayHaveGrown: grown)
        }
    }
}
