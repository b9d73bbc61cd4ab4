import Experiments
import Foundation
import Scenarios
import Stochastics
import Testing

@Suite("Comparison on common random numbers")
struct ComparisonRunTests {
    private static func compare(
        _ agents: [Int], seed: UInt64 = 1, replications: Int, goal: ComparisonRun.Goal? = nil, threads: Int = 2,
        confidence: Double = 0.95, horizon: String = "4 h", warmUp: String = "0 s", dayFactor: Bool = true
    ) throws -> VariantComparison {
        let variants = try agents.enumerated().map { place, count in
            ComparisonSamples.variant(
                "\(count) agents, \(place)",
                try ComparisonSamples.callCentre(
                    agents: count, horizon: horizon, warmUp: warmUp, dayFactor: dayFactor))
        }
        return try ComparisonRun(
            variants, seed: seed, replications: replications, goal: goal, threads: threads, confidence: confidence
        ).run()
    }

    @Test("The same scenario twice: every difference is exactly zero, and so is its interval")
    func identical() throws {
        let result = try Self.compare([7, 7], replications: 12)
        let difference = try #require(result.differences.first)
        #expect(difference.measures.count == result.baseline.forecast.measures.count)
        #expect(difference.measures.count > 20)
        for measure in difference.measures {
            #expect(measure.isNone && !measure.isDecided, "\(measure.name): \(measure.estimate)")
            #expect(measure.gain == nil && measure.estimate.halfWidth == 0, "\(measure.name)")
            #expect(measure.spread.map { $0.p10 == 0 && $0.p50 == 0 && $0.p90 == 0 } ?? (measure.estimate.n < 10))
        }
        #expect(difference.onlyInBaseline.isEmpty && difference.onlyInVariant.isEmpty && difference.isSameTraffic)
        #expect(result.conclusion.rivals.isEmpty == (result.conclusion.cheapest == nil))
    }

    /// The reduction is measured in 10 independent comparisons; the lower 99.9% bound of the mean of its logarithm must
    /// be above 5.
    @Test("One more agent: the paired difference of the mean wait varies at least five times less")
    func oneMoreAgent() throws {
        let gains = try (1...10).map { seed in
            let result = try Self.compare([7, 8], seed: UInt64(seed), replications: 50)
            return PortableMath.log(try #require(result.differences[0]["human.wait.mean_s"]?.gain))
        }
        let estimate = try #require(Estimate.mean(of: gains, confidence: 0.998))
        print("comparison with one more agent: variance \(PortableMath.exp(estimate.mean)) times less")
        #expect(PortableMath.exp(try #require(estimate.low)) > 5)
    }

    /// M/M/c+M with c and c + 1 agents, whose mean waits Erlang A gives exactly. The interval at 99.9% must hold the
    /// difference; of the 95% intervals of 40 comparisons as many as a binomial of 95% falls below but once in 7,000 cases.
    @Test("The difference of mean waits is that of Erlang A")
    func theory() throws {
        func wait(_ agents: Int) throws -> Double {
            try ErlangFormulas.erlangA(
                servers: agents, arrivalPerSecond: 1.0 / 60, meanServiceSeconds: 360, meanPatienceSeconds: 240
            ).meanWaitSeconds
        }
        let exact = try wait(7) - wait(6)
        let sharp = try Self.compare(
            [6, 7], seed: 5, replications: 60, confidence: 0.999, horizon: "80 h", warmUp: "2 h", dayFactor: false)
        let found = try #require(sharp.differences[0]["human.wait.mean_s"]?.estimate)
        #expect(try #require(found.low) <= exact && exact <= #require(found.high), "\(found), not \(exact)")
        #expect(try #require(found.halfWidth) < 0.06 * abs(exact))
        let held = try (1...40).count { seed in
            let result = try Self.compare(
                [6, 7], seed: UInt64(1000 + seed), replications: 12, horizon: "7 h", warmUp: "2 h", dayFactor: false)
            let estimate = try #require(result.differences[0]["human.wait.mean_s"]?.estimate)
            return try #require(estimate.low) <= exact && exact <= #require(estimate.high)
        }
        // 32 or more with probability .99987.
        #expect(held >= 32, "\(held) of 40 intervals hold the difference")
    }

    @Test("Three variants: differences share the level, each is wider than alone by the quantiles of Student's t")
    func bonferroni() throws {
        let alone = try Self.compare([7, 8], replications: 20)
        let three = try Self.compare([7, 8, 9], replications: 20)
        #expect(alone.differenceConfidence == 0.95)
        #expect(abs(three.differenceConfidence - 0.975) < 1e-15)
        let name = "human.wait.mean_s"
        let one = try #require(alone.differences[0][name]?.estimate)
        let corrected = try #require(three.differences[0][name]?.estimate)
        #expect(one.mean == corrected.mean)
        let ratio =
            try StudentT.quantile(0.9875, degreesOfFreedom: 19) / StudentT.quantile(0.975, degreesOfFreedom: 19)
        #expect(abs(try #require(corrected.halfWidth) / #require(one.halfWidth) - ratio) < 1e-9)
        // A variant's own interval stays at 95%.
        #expect(three.variants[1].forecast[name] == alone.variants[1].forecast[name])
    }

    @Test("A precision adds replications to all variants alike, and stops at the most allowed")
    func precision() throws {
        func run(_ relative: Double, most: Int) throws -> VariantComparison {
            try Self.compare(
                [7, 8], replications: 3,
                goal: .init(relative: relative, measures: ["service_level.calls"], minimum: 0, maximum: most))
        }
        let easy = try run(0.5, most: 400)
        #expect(easy.precisionReached && easy.baseline.forecast.replications == 20)
        let hard = try run(0.01, most: 400)
        let counts = Set(hard.variants.map(\.forecast.replications))
        #expect(counts.count == 1)
        let half = try #require(hard.differences[0]["service_level.calls"]?.estimate.halfWidth)
        let mean = try #require(hard.baseline.forecast["service_level.calls"]?.mean)
        #expect(hard.precisionReached == (half / mean <= 0.01))
        #expect(hard.precisionReached && counts.allSatisfy { (21..<400).contains($0) })
        let short = try run(0.0001, most: 33)
        #expect(!short.precisionReached && short.baseline.forecast.replications == 33)
        // Rounds do not change what a replication is.
        let plain = try Self.compare([7, 8], replications: 33)
        #expect(plain.differences == short.differences)
    }

    @Test("Measures that one alone has, and levels of one name with two meanings, are listed and not compared")
    func whatCannotBeCompared() throws {
        let plain = try ComparisonSamples.callCentre(agents: 7)
        let priced = try ComparisonSamples.callCentre(
            agents: 7, more: "prices: {human_resolution: 5 USD, ai_resolution: 1 USD}")
        var slower = try ComparisonSamples.callCentre(agents: 7)
        slower.specification.serviceLevels[0].withinSeconds = 60
        let busier = try ComparisonSamples.callCentre(agents: 7, perDay: 2000)
        let result = try ComparisonRun(
            [("a", plain), ("b", priced), ("c", slower), ("d", busier)].map { ComparisonSamples.variant($0.0, $0.1) },
            seed: 1,
            replications: 3, threads: 1
        ).run()
        #expect(result.differences[0].onlyInVariant == ["revenue.total", "margin.total"])
        #expect(result.differences[0]["revenue.total"] == nil && result.differences[0].onlyInBaseline.isEmpty)
        #expect(result.differences[1].incomparable == ["service_level.calls"])
        #expect(result.differences[1]["human.wait.mean_s"]?.isNone == true)
        #expect(result.differences.map(\.isSameTraffic) == [true, true, false])
    }

    @Test("Another horizon, warm-up or currency: all said at once, with what to write")
    func mismatches() throws {
        let base = ComparisonSamples.variant("a", try ComparisonSamples.callCentre(agents: 7))
        let other = ComparisonSamples.variant(
            "b", try ComparisonSamples.callCentre(agents: 7, horizon: "5 h", warmUp: "1 h", currency: "EUR"))
        let found = ComparedVariant.mismatches([base, other]).problems
        #expect(found.count == 3)
        for (problem, words) in zip(
            found, [["5 h", "4 h", "horizon"], ["60 min", "0 s", "warm_up"], ["EUR", "USD", "currency"]])
        {
            #expect(words.allSatisfy { problem.description.contains($0) }, "\(problem)")
        }
        #expect(ComparedVariant.mismatches([base, base]).isEmpty)
    }
}
