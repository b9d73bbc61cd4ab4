import Foundation
import TestSupport
import Testing

/// No type is extended in more files of its own module than may be.
@Suite struct TypeSpreadTests {
    private static func sources() throws -> [(path: String, text: String)] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: Project.root.path + "/Sources")
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map {
            ("Sources/" + $0, try Project.text("Sources/" + $0))
        }
    }

    @Test func typesAreTogether() throws {
        let sources = try Self.sources()
        #expect(sources.count > 60, "the sources were not found")
        #expect(TypeSpread.files(in: sources)["Simulation.SupportOperation"]?.count == 3)
        let wide = TypeSpread.tooWide(in: sources)
        #expect(wide.isEmpty, "\(wide.joined(separator: "\n"))")
    }

    @Test func exceptionsMayOnlyShrink() throws {
        let needless = TypeSpread.needless(in: try Self.sources())
        #expect(needless.isEmpty, "no exceptions any more, remove them from TypeSpread: \(needless)")
    }

    @Test func wideTypesAreFound() {
        let own = ("Sources/A/Own.swift", "public struct Own { class func make() {} }\nextension Own {}")
        let more = (1...3).map { ("Sources/A/Own+\($0).swift", "extension Own: Sendable {}") }
        #expect(TypeSpread.tooWide(in: [own] + more).count == 1)
        #expect(TypeSpread.tooWide(in: [own] + more.dropLast()).isEmpty)
        #expect(TypeSpread.tooWide(in: [own] + more, exceptions: ["A.Own"]).isEmpty)
        #expect(TypeSpread.needless(in: [own] + more, exceptions: ["A.Own"]).isEmpty)
        #expect(TypeSpread.needless(in: [own] + more.dropLast(), exceptions: ["A.Own"]) == ["A.Own"])
        // Another module's type, a comment, and a nested type by its last name.
        let others = (1...4).map { ("Sources/B/X\($0).swift", "extension Own {} // struct Own {}") }
        #expect(TypeSpread.tooWide(in: [own] + others).isEmpty)
        let nested = (1...3).map { ("Sources/A/In\($0).swift", "extension Outer.Own {}") }
        #expect(TypeSpread.tooWide(in: [own] + nested).count == 1)
    }
}
