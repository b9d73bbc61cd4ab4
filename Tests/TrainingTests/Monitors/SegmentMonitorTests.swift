import Stochastics
import Testing
import Training

@Suite("Monitor of segments")
struct SegmentMonitorTests {
    private static let week = 604_800.0

    /// Looks at which any segment alarms, over a year of weekly looks.
    private func alarms(
        rates: [Double], perWeek: [Int], seed: UInt64, weeks: Int = 52, probability: Double = 0.05
    ) -> [(look: Int, segment: Int)] {
        var random = RandomStream(seed: seed, replication: 0, purpose: 4, entity: 0)
        var monitor = SegmentMonitor(segments: rates.count)
        var found: [(Int, Int)] = []
        for week in 0..<weeks {
            for segment in rates.indices {
                for _ in 0..<perWeek[segment] {
                    monitor.add(segment: segment, isWrong: random.bernoulli(rates[segment]), probability: probability)
                }
            }
            found += monitor.look().filter(\.isAlarm).map { (week, $0.segment) }
        }
        return found
    }

    @Test("Segments served alike alarm in at most one year of twenty")
    func falseAlarms() {
        let years = 200
        let alarmed = (0..<years).count { year in
            !alarms(rates: [0.05, 0.05, 0.05], perWeek: [60, 20, 5], seed: UInt64(year)).isEmpty
        }
        print("segment monitor: \(alarmed) of \(years) years with a false alarm")
        // The binomial 99.9% limit for 5% of 200.
        #expect(alarmed <= 20)
    }

    @Test("A segment that is served worse is found, and only that one")
    func finds() {
        var found = 0
        for seed in 0..<20 as Range<UInt64> {
            let alarms = alarms(rates: [0.04, 0.15, 0.04], perWeek: [60, 30, 20], seed: seed)
            if alarms.contains(where: { $0.segment == 1 }) { found += 1 }
            #expect(alarms.allSatisfy { $0.segment == 1 })
        }
        #expect(found == 20)
    }

    @Test("The p value is the binomial one given all errors, and Holm stops at the first that holds")
    func exact() throws {
        var monitor = SegmentMonitor(segments: 2, level: 0.05, everySeconds: Self.week)
        for number in 0..<100 {
            monitor.add(segment: 0, isWrong: number < 8, probability: 1)
            monitor.add(segment: 1, isWrong: number < 2, probability: 1)
        }
        let gaps = monitor.look()
        // P(X >= 8) of 10 at one half: (45 + 10 + 1) / 1024.
        #expect(abs(try #require(gaps.first).pValue - 56.0 / 1024) < 1e-9)
        #expect(abs(gaps[0].gap - 0.06) < 1e-12 && abs(gaps[1].gap + 0.06) < 1e-12)
        #expect(gaps[0].interval.contains(0.06) && gaps[0].interval.contains(0))
        #expect(gaps.allSatisfy { !$0.isAlarm })
        #expect(abs(monitor.levelOfLook - 0.05 / 52) < 1e-6)
    }

    @Test("What is older than the window is forgotten")
    func window() {
        var monitor = SegmentMonitor(
            segments: 2, level: 0.05, everySeconds: Self.week, windowSeconds: 2 * Self.week)
        for _ in 0..<50 { monitor.add(segment: 0, isWrong: true, probability: 1) }
        for _ in 0..<50 { monitor.add(segment: 1, isWrong: false, probability: 1) }
        #expect(monitor.look().first?.isAlarm == true)
        #expect(monitor.look().first?.isAlarm == true)
        #expect(monitor.look().isEmpty, "nobody has audits any more")
    }
}

@Suite("Monitor of flags")
struct FlagMonitorTests {
    @Test("An answer counts when its time to come back is over, flagged or not")
    func settles() {
        var monitor = FlagMonitor(delta: 0.002, waitSeconds: 100)
        let first = monitor.answer(at: 0)
        let second = monitor.answer(at: 50)
        #expect((first, second) == (0, 1))
        monitor.flag(second)
        #expect(monitor.settle(at: 99) == nil && monitor.window.count == 0)
        _ = monitor.settle(at: 120)
        #expect(monitor.window.count == 1 && monitor.window.mean == 0)
        _ = monitor.settle(at: 150)
        #expect(monitor.window.count == 2 && monitor.window.mean == 0.5)
        monitor.flag(first)
        monitor.flag(99)
        #expect(monitor.flags == 3 && monitor.window.mean == 0.5, "too late")
    }

    @Test("A rise of flags is found; flags that come at night for answers of the day are none")
    func rise() {
        var random = RandomStream(seed: 6, replication: 0, purpose: 5, entity: 0)
        var monitor = FlagMonitor(delta: 0.002, waitSeconds: 86_400)
        var flagged: [(seconds: Double, answer: Int)] = []
        var alarms: [Int] = []
        for hour in 0..<24 * 120 {
            let now = Double(hour) * 3600
            // Answers by day, and their flags in the night after.
            if (8..<20).contains(hour % 24) {
                for _ in 0..<20 {
                    let answer = monitor.answer(at: now)
                    if random.bernoulli(hour < 24 * 60 ? 0.02 : 0.06) {
                        flagged.append((now + 3600 * Double(24 - hour % 24), answer))
                    }
                }
            }
            for item in flagged where item.seconds <= now { monitor.flag(item.answer) }
            flagged.removeAll { $0.seconds <= now }
            if monitor.settle(at: now) != nil { alarms.append(hour / 24) }
        }
        // Evidence that grows cuts the same change again; what counts is the first.
        #expect(alarms.first.map { (60...66).contains($0) } ?? false, "\(alarms)")
    }
}
