import Simulation
import Stochastics
import Testing
import Workforce

/// Who is counted in what, and when, worked out by hand.
@Suite("Cohorts and boundaries")
struct CohortTests {
    /// Customers who are served rightly and come back all the same, as often as they may.
    private func comingBack(after seconds: Double, mostContacts: Int) -> CustomerBehaviour {
        CustomerBehaviour(
            noticesWrong: 0, returns: 0, returnsWhenRight: 1, returnDelay: .constant(seconds),
            reopenWindowSeconds: 40 * Operations.day, mostContacts: mostContacts)
    }

    private func value(
        _ measure: String, _ member: (Breakdown, Int), in ledger: Ledger, of operation: OperationSpecification
    ) throws -> Double? {
        let instance = try #require(
            operation.timelineMeasures().first {
                $0.definition.name == measure && $0.member?.breakdown == member.0 && $0.member?.index == member.1
            })
        return instance.value(in: ledger, of: operation)?.number
    }

    @Test("A repeat belongs to the week of the first contact, so no share of a week's cases exceeds 1")
    func weeks() throws {
        let operation = try Operations.arrivals([10, 6 * Operations.day, 8 * Operations.day]) {
            $0.horizonSeconds = 2 * Operations.week
            $0.customers = comingBack(after: 7 * Operations.day, mostContacts: 2)
        }
        let ledger = try Operations.ledger(operation)
        #expect(try value("queries.offered", (.week, 0), in: ledger, of: operation) == 4)
        #expect(try value("queries.offered", (.week, 1), in: ledger, of: operation) == 2)
        #expect(try value("resolution.right", (.week, 0), in: ledger, of: operation) == 1)
        #expect(try value("resolution.right", (.week, 1), in: ledger, of: operation) == 1)
    }

    @Test("Weeks and hours outside the measured period have no values, also not of later repeats; a single week has")
    func outside() throws {
        var operation = try Operations.arrivals([10, 8 * Operations.day]) {
            $0.horizonSeconds = 2 * Operations.week
            $0.warmUpSeconds = Operations.week
        }
        var ledger = try Operations.ledger(operation)
        #expect(try value("queries.offered", (.week, 0), in: ledger, of: operation) == nil)
        #expect(try value("cost.total", (.week, 0), in: ledger, of: operation) == nil)
        #expect(try value("queries.offered", (.week, 1), in: ledger, of: operation) == 1)
        operation = try Operations.arrivals([10]) {
            $0.horizonSeconds = 7200
            $0.customers = comingBack(after: 5 * Operations.hour, mostContacts: 2)
        }
        ledger = try Operations.ledger(operation)
        #expect(ledger[.repeats, slice: SliceMap.whole] == 1)
        #expect(try value("human.wait.mean_s", (.hour, 0), in: ledger, of: operation) == 0)
        #expect(try value("human.wait.mean_s", (.hour, 5), in: ledger, of: operation) == nil)
        #expect(try value("human.wait.p90_s", (.week, 0), in: ledger, of: operation) == 0)
    }

    @Test("Both ends of the measured period belong to it")
    func ends() throws {
        let operation = try Operations.arrivals([1799, 1800, 3600, 3601]) { $0.warmUpSeconds = 1800 }
        #expect(try Operations.ledger(operation)[.cases, slice: SliceMap.whole] == 2)
        let late = try Operations.arrivals([3600])
        #expect(try Operations.ledger(late)[.cases, slice: SliceMap.whole] == 1)
    }

    @Test("Averages over time cover the measured period exactly, also where it begins and ends within an hour")
    func timeAverages() throws {
        let operation = try Operations.arrivals([1800, 1810, 4950, 4960]) {
            $0.warmUpSeconds = 1850
            $0.horizonSeconds = 5000
        }
        let ledger = try Operations.ledger(operation)
        func total(_ counter: Counter) -> Double { ledger[counter, slice: SliceMap.whole] }
        #expect(total(.measuredSeconds) == 3150 && total(.staffedSeconds) == 3150)
        // Busy from 1,800 to 1,900 and from 4,950; waiting from 1,810 to 1,870 and from 4,960.
        #expect(total(.busySeconds) == 50 + 50)
        #expect(total(.queueSeconds) == 20 + 40)
        #expect(ledger[.busySeconds, slice: ledger.slices.slice(.hour, 1)] == 50)
        #expect(total(.cases) == 2)
    }

    @Test("An agent who is still busy when the next shift begins has been there all the time, and stays for that shift")
    func overtime() throws {
        let operation = try Operations.arrivals([100, 2 * Operations.hour, 25 * Operations.hour]) {
            $0.traffic.channels[0].patience = nil
            $0.horizonSeconds = 2 * Operations.day
            $0.teams[0].handleTime = .constant(24 * Operations.hour)
            $0.teams[0].wagePerHour = 10
            $0.teams[0].shifts = [
                Shift(
                    days: Array(repeating: true, count: 7), fromSeconds: 0, toSeconds: Operations.hour, agents: 1)
            ]
        }
        // The first is done at 100 s into the second shift, the second is begun then and ends 100 s into the third.
        let waits = try Operations.log(operation, columns: ["wait_s"]).map { $0[0] }
        #expect(waits == ["0.0", "\(22 * Operations.hour + 100)", "\(23 * Operations.hour + 100)"])
        let ledger = try Operations.ledger(operation)
        #expect(ledger[.staffedSeconds, slice: SliceMap.whole] == 2 * Operations.day)
        #expect(ledger[.humanCost, slice: SliceMap.whole] == 20, "the rostered hours are paid")
    }

    @Test("Cases are followed until their last reopen window closes, however long that is")
    func longWindows() throws {
        let operation = try Operations.arrivals([10]) {
            $0.customers = comingBack(after: 35 * Operations.day, mostContacts: 4)
        }
        let ledger = try Operations.ledger(operation)
        #expect(ledger.casesLeftOpen == 0)
        #expect(ledger[.repeats, slice: SliceMap.whole] == 3)
        #expect(ledger[.resolutionSeconds, slice: SliceMap.whole] == 3 * 35 * Operations.day + 400)
    }

    @Test("Who works through the night before the first Monday is there, paid, and goes home in the morning")
    func firstNight() throws {
        let operation = try Operations.arrivals([100, 7 * Operations.hour]) {
            $0.traffic.channels[0].patience = nil
            $0.horizonSeconds = Operations.day
            $0.teams[0].wagePerHour = 10
            $0.teams[0].shifts = [
                Shift(
                    days: Array(repeating: true, count: 7), fromSeconds: 22 * Operations.hour,
                    toSeconds: 6 * Operations.hour, agents: 1)
            ]
        }
        let waits = try Operations.log(operation, columns: ["wait_s"]).map { $0[0] }
        #expect(waits == ["0.0", "\(15 * Operations.hour)"])
        let ledger = try Operations.ledger(operation)
        #expect(ledger[.staffedSeconds, slice: SliceMap.whole] == 8 * Operations.hour)
        #expect(ledger[.humanCost, slice: SliceMap.whole] == 80)
    }

    @Test("What was paid in a replication in which nothing was resolved still counts in the cost of a resolution")
    func costWithoutResolutions() throws {
        let operation = try Operations.arrivals([]) { $0.teams[0].wagePerHour = 10 }
        let ledger = try Operations.ledger(operation)
        for name in ["cost.per_query", "cost.per_resolution"] {
            let measure = try #require(operation.measures().first { $0.name == name })
            #expect(measure.value(in: ledger, of: operation) == .ratio(numerator: 10, denominator: 0))
        }
    }
}
