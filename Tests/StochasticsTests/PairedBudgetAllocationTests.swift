import Stochastics
import Testing

@Suite struct PairedBudgetAllocationTests {
    typealias System = PairedBudgetAllocation.System
    typealias Margin = PairedBudgetAllocation.Margin

    private func shares(_ systems: [System], observations: Int = 1_000_000) throws -> [Double] {
        try PairedBudgetAllocation(systems, best: 0, observations: systems.map { _ in observations }).shares
    }

    @Test func needsAreVarianceOverSquaredDistance() throws {
        // v/d^2 is 4, 1 and 0.25; the best keeps up with the closest: 4.
        let found = try shares([
            System(difference: 0, variance: 0), System(difference: 1, variance: 4), System(difference: 2, variance: 4),
            System(difference: 2, variance: 1),
        ])
        for (share, need) in zip(found, [4, 4, 1, 0.25]) { #expect(abs(share - need / 9.25) < 1e-12) }
    }

    /// The allocation has the largest smallest exponent of all allocations in which nobody has more than the best.
    @Test func noOtherAllocationIsSurer() throws {
        let systems = [
            System(difference: 0, variance: 0), System(difference: 0.7, variance: 2),
            System(difference: 1.1, variance: 3),
        ]
        func exponent(_ shares: [Double]) -> Double {
            systems.indices.dropFirst().map { place in
                min(shares[place], shares[0]) * systems[place].difference * systems[place].difference
                    / (2 * systems[place].variance)
            }.min() ?? 0
        }
        let best = exponent(try shares(systems))
        for first in stride(from: 0.02, to: 1, by: 0.02) {
            for second in stride(from: 0.02, to: 1 - first, by: 0.02) {
                #expect(exponent([first, second, 1 - first - second]) <= best * (1 + 1e-9))
            }
        }
    }

    @Test func requirementsRuleOutWhatIsCheaper() throws {
        let found = try shares([
            System(difference: 0, variance: 0, margins: [Margin(distance: 0.5, variance: 1)]),
            // Better than the best, but it misses its requirement: need 1 / 0.25^2 = 16.
            System(difference: -1, variance: 1, margins: [Margin(distance: -0.25, variance: 1)]),
            // Worse, which shows sooner (1) than that it misses (100).
            System(difference: 1, variance: 1, margins: [Margin(distance: -0.1, variance: 1)]),
            // Worse and within the requirement: need 2.
            System(difference: 1, variance: 2, margins: [Margin(distance: 3, variance: 1)]),
        ])
        // The best: max(1, 2, its own margin 4).
        for (share, need) in zip(found, [4, 16, 1, 2.0]) { #expect(abs(share - need / 23) < 1e-12) }
    }

    @Test func aTieTakesNoMoreThanItsStandardError() throws {
        let found = try shares(
            [
                System(difference: 0, variance: 0), System(difference: 0, variance: 4),
                System(difference: 1, variance: 4),
            ],
            observations: 25)
        // A distance of 0 counts as one standard error: v / (v / n) = n = 25.
        for (share, need) in zip(found, [25, 25, 4.0]) { #expect(abs(share - need / 54) < 1e-12) }
        // The same in every replication: nothing to be learned.
        let twins = try shares([System(difference: 0, variance: 0), System(difference: 0, variance: 0)])
        #expect(twins == [0.5, 0.5])
    }

    @Test func badArgumentsAreRefused() {
        #expect(throws: StochasticsError.self) {
            try PairedBudgetAllocation([System(difference: 0, variance: 0)], best: 0, observations: [5])
        }
        #expect(throws: StochasticsError.self) {
            try PairedBudgetAllocation(
                [System(difference: 0, variance: 0), System(difference: 1, variance: 1)], best: 2, observations: [5, 5])
        }
    }
}
