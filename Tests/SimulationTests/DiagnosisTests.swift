import Experiments
import Reports
import Simulation
import Stochastics
import Testing
import Workforce

@Suite("Diagnosis")
struct DiagnosisTests {
    private func first(_ change: (inout OperationSpecification) -> Void) throws -> String {
        var operation = try Operations.learning(weeks: 1)
        operation.queues[0].capacity = nil
        operation.teams[1].queues = [1]
        operation.serviceLevels.append(
            ServiceLevelDefinition(name: "care", queues: [1], withinSeconds: 60, target: 0.8))
        change(&operation)
        return try #require(ForecastPhrases.diagnosis(try Operations.forecast(operation)).first)
    }

    @Test("Three operations whose binding queue differs get three different diagnoses")
    func binding() throws {
        let general = try first {
            $0.teams[0].shifts = [.always(agents: 3)]
            $0.teams[1].shifts = [.always(agents: 9)]
        }
        let care = try first {
            $0.teams[0].shifts = [.always(agents: 20)]
            $0.teams[1].shifts = [.always(agents: 1)]
        }
        let none = try first {
            $0.teams[0].shifts = [.always(agents: 40)]
            $0.teams[1].shifts = [.always(agents: 20)]
        }
        print("diagnoses:", general, care, none)
        #expect(general.hasPrefix("Queue general binds"))
        #expect(care.hasPrefix("Queue care binds"))
        #expect(none.hasPrefix("No queue binds"))
    }

    @Test("A queue that keeps its promise does not bind, and one without a promise only where customers give up")
    func relaxed() throws {
        func operation(agents: Int, target: Double?) throws -> [String] {
            var operation = try Operations.learning(weeks: 1)
            operation.queues[0].capacity = nil
            operation.teams[1].queues = [1]
            operation.teams[0].shifts = [.always(agents: agents)]
            operation.teams[1].shifts = [.always(agents: 40)]
            for level in operation.serviceLevels.indices { operation.serviceLevels[level].target = target }
            return ForecastPhrases.diagnosis(try Operations.forecast(operation))
        }
        let kept = try operation(agents: 8, target: 0.01)
        #expect(kept.first?.hasPrefix("No queue") == true, "\(kept)")
        #expect(kept.contains { $0.hasPrefix("People on duty are busy") }, "\(kept)")
        let short = try operation(agents: 3, target: nil)
        #expect(short.first?.hasPrefix("Queue general binds") == true, "\(short)")
    }

    @Test("A queue in which audits wait beside customers can bind")
    func sharedWithAudits() throws {
        let shared = try first {
            $0.auditQueue = 0
            $0.teams[0].shifts = [.always(agents: 3)]
            $0.teams[1].shifts = [.always(agents: 20)]
        }
        #expect(shared.hasPrefix("Queue general binds"))
    }

    @Test("What the AI learned is said with its numbers, and that it does not learn when it does not")
    func learning() throws {
        var operation = try Operations.learning(weeks: 2)
        let learned = ForecastPhrases.diagnosis(try Operations.forecast(operation)).joined(separator: " ")
        #expect(learned.contains("The AI learned: its accuracy went from"))
        operation.training = nil
        let fixed = ForecastPhrases.diagnosis(try Operations.forecast(operation)).joined(separator: " ")
        #expect(fixed.contains("The AI does not learn"))
    }
}
