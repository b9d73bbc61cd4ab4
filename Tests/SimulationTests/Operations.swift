import Experiments
import Foundation
import Routing
import Simulation
import Stochastics
import Testing
import Traffic
import Training
import Workforce

/// Small operations that tests vary.
enum Operations {
    static let hour = 3600.0
    static let day = 86_400.0
    static let week = 604_800.0

    /// Humans only: one queue, one team round the clock, nobody errs, nobody comes back.
    static func humansOnly(
        agents: Int, handleTime: Distribution, patience: Distribution?, arrivals: ArrivalRate,
        horizonSeconds: Double, warmUpSeconds: Double = 0
    ) -> OperationSpecification {
        OperationSpecification(
            horizonSeconds: horizonSeconds, warmUpSeconds: warmUpSeconds,
            catalog: Catalog(intents: ["any"], queues: ["general"]),
            traffic: TrafficSpecification(
                arrivals: arrivals, source: .none, channels: [ChannelSpecification(patience: patience)]),
            ai: nil, policy: PolicyRules(usesAI: false, defaultQueue: "general"),
            queues: [QueueSpecification(name: "general")],
            teams: [Team(name: "team", queues: [0], shifts: [.always(agents: agents)], handleTime: handleTime)],
            customers: .content)
    }

    /// An AI that learns from a team of humans: eight intents, two queues, audits, approvals and suggestions.
    static func learning(weeks: Double = 4, perDay: Double = 1200) throws -> OperationSpecification {
        var language = LanguageSpecification(
            intents: (1...8).map { IntentSpecification(name: "intent_\($0)", share: Double(9 - $0)) })
        language.outOfScopeShare = 0.05
        let names = language.intents.map(\.name) + ["out_of_scope"]
        let catalog = Catalog(
            intents: names, channels: ["chat", "email"], segments: ["consumer", "business"], actions: ["refund"],
            queues: ["general", "care", "audits"])
        var rules = PolicyRules(threshold: 0.8, belowThreshold: .suggest, defaultQueue: "general", auditShare: 0.05)
        rules.triggers = [
            Trigger(name: "scope", condition: TriggerCondition(intents: ["out_of_scope"]), effect: .escalate),
            Trigger(
                name: "critical", condition: TriggerCondition(intents: ["intent_7", "intent_8"]), effect: .escalate,
                queue: "care", priority: 1),
            Trigger(name: "upset", condition: TriggerCondition(emotionAbove: 0.7), effect: .escalate, queue: "care"),
            Trigger(name: "amount", condition: TriggerCondition(amountAbove: 100), effect: .approve),
        ]
        rules.priorityBySegment = ["business": 3]
        let refunds = ActionSpecification(
            intents: names.indices.map { $0 < 2 }, share: 0.4, amount: .exponential(mean: 120))
        return OperationSpecification(
            horizonSeconds: weeks * week, catalog: catalog, outOfScopeIntent: 8,
            traffic: TrafficSpecification(
                arrivals: try ArrivalRate(perWeek: perDay * 7), source: .language(language),
                channels: [
                    ChannelSpecification(share: 0.7, patience: .exponential(mean: 300)),
                    ChannelSpecification(share: 0.3),
                ],
                segmentShares: [0.8, 0.2], actions: [refunds]),
            ai: AISpecification(firstLabelsPerIntent: 4, summarySaves: 0.1, suggestionSaves: 0.15), policy: rules,
            queues: [
                QueueSpecification(name: "general", capacity: 10), QueueSpecification(name: "care"),
                QueueSpecification(name: "audits"),
            ],
            auditQueue: 2,
            teams: [
                Team(
                    name: "generalists", queues: [0, 2], shifts: [.always(agents: 5)],
                    handleTime: .exponential(mean: 300), auditTime: .constant(60), labelError: 0.05, wagePerHour: 20),
                Team(
                    name: "carers", queues: [1, 0], shifts: [.always(agents: 2)],
                    handleTime: .exponential(mean: 500), labelError: 0.05, wagePerHour: 25),
            ],
            customers: CustomerBehaviour(), training: TrainingPlan(labelShare: 0.1, annotationSeconds: 10),
            costs: Costs(
                wrongAnswer: 8, wrongCase: 5, lostCustomer: 3, unhandled: PriceByIntent(1, own: [6: 20]),
                fixed: [FixedCost(name: "platform", perMonth: 4000)], aiPerQuery: 0.1,
                vendor: VendorPrice(perResolution: 0.9, reopenedWithinSeconds: day, includedPerMonth: 500)),
            prices: Prices(aiResolution: 1, humanResolution: 5),
            serviceLevels: [ServiceLevelDefinition(name: "general", queues: [0], withinSeconds: 60, target: 0.8)])
    }

    static func forecast(
        _ operation: OperationSpecification, seed: UInt64 = 1, replications: Int = 2
    ) throws -> Forecast {
        let records = try Replications(operation, seed: seed, count: replications, threads: 2).run()
        return Forecast(
            Forecast.Title(scenario: "test", about: "", currency: "USD"), specification: operation, seed: seed,
            records: records)
    }

    /// Value of a measure that must be there.
    static func value(_ forecast: Forecast, _ name: String) throws -> Double {
        try #require(forecast[name], "\(name) is missing").mean
    }
}

/// Keeps the verdicts of the promotion gate.
struct PromotionSink: AuditSink {
    var verdicts: [(seconds: Double, promoted: Bool, accuracy: Double)] = []

    mutating func record(_ event: AuditEvent, at seconds: Double, policy: EscalationPolicy, catalog: Catalog) {
        if case .model(let promotion) = event {
            verdicts.append((seconds, promotion.promoted, promotion.accuracy))
        }
    }
}
