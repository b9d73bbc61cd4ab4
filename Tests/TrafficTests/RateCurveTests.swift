import Quantities
import Stochastics
import Testing
import Traffic

/// Rates that follow straight lines between points.
@Suite("Rate curves")
struct RateCurveTests {
    private func curve(_ points: [(Double, Double)], period: Double) throws -> RateCurve {
        try RateCurve(points: points.map { (seconds: $0.0, perSecond: $0.1) }, periodSeconds: period)
    }

    @Test("Rates and counts, with jumps, and over the turn of a period")
    func rates() throws {
        let rate = try ArrivalRate(curve: curve([(0, 1), (100, 3), (100, 2), (200, 0)], period: 200))
        for (time, value) in [(0.0, 1.0), (50, 2), (99.9, 2.998), (100, 2), (150, 1), (199, 0.02), (200, 1), (250, 2)] {
            #expect(abs(rate.expectedRate(at: time) - value) < 1e-9, "at \(time)")
        }
        #expect(abs(rate.expectedCount(from: 0, to: 200) - 300) < 1e-9)
        #expect(abs(rate.expectedCount(from: 50, to: 350) - (300 - 75 + 275)) < 1e-9)
        #expect(abs(rate.perWeek / Seconds.perWeek - 1.5) < 1e-12)
        // Without points at the ends of the period the line goes on from the last to the first of the next.
        let open = try ArrivalRate(curve: curve([(50, 2), (150, 4)], period: 200))
        for (time, value) in [(0.0, 3.0), (25, 2.5), (50, 2), (100, 3), (150, 4), (175, 3.5), (200, 3)] {
            #expect(abs(open.expectedRate(at: time) - value) < 1e-9, "at \(time)")
        }
        // So it does where there is a point at one end of the period alone.
        let late = try ArrivalRate(curve: curve([(50, 2), (150, 4), (200, 6)], period: 200))
        for (time, value) in [(0.0, 6.0), (25, 4), (50, 2), (100, 3), (199, 5.96), (200, 6), (225, 4)] {
            #expect(abs(late.expectedRate(at: time) - value) < 1e-9, "at \(time)")
        }
        #expect(abs(late.expectedCount(from: 0, to: 200) - (200 + 300 + 250)) < 1e-9)
        let early = try ArrivalRate(curve: curve([(0, 6), (50, 2), (150, 4)], period: 200))
        for (time, value) in [(0.0, 6.0), (25, 4), (150, 4), (175, 5), (199, 5.96), (200, 6)] {
            #expect(abs(early.expectedRate(at: time) - value) < 1e-9, "at \(time)")
        }
        // Spikes and growth multiply the lines.
        let grown = try ArrivalRate(
            curve: curve([(0, 1)], period: 60), spikes: [Spike(startSeconds: 30, durationSeconds: 60, multiplier: 3)],
            growthPerWeek: 1)
        #expect(abs(grown.expectedCount(from: 0, to: 100) - (30 + 180 + 10)) < 1e-9)
        #expect(abs(grown.expectedRate(at: Seconds.perWeek + 1) - 2) < 1e-12)
    }

    @Test(
        "Arrivals have the integral as their cumulative rate, and exponential gaps in it",
        arguments: [1, 2] as [UInt64])
    func arrivals(seed: UInt64) throws {
        let rate = try ArrivalRate(curve: curve([(0, 0), (700, 5), (1000, 0.5), (2000, 0.5)], period: 2500))
        var process = ArrivalProcess(rate: rate, seed: seed, replication: 0)
        var time = 0.0
        var gaps: [Double] = []
        while gaps.count < 20_000, let next = process.next(after: time) {
            gaps.append(rate.expectedCount(from: time, to: next))
            time = next
        }
        let n = Double(gaps.count)
        let mean = gaps.reduce(0, +) / n
        let square = gaps.reduce(0) { $0 + $1 * $1 } / n
        #expect(abs(mean - 1) < 3.9 / n.squareRoot())
        // The square of a unit exponential has mean 2 and variance 20.
        #expect(abs(square - 2) < 3.9 * (20 / n).squareRoot())
    }

    @Test("No gap at a moment of rate 0, from which the rate rises, is an arrival at that moment")
    func noGap() throws {
        var rate = try ArrivalRate(curve: curve([(0, 0), (100, 10)], period: 100))
        rate.gaps = .mixture([
            WeightedDistribution(weight: 1, distribution: .constant(0)),
            WeightedDistribution(weight: 1, distribution: .constant(2)),
        ])
        var atStart = 0
        for replication in 0..<40 as Range<UInt32> {
            var process = ArrivalProcess(rate: rate, seed: 3, replication: replication)
            var time = 0.0
            for _ in 0..<50 {
                let found = process.next(after: time)
                let next = try #require(found)
                #expect(next >= time && next.isFinite)
                if next == 0 { atStart += 1 }
                time = next
            }
        }
        #expect(atStart > 20)
    }

    @Test("What makes no sense is refused")
    func refused() {
        #expect(throws: TrafficError.self) { try curve([], period: 10) }
        #expect(throws: TrafficError.self) { try curve([(0, 1)], period: 0) }
        #expect(throws: TrafficError.self) { try curve([(0, 1), (11, 1)], period: 10) }
        #expect(throws: TrafficError.self) { try curve([(5, 1), (4, 1)], period: 10) }
        #expect(throws: TrafficError.self) { try curve([(0, -1)], period: 10) }
        #expect(throws: TrafficError.self) { try curve([(0, 0), (10, 0)], period: 10) }
        #expect(throws: TrafficError.self) { try curve([(.nan, 1)], period: 10) }
    }
}
