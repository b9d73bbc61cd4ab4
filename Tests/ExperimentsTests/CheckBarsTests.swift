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
        for (name, count) in [("unchanged, other customers", 200), ("unchanged, same customers", 100)] {
            #expect(seeds[name] == count)
            let most = Binomial.quantile(0.999, trials: count, probability: 0.05)
            #expect(failed[name] ?? 0 <= most, "\(name)")
        }
        #expect(seeds["worse, paired"] == 100 && failed["worse, paired"] ?? 0 >= 95)
    }

    @Test("The worse router is 2 points worse")
    func twoPoints() throws {
        struct Results: Decodable {
            struct Value: Decodable { var mean: Double }
            var longRun: [String: Value]
            var longRunWorse: [String: Value]
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: Self.folder + "/bars.json"))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let results = try decoder.decode(Results.self, from: data)
        let name = "ai.selective_risk"
        let difference = try #require(results.longRunWorse[name]).mean - (try #require(results.longRun[name])).mean
        #expect(abs(difference - 0.02) < 0.002)
    }
}
