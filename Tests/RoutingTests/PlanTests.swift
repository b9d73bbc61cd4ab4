import Files
import Foundation
import Routing
import TestSupport
import Testing

/// Plans, and that no step is done twice or left out however often the process dies.
@Suite struct PlanTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    static let refund = Plan(
        name: "refund",
        steps: [.init(name: "check"), .init(name: "pay", pauses: true), .init(name: "book"), .init(name: "tell")])

    /// The process is killed here.
    private struct Killed: Error {}

    /// Systems that do steps; they know by the key what they have done.
    private final class World {
        var done: [String] = []
        var keys: Set<String> = []
        var answers = 0
        /// How often the process may go on before it is killed.
        var life = Int.max

        func maybeDie() throws {
            life -= 1
            if life < 0 { throw Killed() }
        }
    }

    /// Carries a plan out to its end; it may be killed before and after everything that it does.
    private func work(_ plan: Plan, _ world: World, path: String) throws {
        try world.maybeDie()
        var run = try PlanRun(request: "r17", plan: plan, journal: PlanJournal(path: path))
        while !run.state.isOver {
            try world.maybeDie()
            var call: PlanRun.Call?
            switch run.state {
            case .approval:
                world.answers += 1
                try run.answer(world.answers == 1 ? .respond : .accept)
            case .customer: try run.reply()
            case .ready: call = try run.beginStep()
            case .uncertain:
                let key = try #require(run.uncertainCall).idempotencyKey
                call = try run.settle(done: world.keys.contains(key))
            case .running, .finished, .rejected: Issue.record("nothing to do when \(run.state)")
            }
            guard let call else { continue }
            try world.maybeDie()
            #expect(world.keys.insert(call.idempotencyKey).inserted, "\(call) is done twice")
            world.done.append(call.name)
            try world.maybeDie()
            try run.finishStep()
            try world.maybeDie()
        }
    }

    @Test func everyStepIsDoneOnceWhereverTheProcessIsKilled() throws {
        var kills = 0
        for first in 0..<40 {
            for second in [Int.max, 0, 1, 2, 3] {
                let path = folder.file("journal-\(first)-\(second)")
                let world = World()
                for life in [first, second, Int.max] {
                    world.life = life
                    do { try work(Self.refund, world, path: path) } catch is Killed { kills += 1 }
                }
                #expect(world.done == ["check", "pay", "book", "tell"], "killed after \(first) and \(second)")
            }
        }
        #expect(kills > 100, "\(kills) kills")
    }

    @Test func aTornLastLineNeverHappened() throws {
        let path = folder.file("torn")
        let world = World()
        world.life = 8
        #expect(throws: Killed.self) { try work(Self.refund, world, path: path) }
        let whole = try folder.bytes("torn")
        for length in 0...whole.count {
            try folder.write(Array(whole[..<length]), "cut")
            let other = World()
            // What the systems have done does not depend on what the journal lost.
            try work(Self.refund, other, path: folder.file("cut"))
            #expect(Set(other.done).count == other.done.count && other.done.last == "tell", "\(length) bytes")
        }
    }

    @Test func aRejectionEndsAPlanAndAnEscalationDoesNot() throws {
        var run = try PlanRun(
            request: "a", plan: Plan(name: "p", steps: [.init(name: "x")], approvesWhole: true),
            journal: PlanJournal(path: folder.file("j")))
        #expect(run.state == .approval(step: nil))
        #expect(throws: PlanFault.self) { try run.beginStep() }
        #expect(throws: PlanFault.self) { try run.finishStep() }
        #expect(throws: PlanFault.self) { try run.reply() }
        try run.escalate()
        #expect(run.state == .approval(step: nil))
        try run.answer(.reject(reason: "not \"allowed\""))
        #expect(run.state == .rejected(reason: "not \"allowed\"") && run.state.isOver)
        #expect(throws: PlanFault.self) { try run.answer(.accept) }
    }

    @Test func resumingFindsTheStateAndRefusesAnotherPlan() throws {
        let whole = Plan(name: "p", steps: [.init(name: "x"), .init(name: "y")], approvesWhole: true)
        do {
            let journal = try PlanJournal(path: folder.file("j"))
            var one = try PlanRun(request: "1", plan: whole, journal: journal)
            var two = try PlanRun(request: "2", plan: whole, journal: journal)
            try one.answer(.edit)
            _ = try one.beginStep()
            #expect(throws: PlanFault.self) { try one.beginStep() }
            try two.answer(.reject(reason: "too much"))
            #expect(throws: OutputError.self) { try PlanJournal(path: folder.file("j")) }
        }
        let journal = try PlanJournal(path: folder.file("j"))
        #expect(journal.requests == ["1", "2"])
        let one = try PlanRun(request: "1", plan: whole, journal: journal)
        #expect(one.state == .uncertain(step: 0) && one.uncertainCall?.idempotencyKey == "1/0")
        #expect(try PlanRun(request: "2", plan: whole, journal: journal).state == .rejected(reason: "too much"))
        var other = whole
        other.steps.removeLast()
        #expect(throws: PlanFault.self) { try PlanRun(request: "1", plan: other, journal: journal) }
    }

    @Test(arguments: [
        "{\"request\":\"1\",\"event\":\"began\",\"step\":0}",
        "{\"request\":\"1\",\"event\":\"started\"}", "{\"request\":\"1\"}", "nonsense",
        "{\"request\":\"1\",\"event\":\"started\",\"plan\":\"p\",\"steps\":[\"x\"]}\n{\"request\":\"1\",\"event\":\"x\"}",
    ])
    func whatIsNoJournalIsRefusedWithItsPlace(text: String) throws {
        try folder.write(Array((text + "\n").utf8), "j")
        #expect(throws: Problem.self) { try PlanJournal(path: folder.file("j")) }
    }

    @Test func eventsThatDoNotFollowAreRefused() throws {
        try folder.write(
            Array(
                """
                {"request":"1","event":"started","plan":"refund","steps":["check","pay","book","tell"]}
                {"request":"1","event":"finished","step":0}

                """.utf8), "j")
        let journal = try PlanJournal(path: folder.file("j"))
        #expect(throws: PlanFault.self) { try PlanRun(request: "1", plan: Self.refund, journal: journal) }
    }
}
