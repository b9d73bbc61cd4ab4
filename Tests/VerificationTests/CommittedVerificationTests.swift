import Foundation
import Stochastics
import TestSupport
import Testing

/// The committed results of the full `hitl verify`, read as anybody would.
struct CommittedVerification: Decodable {
    struct Comparison: Decodable {
        let id: String
        let primary: Bool
        let z: Double?
        let verdict: String
    }

    struct Run: Decodable {
        let id: String
        let replications: Int
        let contacts: Int
        let triages: Int
    }

    struct MeanSquare: Decodable {
        let value: Double
        let low: Double
        let high: Double
    }

    let precision: Double
    let comparisons: [Comparison]
    let runs: [Run]
    let meanZSquared: MeanSquare
    let failed: Int

    private static let folder = Project.root.appendingPathComponent("results/verify")

    static func isThere(_ file: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(file).path)
    }

    static func read(_ file: String) throws -> CommittedVerification {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Self.self, from: Data(contentsOf: folder.appendingPathComponent(file)))
    }

    /// Primary z values, one a case, each as the standard normal value of the same Student-t probability.
    func primaryScores() throws -> [Double] {
        var replications: [String: Int] = [:]
        for run in runs { replications[run.id] = run.replications }
        return try comparisons.filter(\.primary).compactMap { comparison in
            guard let z = comparison.z else { return nil }
            let count = try #require(replications[comparison.id])
            let tail = StudentT.cumulative(-abs(z), degreesOfFreedom: Double(count - 1))
            let score = tail > 0 ? -NormalDistribution.standardQuantile(tail) : 40
            return z < 0 ? -score : score
        }
    }
}

/// Tests of normality with nothing estimated.
enum Normality {
    /// The asymptotic 99.9% point of Anderson and Darling's statistic (Marsaglia and Marsaglia, Journal of Statistical
    /// Software 9(2), 2004); samples of ten are near to it.
    static let andersonDarlingLimit = 5.97

    /// Anderson and Darling's statistic of scores against the standard normal distribution.
    static func andersonDarling(_ scores: [Double]) -> Double {
        let sorted = scores.sorted()
        let n = sorted.count
        func logarithmOfTail(_ x: Double) -> Double {
            PortableMath.log(max(erfc(x / 2.0.squareRoot()) / 2, 1e-300))
        }
        var sum = 0.0
        for index in 0..<n {
            sum +=
                Double(2 * index + 1)
                * (logarithmOfTail(-sorted[index]) + logarithmOfTail(sorted[n - 1 - index]))
        }
        return -Double(n) - sum / Double(n)
    }

    /// The exact 99.9% band of the mean of squared scores: chi squared over its degrees of freedom.
    static func meanSquareBand(_ count: Int) throws -> ClosedRange<Double> {
        let squares = Distribution.gamma(shape: Double(count) / 2, scale: 2 / Double(count))
        return try squares.quantile(0.0005)...squares.quantile(0.9995)
    }
}

@Suite("The committed verification")
struct CommittedVerificationTests {
    @Test(
        "Nothing failed, to 1%, and the z values look standard normal (skipped before there is a result)",
        .enabled(if: CommittedVerification.isThere("public.json")))
    func exact() throws {
        try check("public.json", cases: 51...)
    }

    @Test(
        "So it is for what others simulated (skipped before there is a result)",
        .enabled(if: CommittedVerification.isThere("simulated.json")))
    func simulated() throws {
        try check("simulated.json", cases: 3...)
    }

    /// Checks a file of results with so many primary quantities.
    private func check(_ file: String, cases: PartialRangeFrom<Int>) throws {
        let committed = try CommittedVerification.read(file)
        #expect(committed.failed == 0 && committed.precision <= 0.01)
        #expect(!committed.comparisons.contains { $0.verdict == "fail" })
        #expect(committed.runs.allSatisfy { $0.contacts == $0.triages && $0.contacts > 0 })
        let scores = try committed.primaryScores()
        #expect(cases.contains(scores.count), "\(scores.count) primary quantities")
        let mean = scores.reduce(0) { $0 + $1 * $1 } / Double(scores.count)
        let band = try Normality.meanSquareBand(scores.count)
        print("mean of z squared \(mean) in \(band), Anderson-Darling \(Normality.andersonDarling(scores))")
        #expect(band.contains(mean))
        #expect(abs(mean - committed.meanZSquared.value) < 0.02)
        #expect(abs(band.lowerBound - committed.meanZSquared.low) < 1e-6)
        #expect(abs(band.upperBound - committed.meanZSquared.high) < 1e-6)
        #expect(Normality.andersonDarling(scores) < Normality.andersonDarlingLimit)
    }

    @Test("The test of normality tells normal values from shifted, wide and narrow ones")
    func normality() {
        // Values at the middle of equal shares of the distribution are as normal as can be.
        let even = (0..<70).map { NormalDistribution.standardQuantile((Double($0) + 0.5) / 70) }
        #expect(Normality.andersonDarling(even) < 0.1)
        #expect(Normality.andersonDarling(even.map { $0 + 0.5 }) > Normality.andersonDarlingLimit)
        #expect(Normality.andersonDarling(even.map { $0 * 1.8 }) > Normality.andersonDarlingLimit)
        #expect(Normality.andersonDarling(even.map { $0 * 0.4 }) > Normality.andersonDarlingLimit)
    }
}
