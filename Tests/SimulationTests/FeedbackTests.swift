import Experiments
import Routing
import Simulation
import Stochastics
import Testing
import Traffic
import Training

@Suite("Feedback")
struct FeedbackTests {
    private static let readings: @Sendable (inout OperationSpecification) -> Void = { operation in
        operation.training?.feedback.queue = 2
        operation.training?.labelShare = 0.3
        operation.monitors = MonitorPlan()
    }

    private static func operation(
        weeks: Double = 3, _ change: (inout OperationSpecification) -> Void
    ) throws -> OperationSpecification {
        var operation = try Operations.learning(weeks: weeks)
        readings(&operation)
        change(&operation)
        return operation
    }

    private static func records(_ operation: OperationSpecification, seed: UInt64 = 1) throws -> FeedbackSink {
        var run = try SupportOperation(operation, seed: seed, replication: 0, sink: FeedbackSink())
        try run.run()
        return try #require(run.auditSink as? FeedbackSink)
    }

    @Test("To watch changes nothing: every other measure stays as it is, to the bit")
    func watching() throws {
        let plain = try Operations.forecast(Operations.learning(weeks: 2))
        var watched = try Operations.learning(weeks: 2)
        watched.monitors = MonitorPlan(drift: .init(), segments: .init(), flagShare: 0.5)
        let seen = try Operations.forecast(watched)
        #expect(plain["ai.audited_risk"] == nil && seen["ai.audited_risk"] != nil && seen["monitor.flags"] != nil)
        for measure in plain.measures { #expect(seen[measure.name] == measure.estimate, "\(measure.name)") }
    }

    @Test("Second readings are the same where the default assignment is named")
    func namedAssignment() throws {
        var operation = try Self.operation(weeks: 1) { $0.training?.feedback.doubleShare = 1 }
        let plain = try Operations.forecast(operation, replications: 1)
        operation.assignment = AssignmentSpecification(rules: AssignmentRules(), channelUnits: [1, 1])
        let named = try Operations.forecast(operation, replications: 1)
        #expect(try Operations.value(plain, "annotation.read_again") > 100)
        for measure in plain.measures {
            #expect(named[measure.name]?.mean == measure.estimate.mean, "\(measure.name)")
        }
    }

    @Test("Whether audits are at random or by doubt, they tell the true error", arguments: [false, true])
    func audits(byDoubt: Bool) throws {
        let operation = try Self.operation { operation in
            operation.policy.auditShare = 0.3
            operation.training?.feedback.ask = byDoubt ? .doubt : .random
            for team in operation.teams.indices { operation.teams[team].labelError = 0 }
        }
        let forecast = try Operations.forecast(operation, replications: 6)
        let audited = try #require(forecast["ai.audited_risk"])
        let real = try Operations.value(forecast, "ai.selective_risk")
        #expect(
            abs(audited.mean - real) < 1.5 * (try #require(audited.halfWidth ?? audited.high.map { $0 - audited.mean }))
        )
        #expect(try Operations.value(forecast, "ai.claimed_risk") > 0)
    }

    @Test("What auditors err is taken out by gold items")
    func corrected() throws {
        let operation = try Self.operation { operation in
            operation.policy.auditShare = 0.3
            operation.training?.feedback.goldShare = 1
        }
        let forecast = try Operations.forecast(operation, replications: 4)
        let real = try Operations.value(forecast, "ai.selective_risk")
        #expect(try Operations.value(forecast, "ai.audited_risk") > real + 0.03)
        #expect(abs(try Operations.value(forecast, "ai.audited_risk.corrected") - real) < 0.015)
        #expect(abs(try Operations.value(forecast, "annotation.gold_error") - 0.05) < 0.01)
    }

    @Test("A colleague reads again, and the kappa is that of two who err once in twenty")
    func secondReaders() throws {
        let operation = try Self.operation { $0.training?.feedback.doubleShare = 0.5 }
        let kept = try Self.records(operation)
        #expect(kept.labels.contains { $0.reading == .second } && kept.labels.contains { $0.reading == .third })
        let byQuery = Dictionary(grouping: kept.labels, by: \.query)
        var again = 0
        for labels in byQuery.values where labels.count(where: { $0.reading == .first }) == 1 && labels.count > 1 {
            #expect(Set(labels.map(\.annotator)).count == labels.count, "\(labels)")
            again += 1
        }
        #expect(again > 200)
        let forecast = try Operations.forecast(operation)
        let agreement = 0.95 * 0.95 + 0.05 * 0.05 / 8
        #expect(abs(try Operations.value(forecast, "annotation.agreement") - agreement) < 0.03)
        #expect(abs(try Operations.value(forecast, "annotation.kappa") - 0.89) < 0.04)
    }

    @Test("Labels that the model doubts are read again, which leaves fewer wrong ones")
    func secondOpinion() throws {
        let plain = try Self.operation {
            $0.training?.feedback.doubleShare = 0.001
            for team in $0.teams.indices { $0.teams[team].labelError = 0.15 }
        }
        var checked = plain
        checked.training?.feedback.secondOpinion = true
        let before = try Operations.forecast(plain)
        let after = try Operations.forecast(checked)
        #expect(try Operations.value(before, "annotation.label_error") > 0.13)
        #expect(try Operations.value(after, "annotation.label_error") < 0.09)
        let work = try Operations.value(after, "human.work.labelling_h")
        #expect(try work > Operations.value(before, "human.work.labelling_h"), "it is work")
        #expect(try Operations.value(after, "annotation.changed") > 50)
    }

    @Test("One who is alone cannot read again: the first label stands, and the run ends")
    func alone() throws {
        let operation = try Self.operation(weeks: 1) { operation in
            operation.training?.feedback.doubleShare = 1
            operation.teams[0].shifts = [.always(agents: 1)]
            operation.teams[0].queues = [2]
            operation.teams[1].shifts = [.always(agents: 8)]
        }
        let forecast = try Operations.forecast(operation)
        #expect(try Operations.value(forecast, "training.labels") > 100)
    }

    @Test("Labels by doubt are as many as asked for, and doubtful ones")
    func askingByDoubt() throws {
        let random = try Self.records(Self.operation { $0.training?.feedback.ask = .random })
        let doubt = try Self.records(Self.operation { $0.training?.feedback.ask = .doubt })
        let benefit = try Self.records(Self.operation { $0.training?.feedback.ask = .benefit })
        for sink in [doubt, benefit] {
            #expect(abs(Double(sink.labels.count) / Double(random.labels.count) - 1) < 0.35)
            #expect(Set(sink.labels.map(\.probability)).count > 100)
            #expect(sink.labels.allSatisfy { $0.probability > 0 && $0.probability <= 1 })
        }
        #expect(Set(random.labels.map(\.probability)) == [0.05, 0.3])
    }

    @Test("A label in ten is skipped where humans do so, and asks for no more")
    func skipping() throws {
        let forecast = try Operations.forecast(Self.operation { $0.training?.feedback.skipShare = 0.1 })
        let skipped = try Operations.value(forecast, "annotation.skipped")
        let given = try Operations.value(forecast, "training.labels")
        #expect(abs(skipped / (skipped + given) - 0.1) < 0.02)
    }

    @Test("The AI is retrained after so many labels, and on no other day where that is the only rule")
    func retrainingByLabels() throws {
        let operation = try Self.operation { operation in
            operation.training?.everySeconds = .infinity
            operation.training?.firstSeconds = .infinity
            operation.training?.feedback.retrainAfterLabels = 400
        }
        let forecast = try Operations.forecast(operation)
        let labels = try Operations.value(forecast, "training.labels")
        let count = try Operations.value(forecast, "training.retrainings")
        #expect(count >= 2 && abs(count - labels / 400) <= 1)
    }

    @Test(
        "A promoted model that does worse on fresh labels gives way to the one before", arguments: [1, 3] as [UInt64])
    func rollback(seed: UInt64) throws {
        // A good first model, a day of shuffled labels that outnumber its own, and a gate that lets everything in.
        let morning = Operations.day + 6 * Operations.hour
        let operation = try Self.operation(weeks: 0.5) { operation in
            operation.ai?.firstLabelsPerIntent = 40
            operation.training = TrainingPlan(
                firstSeconds: morning, everySeconds: Operations.week, labelShare: 1, holdoutShare: 0.02,
                gate: PromotionGate(minimumLabels: 1, level: 0, margin: 8), shuffled: 0..<morning)
            operation.training?.feedback.probation = Probation(labels: 100)
        }
        let sink = try Self.records(operation, seed: seed)
        #expect(sink.promotions.map(\.promoted) == [true])
        let rollback = try #require(sink.rollbacks.first)
        #expect(rollback.previous == 1 && rollback.version == 2 && rollback.difference < -0.1)
        #expect(rollback.labels <= 50 && sink.rollbacks.count == 1)
        var sound = operation
        sound.training?.shuffled = nil
        #expect(try Self.records(sound, seed: seed).rollbacks.isEmpty)
    }
}

/// Keeps what feedback and monitors record.
struct FeedbackSink: AuditSink {
    var labels: [LabelRecord] = []
    var rollbacks: [AuditEvent.Rollback] = []
    var promotions: [AuditEvent.Promotion] = []
    var alarms: [(seconds: Double, alarm: AuditEvent.Alarm)] = []
    var recalibrations = 0

    mutating func record(_ event: AuditEvent, at seconds: Double, policy: EscalationPolicy, catalog: Catalog) {
        switch event {
        case .label(let label): labels.append(label)
        case .rollback(let rollback): rollbacks.append(rollback)
        case .model(let promotion): promotions.append(promotion)
        case .alarm(let alarm): alarms.append((seconds, alarm))
        case .recalibration: recalibrations += 1
        case .decision, .review, .request, .approval, .approvalEnd: break
        }
    }
}
