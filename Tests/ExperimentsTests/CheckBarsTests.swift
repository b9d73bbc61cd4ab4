import Experiments
import Files
import Foundation
import Stochastics
import TestSupport
import Testing

/// What `Scripts/check_bars.py` found, with `hitl check` and scenarios/ci.yaml.
@Suite("Committed results of checks")
struct CheckBarsTests {
    private static let folder = Project.path("results/check")
    /// Seeds of a result that says anything; `make gate-bars` takes 100 and 200.
    private static let fewest = 30

    @Test("An unchanged router fails no more often than stated, a worse one is caught")
    func bars() throws {
        var reader = try CSVReader(path: Self.folder + "/bars.csv")
        var failed: [String: Int] = [:]
        var seeds: [String: Int] = [:]
        while let row = try reader.next() {
            let name = row.fields[0] + ", " + row.fields[1]
            seeds[name, default: 0] += 1
            if row.fields[3] == "fail" { failed[name, default: 0] += 1 }
        }
        for name in ["unchanged, other customers", "unchanged, same customers"] {
            let count = seeds[name] ?? 0
            #expect(count >= Self.fewest)
            #expect(failed[name] ?? 0 <= Binomial.quantile(0.999, trials: count, probability: 0.05), "\(name)")
        }
        let worse = seeds.filter { $0.key.hasPrefix("worse, ") }
        #expect(worse.count == 9)
        for (name, count) in worse {
            #expect(count >= Self.fewest && Double(failed[name] ?? 0) >= 0.95 * Double(count), "\(name)")
        }
    }
}
