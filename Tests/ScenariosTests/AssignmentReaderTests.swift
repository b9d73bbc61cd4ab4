import Files
import Routing
import Scenarios
import Simulation
import Testing

/// Keys about who takes what.
@Suite("Assignment in scenarios")
struct AssignmentReaderTests {
    private func scenario(_ more: String, team: String = "", queue: String = "{}") throws -> OperationSpecification {
        try Scenario.decode(
            """
            name: assignment
            horizon: 1 day
            traffic: {volume: 60 per h, channels: {chat: {share: 60%}, voice: {share: 40%}}}
            queues: {general: \(queue), billing: {}}
            policy: {default_queue: general}
            teams: {agents: {skills: [general, billing], agents: 5, handle_time: 2 min\(team)}}
            \(more)
            """, file: "a.yaml"
        ).specification
    }

    private func problems(_ more: String, team: String = "", queue: String = "{}") -> String {
        do {
            _ = try scenario(more, team: team, queue: queue)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test("Strategies, capacity and proficiency are read")
    func reads() throws {
        #expect(try scenario("").assignment == nil)
        let found = try scenario(
            """
            assignment:
              agents: best_outcome
              contacts: deadline
              sticky: 10 min
              deadlines: {billing: 90 s}
              capacity: {units: 3, teams: {agents: 4}, channels: {voice: 3}, stretch: [1, 1.25]}
            service_levels: {fast: {queues: [general], within: 20 s}, slow: {queues: [general], within: 60 s}}
            """, team: ", proficiency: {billing: 1.6}")
        let assignment = try #require(found.assignment)
        #expect(assignment.rules.agents == .bestOutcome && assignment.rules.contacts == .deadline)
        #expect(assignment.rules.targetSeconds == [20, 90])
        #expect(assignment.rules.capacities == [4] && assignment.channelUnits == [1, 3])
        #expect(assignment.stretch == [1, 1.25] && assignment.isSticky && assignment.rules.stickySeconds == 600)
        #expect(assignment.rules.expectedCosts == [[120, 75]])
        #expect(found.teams[0].proficiency == [1: 1.6])
        #expect(found.measures().contains { $0.name == "human.concurrency" })
        let even = try scenario("assignment: {ageing: 5 min, capacity: {units: 2, stretch: 20%}}").assignment
        #expect(even?.rules.ageingSeconds == 300 && even?.stretch.prefix(3) == [1, 1.2, 1.4])
    }

    @Test("What cannot be is refused with its place and what to write")
    func errors() {
        #expect(problems("assignment: {agents: idlest}").contains("a.yaml:7:22: 'idlest' is not known here"))
        #expect(problems("assignment: {contacts: deadline}").contains("queue 'billing' has no deadline"))
        #expect(problems("assignment: {deadlines: {general: 5 s}}").contains("nobody looks at deadlines"))
        #expect(problems("assignment: {contacts: longest_wait, ageing: 5 min}").contains("does not look at priorities"))
        #expect(problems("assignment: {ageing: 0 s}").contains("not above 0"))
        #expect(problems("assignment: {capacity: {units: 65}}").contains("write 1 to 64"))
        #expect(problems("assignment: {capacity: {}}").contains("'units' is missing"))
        #expect(
            problems("assignment: {capacity: {units: 2, channels: {voice: 3}}}").contains("more than any agent has"))
        #expect(problems("assignment: {capacity: {units: 2, channels: {voise: 2}}}").contains("did you mean 'voice'?"))
        #expect(problems("assignment: {capacity: {units: 2, teams: {agent: 2}}}").contains("did you mean 'agents'?"))
        #expect(problems("assignment: {capacity: {units: 1, stretch: 20%}}").contains("write units: 2 or more"))
        for stretch in ["[]", "[2, 3]", "[1, 0]", "[1, x]", "{a: 1}"] {
            #expect(
                problems("assignment: {capacity: {units: 2, stretch: \(stretch)}}").contains("[1, 1.2, 1.5]"),
                "\(stretch)")
        }
        #expect(problems("assignment: {}", queue: "{interruptible: true}").contains("is interruptible"))
        #expect(problems("", team: ", proficiency: {bills: 2}").contains("there is no queue 'bills'"))
        #expect(problems("", team: ", proficiency: {billing: 0}").contains("proficiency"))
    }
}
