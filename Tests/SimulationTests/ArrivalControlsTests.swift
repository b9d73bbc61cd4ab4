import Experiments
import Simulation
import Stochastics
import Testing
import Traffic

@Suite("Controls of known mean")
struct ArrivalControlsTests {
    @Test("Mean and variance of arrivals: whole and broken days, batches; none where they are not known")
    func moments() throws {
        var operation = try ContactCentreDay.operation(shape: 10)
        operation.warmUpSeconds = 12 * 3600
        operation.horizonSeconds = 36 * 3600
        let two = try #require(ArrivalControls(operation))
        #expect(abs(two.mean - 1440) < 1e-6)
        #expect(abs(two.variance - (1440 + 2 * 720 * 720 / 10)) < 1e-6)
        operation.traffic.arrivals.batch = .geometric(mean: 3)
        let batches = try #require(ArrivalControls(operation))
        // Batches of mean 3 and second moment 15: 5 contacts of variance for every one expected.
        #expect(abs(batches.variance - (5 * 1440 + 2 * 720 * 720 / 10)) < 1e-6 && batches.erlang == nil)
        operation.traffic.arrivals.gaps = .constant(1)
        #expect(ArrivalControls(operation) == nil)
        operation.traffic.arrivals.gaps = nil
        operation.traffic.recordedArrivals = [1, 2]
        #expect(ArrivalControls(operation) == nil)
    }

    @Test("Simulated controls average 0, batches and day factors included", arguments: [1, 3])
    func unbiased(batch: Int) throws {
        var operation = try ContactCentreDay.operation(shape: 10)
        operation.traffic.arrivals.batch = .fixed(batch)
        let controls = try #require(ArrivalControls(operation))
        #expect((controls.erlang == nil) == (batch > 1))
        var runs = Replications(operation, seed: 6, count: 1000, threads: 2)
        runs.measures = []
        let cases = try runs.run().map(\.cases)
        for column in controls.values(cases: cases) + [controls.squares(cases: cases)] {
            let estimate = try #require(Estimate.mean(of: column, confidence: 0.9999))
            #expect(try #require(estimate.low) < 0 && (try #require(estimate.high)) > 0)
        }
    }

    @Test("On days that differ much the square explains what arrivals alone do not, and Erlang A as much")
    func explained() throws {
        let operation = try ContactCentreDay.operation(shape: 10)
        let controls = try #require(ArrivalControls(operation))
        var runs = Replications(operation, seed: 7, count: 600, threads: 2)
        runs.measures = ["human.abandonment"]
        let records = try runs.run()
        var lost: [Double] = []
        var joined: [Double] = []
        for case .ratio(let numerator, let denominator)? in records.map({ $0.values[0] }) {
            lost.append(numerator)
            joined.append(denominator)
        }
        let observations = try #require(Observations.ratio(numerators: lost, denominators: joined))
        let columns = controls.values(cases: records.map(\.cases))
        let squares = controls.squares(cases: records.map(\.cases))
        let explained = try [[columns[0]], [columns[0], squares], columns].map { controls in
            try #require(ControlVariates.adjust(observations, controls: controls))
        }
        print("R squared: \(explained.map(\.rSquared)), gain \(explained.map(\.gain))")
        #expect(explained[0].rSquared < 0.85 && explained[1].rSquared > 0.9)
        #expect(explained[2].rSquared > 0.9 && explained[2].gain > 8)
    }
}
