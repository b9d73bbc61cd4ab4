import Foundation

/// What lies beside the project, in `../shared` from its root; absent on users' machines.
///
/// Only tests of real texts, and of case files of others, ask for it. What is exact stands in `TheoryTable`.
package enum SharedData {
    /// The folder.
    package static let root = Project.root.deletingLastPathComponent().appendingPathComponent("shared").path

    /// A file of real data.
    package static func path(_ name: String) -> String { root + "/data/" + name }

    /// Questions to a bank, to learn from.
    package static let bankingTrain = path("banking77/train.csv")
    /// Questions to a bank, to be tested on.
    package static let bankingTest = path("banking77/test.csv")

    /// Whether real data are there.
    package static var hasBanking77: Bool { FileManager.default.fileExists(atPath: bankingTrain) }

    /// A file of cases that others worked out.
    package static func cases(_ name: String) -> String { root + "/truth/" + name }

    /// Whether case files of others are there.
    package static var hasCases: Bool { FileManager.default.fileExists(atPath: cases("public.json")) }
}
