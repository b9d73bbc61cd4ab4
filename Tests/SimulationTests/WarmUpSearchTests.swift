import Experiments
import Simulation
import Stochastics
import Testing
import Traffic
import Workforce

@Suite("Warm-up by MSER-5")
struct WarmUpSearchTests {
    /// M/M/1, 0.9 busy, two contacts an hour.
    private static func queue(hours: Double, load: Double = 0.9) throws -> OperationSpecification {
        Operations.humansOnly(
            agents: 1, handleTime: .exponential(mean: 1800 * load / 0.9), patience: nil,
            arrivals: try ArrivalRate(perWeek: 1.8 * 168), horizonSeconds: hours * 3600)
    }

    @Test("A queue that fills up has a warm-up, found the same on any number of threads")
    func filling() throws {
        let operation = try Self.queue(hours: 1000)
        let found = try WarmUpSearch(operation, seed: 1, threads: 1)
        #expect(found.seconds > 0 && found.seconds <= 500 * 3600 && !found.isTooShort)
        #expect(found.seconds.truncatingRemainder(dividingBy: 5 * 3600) == 0 && found.batchHours == 5)
        #expect(try WarmUpSearch(operation, seed: 1, threads: 2).seconds == found.seconds)
        #expect(
            found.finding == .foundWarmUp(seconds: found.seconds, pilots: 10, batchHours: found.batchHours)
                && found.warning == nil)
    }

    @Test("A queue that never stops growing has none, which is said")
    func growing() throws {
        let found = try WarmUpSearch(try Self.queue(hours: 400, load: 1.5), seed: 1, threads: 2)
        #expect(found.isTooShort && found.warning != nil)
    }

    @Test("Batches are whole cycles of the load")
    func cycles() throws {
        var operation = try Self.queue(hours: 400)
        #expect(operation.loadCycleHours == 1 && operation.warmUpBatchHours == 5)
        let night = Shift(
            days: Array(repeating: true, count: 7), fromSeconds: 20 * 3600, toSeconds: 8 * 3600, agents: 1)
        operation.teams[0].shifts.append(night)
        #expect(operation.loadCycleHours == 24)
        operation.teams[0].shifts[1].days[6] = false
        #expect(operation.loadCycleHours == 168 && operation.shortestHorizonForWarmUpSeconds == 1680 * 3600)
    }

    @Test(
        "Rates between points have the cycle of their period",
        arguments: [
            (8, 24), (24, 24), (48, nil), (84, 168), (168, 168), (10, nil), (336, nil),
        ] as [(hours: Double, cycle: Int?)])
    func curves(hours: Double, cycle: Int?) throws {
        func queue(_ rates: [Double]) throws -> OperationSpecification {
            let points = rates.enumerated().map { (seconds: Double($0) * 1800, perSecond: $1) }
            let curve = try RateCurve(points: points, periodSeconds: hours * 3600)
            return Operations.humansOnly(
                agents: 1, handleTime: .exponential(mean: 900), patience: nil, arrivals: try ArrivalRate(curve: curve),
                horizonSeconds: 400 * 3600)
        }
        var operation = try queue([0.0005, 0.001])
        #expect(operation.loadCycleHours == cycle && operation.warmUpBatchHours == cycle)
        #expect(operation.shortestHorizonForWarmUpSeconds == cycle.map { Double($0) * 36_000 })
        if cycle == nil {
            #expect(throws: TrafficError.self) { try WarmUpSearch(operation, seed: 1, threads: 1) }
        }
        operation = try queue([0.0005, 0.0005])
        #expect(operation.loadCycleHours == 1 && operation.warmUpBatchHours == 5)
        operation.teams[0].shifts.append(
            Shift(days: Array(repeating: true, count: 7), fromSeconds: 0, toSeconds: 8 * 3600, agents: 1))
        #expect(operation.loadCycleHours == 24)
    }
}
