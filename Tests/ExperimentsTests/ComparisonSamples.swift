import Experiments
import Foundation
import Scenarios
import Stochastics
import Testing

/// Small operations that comparisons are tested with.
enum ComparisonSamples {
    /// Humans only: Poisson arrivals, exponential work and patience; a replication takes a millisecond or less.
    static func callCentre(
        agents: Int, horizon: String = "4 h", warmUp: String = "0 s", dayFactor: Bool = true, currency: String = "USD",
        perDay: Int = 1440,
        more: String = ""
    ) throws -> Scenario {
        try Scenario.decode(
            """
            name: Calls
            currency: \(currency)
            horizon: \(horizon)
            warm_up: \(warmUp)
            traffic:
              volume: \(perDay) per day
              \(dayFactor ? "day_factor_shape: 400" : "")
              channels: {voice: {patience: {distribution: exponential, mean: 4 min}}}
              language: {intents: {any: {share: 100%}}}
            queues: {calls: {}}
            policy: {default_queue: calls}
            teams:
              desk:
                skills: [calls]
                agents: \(agents)
                handle_time: {distribution: exponential, mean: 6 min}
                wage: 20 \(currency) per hour
            customers: {notice_wrong: 0%, return: 0%, reopen_window: 1 min}
            service_levels: {calls: {queues: [calls], within: 20 s, target: 80%}}
            \(more)
            """, file: "calls.yaml")
    }

    static func variant(_ name: String, _ scenario: Scenario) -> ComparedVariant {
        ComparedVariant(name: name, source: "calls.yaml", scenario: scenario)
    }

    /// A forecast of nothing but its cost and one service level.
    static func priced(
        _ name: String, cost: Double, standing: ServiceLevelVerdict.Outcome?
    ) -> VariantComparison.Variant {
        func estimate(_ mean: Double, _ half: Double) -> Estimate {
            Estimate(
                mean: mean, low: mean - half, high: mean + half, halfWidth: half, confidence: 0.95, n: 20)
        }
        let share: Double? = standing.map { $0 == .met ? 0.9 : $0 == .missed ? 0.7 : 0.8 }
        let verdicts = share.map {
            [
                ServiceLevelVerdict(
                    name: "chat", definition: .told(sentence: "80%"), target: 0.8, estimate: estimate($0, 0.02))
            ]
        }
        let forecast = Forecast(
            scenario: name, seed: 1, replications: 20, horizonSeconds: 604_800, warmUpSeconds: 0, confidence: 0.95,
            currency: "USD",
            measures: [
                MeasureEstimate(name: "cost.total", estimate: estimate(cost, 5), unit: "USD", kind: "mean")
            ]
                + (share.map {
                    [
                        MeasureEstimate(
                            name: "service_level.chat", estimate: estimate($0, 0.02), unit: "share", kind: "ratio")
                    ]
                } ?? []), timeline: [], serviceLevels: verdicts ?? [], diagnosis: [], notes: [], raw: [])
        return VariantComparison.Variant(
            name: name, source: "\(name).yaml", changes: [],
            digest: String(repeating: name == "a" ? "0" : "1", count: 64),
            forecast: forecast)
    }
}
