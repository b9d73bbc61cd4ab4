import Routing
import Simulation
import Stochastics
import Testing
import Traffic

/// Measures by reason and by spike, hours by kind of work, and what becomes of wrong drafts: against sums over the trace.
@Suite("Measures by reason, spike and work")
struct ReasonMeasuresTests {
    private static func operation() throws -> OperationSpecification {
        var operation = try Operations.learning(weeks: 0.5, perDay: 2400)
        operation.ai?.firstLabelsPerIntent = 40
        operation.policy.threshold = 0.5
        operation.traffic.arrivals = try ArrivalRate(
            perWeek: 2400 * 7, hourlyWeights: [], dayFactorShape: nil,
            spikes: [
                Spike(startSeconds: 100_000, durationSeconds: 7200, multiplier: 3, name: "outage"),
                Spike(startSeconds: 104_000, durationSeconds: 40_000, multiplier: 1.5, name: "sale"),
            ], growthPerWeek: 0)
        return operation
    }

    private struct Row {
        var number: String
        var attempt: Int
        var arrival: Double
        var decision: String
        var reason: String
        var outcome: String
        var reaction: String
        var right: Bool
        var wait: Double?
        var handle: Double
        var predicted: String
        var label: String
        var intent: String
        var queue: String
    }

    private static func rows(_ operation: OperationSpecification) throws -> [Row] {
        let columns = [
            "number", "attempt", "arrival_s", "decision", "reasons", "outcome", "reaction", "right", "wait_s",
            "handle_s",
            "predicted", "label", "intent", "queue", "measured",
        ]
        return try Operations.log(operation, columns: columns).filter { $0[14] == "1" }.map { fields in
            let reasons = fields[4].split(separator: "|").map(String.init)
            return Row(
                number: fields[0], attempt: Int(fields[1]) ?? -1, arrival: Double(fields[2]) ?? -1,
                decision: fields[3], reason: reasons.first ?? "", outcome: fields[5], reaction: fields[6],
                right: fields[7] == "1", wait: Double(fields[8]), handle: Double(fields[9]) ?? 0,
                predicted: fields[10], label: fields[11], intent: fields[12], queue: fields[13])
        }
    }

    private func value(
        _ measure: Measure, _ member: (Breakdown, Int)?, _ ledger: Ledger, _ operation: OperationSpecification
    ) throws -> Double? {
        let instance = try #require(
            operation.measures().first {
                $0.definition.name == measure.name && $0.member?.breakdown == member?.0
                    && $0.member?.index == member?.1
            }, "\(measure) \(String(describing: member))")
        return instance.value(in: ledger, of: operation)?.number
    }

    @Test("Decisions, containment and resolution by the rule that decided")
    func reasons() throws {
        let operation = try Self.operation()
        let (rows, ledger) = (try Self.rows(operation), try Operations.ledger(operation))
        let names = try #require(ledger.slices.names[.reason])
        #expect(names == ["scope", "critical", "upset", "amount", "doubt", "confident"])
        let firstReasons = Dictionary(
            uniqueKeysWithValues: rows.filter { $0.attempt == 0 }.map { ($0.number, $0.reason) })
        var decisions = 0.0
        for (index, name) in names.enumerated() {
            let own = rows.filter { $0.reason == name }
            let count = Double(own.count)
            decisions += count
            #expect(count > 20 && own.contains { $0.attempt == 0 }, "\(name): \(count)")
            #expect(try value(.policyDecisions, (.reason, index), ledger, operation) == count)
            let contained = own.filter { $0.attempt == 0 && $0.outcome == "answered" && $0.reaction == "content" }
            let late = own.count { $0.attempt == 0 && $0.outcome == "answered" && $0.reaction == "returns_late" }
            let found = try #require(try value(.aiContainment, (.reason, index), ledger, operation))
            #expect(found >= Double(contained.count + late) / count - 1e-12, "\(name)")
            let cases = Double(own.count { $0.attempt == 0 })
            let right = rows.count {
                firstReasons[$0.number] == name && $0.reaction == "content" && $0.right
            }
            let resolved = try #require(try value(.resolutionRight, (.reason, index), ledger, operation), "\(name)")
            #expect(abs(resolved - Double(right) / cases) < 1e-12 && resolved <= 1, "\(name)")
        }
        #expect(decisions == Double(rows.count))
        #expect(try value(.policyDecisions, nil, ledger, operation) == decisions)
    }

    @Test("What came within a spike: contacts, waits, those who gave up, and promises")
    func spikes() throws {
        let operation = try Self.operation()
        let (rows, ledger) = (try Self.rows(operation), try Operations.ledger(operation))
        let ranges = [100_000.0..<107_200, 104_000.0..<144_000]
        for (index, range) in ranges.enumerated() {
            let own = rows.filter { range.contains($0.arrival) }
            #expect(own.count > 200)
            #expect(try value(.queriesOffered, (.spike, index), ledger, operation) == Double(own.count))
            let joined = own.filter { $0.wait != nil }
            let waits = joined.compactMap(\.wait)
            let mean = try #require(try value(.humanWaitMean, (.spike, index), ledger, operation))
            #expect(abs(mean - waits.reduce(0, +) / Double(joined.count)) < 1e-4)
            let gaveUp = Double(own.count { $0.outcome == "abandoned" }) / Double(joined.count)
            #expect(try value(.humanAbandonment, (.spike, index), ledger, operation) == gaveUp)
            let longest = try #require(try value(.humanWaitP999, (.spike, index), ledger, operation))
            #expect(longest <= (waits.max() ?? 0) * 1.05 && longest >= (waits.sorted()[waits.count * 99 / 100]) * 0.95)
        }
        let level = try #require(
            operation.measures().first { Measure.isServiceLevel($0.definition.name) && $0.member?.index == 0 })
        // Offered counts those turned away.
        let general = rows.filter { ranges[0].contains($0.arrival) && $0.queue == "general" }
        let good = general.count { $0.outcome == "handled" && ($0.wait ?? 0) <= 60 }
        let share = try #require(level.value(in: ledger, of: operation)?.number)
        #expect(good > 10 && general.contains { $0.outcome == "blocked" })
        #expect(abs(share - Double(good) / Double(general.count)) < 1e-12)
    }

    @Test("Wrong drafts that humans took or stopped, and cases resolved rightly by the AI alone")
    func drafts() throws {
        let operation = try Self.operation()
        let (rows, ledger) = (try Self.rows(operation), try Operations.ledger(operation))
        let reviewed = rows.filter { ($0.decision == "suggest" || $0.decision == "approve") && $0.outcome == "handled" }
        let wrong = reviewed.filter { $0.predicted != $0.intent }
        let taken = wrong.count { $0.label == $0.predicted }
        let count = Double(reviewed.count)
        #expect(taken > 0 && wrong.count - taken > 50)
        #expect(try value(.humanAcceptedWrong, nil, ledger, operation) == Double(taken) / count)
        #expect(try value(.humanStoppedWrong, nil, ledger, operation) == Double(wrong.count - taken) / count)
        let cases = Dictionary(grouping: rows) { $0.number }
        let alone = cases.values.count { contacts in
            contacts.allSatisfy { $0.outcome == "answered" }
                && contacts.contains { $0.reaction == "content" && $0.right }
        }
        let found = try #require(try value(.aiResolvedRight, nil, ledger, operation))
        #expect(alone > 500 && abs(found - Double(alone) / Double(cases.count)) < 1e-12)
    }

    @Test("Hours by kind of work make up the time that people are busy")
    func hours() throws {
        let operation = try Self.operation()
        let ledger = try Operations.ledger(operation)
        let kinds: [Measure] = [.humanWorkHandling, .humanWorkApproving, .humanWorkAuditing, .humanWorkLabelling]
        let hours = try kinds.map { try #require(try value($0, nil, ledger, operation)) }
        #expect(hours.allSatisfy { $0 > 1 }, "\(hours)")
        #expect(abs(hours.reduce(0, +) * 3600 - ledger[.busySeconds, slice: SliceMap.whole]) < 1e-3)
        // Audits take a minute, and a label of them ten seconds more.
        let audits = ledger[.audited, slice: SliceMap.whole]
        #expect(abs(hours[2] * 3600 / audits - 60) < 1)
        // Humans alone: everything is handling.
        let plain = try Operations.arrivals([10, 20, 500])
        let busy = try Operations.ledger(plain)
        #expect(try value(.humanWorkHandling, nil, busy, plain) == busy[.busySeconds, slice: SliceMap.whole] / 3600)
        #expect(!plain.measures().contains { $0.definition.name == Measure.humanWorkApproving.name })
    }
}
