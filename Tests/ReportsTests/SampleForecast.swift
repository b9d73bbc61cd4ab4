import Experiments
import Foundation
import Stochastics

/// A forecast with every measure, made from formulas: 13 weeks, three queues, a learning AI.
enum SampleForecast {
    static let queues = ["billing", "cards & payments", "complaints"]

    /// - Parameter replications: 1 gives no intervals.
    static func full(replications: Int = 8) -> Forecast {
        var forecast = Forecast(
            scenario: "Support, mid-size",
            about: "A retail bank's support of 8,000 queries a day on three queues, in which the AI starts with few "
                + "labels and learns from what its people decide.",
            seed: 1, replications: replications, horizonSeconds: 14 * 604_800, warmUpSeconds: 604_800,
            confidence: 0.95, currency: "USD", measures: measures(replications), timeline: timeline(replications),
            serviceLevels: [],
            diagnosis: [
                "The queue \"complaints\" binds: its agents are busy 93.1% of their time, and 61% of all waiting is there.",
                "The AI learned: its accuracy rose from 61.3% in the first week to 88.9% in the last, on 41,220 human labels; "
                    + "the human share fell from 67.4% to 24.6%.",
                "One more agent in \"complaints\" on Monday mornings would meet the missed service level.",
            ].map { .told(sentence: $0) },
            notes: [
                .told(
                    sentence:
                        "The cap of 20,000 stored labels was reached in week 7; older labels were dropped by intent.")
            ],
            raw: [])
        forecast.serviceLevels = [
            level("chat", "80% of chat answered within 60 s", 0.8, 0.842, 0.021, replications),
            level(
                "voice", "80% of calls answered within 20 s, abandoned calls counted as late", 0.8, 0.713, 0.034,
                replications),
            level("email", "95% of email answered within 8 h", 0.95, 0.947, 0.012, replications),
        ]
        for replication in 1...max(1, replications) {
            for measure in forecast.measures.prefix(3) {
                forecast.raw.append(
                    ReplicationValue(
                        replication: replication, measure: measure.name,
                        value: measure.estimate.mean * (1 + Double(replication) / 1_000)))
            }
        }
        return forecast
    }

    /// A forecast of five measures and two service levels, for exact comparisons.
    static func small() -> Forecast {
        Forecast(
            scenario: "Tiny desk", about: "One queue and an AI.", seed: 7, replications: 4,
            horizonSeconds: 15 * 86_400, warmUpSeconds: 86_400, confidence: 0.95, precisionReached: false,
            currency: "USD",
            measures: [
                measure("queries.offered", 12_345, 120, "queries", "mean"),
                measure("ai.coverage", 0.642, 0.004, "share", "ratio"),
                measure("human.wait.mean_s", 92.4, 7.9, "seconds", "ratio"),
                measure("cost.per_query", 1.23, 0.03, "USD each", "ratio"),
                MeasureEstimate(name: "weather.rain", estimate: estimate(3.5, 0, 1), unit: "days", kind: "mean"),
            ], timeline: [],
            serviceLevels: [
                level("chat", "80% of chat answered within 60 s", 0.8, 0.842, 0.021, 4),
                level("voice", "", 0.795, 0.79, 0.05, 4),
            ], diagnosis: [.told(sentence: "The queue binds.")], notes: [.told(sentence: "A caution.")],
            raw: [])
    }

    private static func measure(
        _ name: String, _ mean: Double, _ half: Double, _ unit: String, _ kind: String
    ) -> MeasureEstimate {
        MeasureEstimate(name: name, estimate: estimate(mean, half, 4), unit: unit, kind: kind)
    }

    static func estimate(_ mean: Double, _ half: Double, _ n: Int) -> Estimate {
        n > 1
            ? Estimate(mean: mean, low: mean - half, high: mean + half, halfWidth: half, confidence: 0.95, n: n)
            : Estimate(mean: mean, low: nil, high: nil, halfWidth: nil, confidence: 0.95, n: 1)
    }

    static func level(
        _ name: String, _ definition: String, _ target: Double, _ mean: Double, _ half: Double, _ n: Int
    ) -> ServiceLevelVerdict {
        ServiceLevelVerdict(
            name: name, definition: .told(sentence: definition), target: target, estimate: estimate(mean, half, n))
    }

    private static func measures(_ n: Int) -> [MeasureEstimate] {
        let whole: [(String, Double, Double, String, String)] = [
            ("queries.offered", 712_345, 1_240, "queries", "mean"), ("queries.repeat", 41_210, 310, "queries", "mean"),
            ("ai.coverage", 0.642, 0.004, "share", "ratio"), ("ai.selective_risk", 0.043, 0.0012, "share", "ratio"),
            ("ai.containment", 0.581, 0.004, "share", "ratio"),
            ("ai.calibration_error", 0.0312, 0.0008, "share", "ratio"),
            ("human.share", 0.358, 0.004, "share", "ratio"), ("human.approval_share", 0.031, 0.0005, "share", "ratio"),
            ("human.override_share", 0.124, 0.003, "share", "ratio"),
            ("human.wait.mean_s", 92.4, 7.9, "seconds", "ratio"),
            ("human.wait.p50_s", 18.2, 1.4, "seconds", "quantile"),
            ("human.wait.p90_s", 284.3, 28.4, "seconds", "quantile"),
            ("human.wait.p99_s", 1_241, 130, "seconds", "quantile"),
            ("human.wait.probability", 0.46, 0.012, "share", "ratio"),
            ("human.abandonment", 0.0612, 0.004, "share", "ratio"), ("human.blocked", 0, 0, "share", "ratio"),
            ("human.approval.delay.mean_s", 143.2, 9.1, "seconds", "ratio"),
            ("human.occupancy", 0.834, 0.006, "share", "ratio"),
            ("human.handle.mean_s", 402.1, 1.9, "seconds", "ratio"),
            ("human.queue.mean_length", 3.42, 0.31, "queries", "mean"),
            ("service_level.chat", 0.842, 0.021, "share", "ratio"),
            ("service_level.voice", 0.713, 0.034, "share", "ratio"),
            ("service_level.email", 0.947, 0.012, "share", "ratio"),
            ("service_level.vip", 0.991, 0.002, "share", "ratio"),
            ("resolution.time.mean_s", 4_321, 201, "seconds", "ratio"),
            ("resolution.time.p50_s", 41, 2, "seconds", "quantile"),
            ("resolution.time.p90_s", 9_720, 410, "seconds", "quantile"),
            ("resolution.time.p99_s", 181_200, 4_100, "seconds", "quantile"),
            ("resolution.first_contact", 0.887, 0.003, "share", "ratio"),
            ("resolution.right", 0.951, 0.002, "share", "ratio"),
            ("cost.total", 1_412_345, 8_120, "USD", "mean"), ("cost.human", 1_204_400, 7_900, "USD", "mean"),
            ("cost.ai", 71_230, 120, "USD", "mean"), ("cost.wrong_cases", 136_715, 2_210, "USD", "mean"),
            ("cost.per_query", 1.983, 0.0121, "USD per query", "ratio"),
            ("cost.per_resolution", 2.214, 0.0142, "USD per resolution", "ratio"),
            ("revenue.total", 498_321, 3_010, "USD", "mean"), ("margin.total", -914_024, 9_120, "USD", "mean"),
            ("training.labels", 41_220, 510, "labels", "mean"),
            ("training.models_promoted", 11.25, 0.9, "models", "mean"),
            ("training.models_refused", 1.75, 0.9, "models", "mean"),
            ("model.accuracy.first_week", 0.613, 0.011, "share", "ratio"),
            ("model.accuracy.last_week", 0.889, 0.004, "share", "ratio"),
            ("fairness.max_gap", 0.0213, 0.004, "share", "mean"),
        ]
        var all = whole.map { name, mean, half, unit, kind in
            MeasureEstimate(name: name, estimate: estimate(mean, half, n), unit: unit, kind: kind)
        }
        for (index, queue) in queues.enumerated() {
            let size = Double(index + 1)
            all += [
                MeasureEstimate(
                    name: "human.wait.mean_s{queue=\(queue)}", estimate: estimate(41 * size, 4 * size, n),
                    unit: "seconds", kind: "ratio"),
                MeasureEstimate(
                    name: "human.wait.p90_s{queue=\(queue)}", estimate: estimate(131 * size, 14 * size, n),
                    unit: "seconds", kind: "quantile"),
                MeasureEstimate(
                    name: "human.abandonment{queue=\(queue)}", estimate: estimate(0.02 * size, 0.002 * size, n),
                    unit: "share", kind: "ratio"),
                MeasureEstimate(
                    name: "human.occupancy{queue=\(queue)}", estimate: estimate(0.7 + 0.07 * size, 0.008, n),
                    unit: "share", kind: "ratio"),
            ]
        }
        for (index, segment) in ["personal", "business"].enumerated() {
            all.append(
                MeasureEstimate(
                    name: "ai.selective_risk{segment=\(segment)}",
                    estimate: estimate(0.041 + 0.02 * Double(index), 0.002, n), unit: "share", kind: "ratio"))
        }
        return all
    }

    private static func timeline(_ n: Int) -> [TimelinePoint] {
        var points: [TimelinePoint] = []
        func add(_ interval: String, _ measure: String, _ mean: Double, _ half: Double) {
            points.append(
                TimelinePoint(
                    interval: interval, measure: measure, mean: mean, low: n > 1 ? max(0, mean - half) : nil,
                    high: n > 1 ? mean + half : nil))
        }
        for week in 1...13 {
            let name = String(format: "week %02d", week)
            let learned = 1 - exp(-Double(week - 1) / 4)
            let wobble = sin(Double(week) * 1.7)
            let human = 0.674 - 0.43 * learned + 0.008 * wobble
            let offered = 54_800 + 1_900 * wobble
            add(name, "queries.offered", offered, 420)
            add(name, "ai.coverage", 1 - human, 0.008)
            add(name, "human.share", human, 0.008)
            add(name, "ai.selective_risk", 0.07 - 0.036 * learned + 0.002 * wobble, 0.003)
            add(name, "ai.calibration_error", 0.062 - 0.044 * learned + 0.003 * wobble, 0.004)
            add(name, "model.accuracy", 0.613 + 0.286 * learned - 0.006 * wobble, 0.011 - 0.006 * learned)
            add(name, "human.wait.mean_s", 251 - 190 * learned + 14 * wobble, 26 - 17 * learned)
            add(name, "human.wait.p90_s", 760 - 590 * learned + 40 * wobble, 80 - 50 * learned)
            add(name, "human.occupancy", 0.95 - 0.19 * learned + 0.01 * wobble, 0.008)
            add(name, "human.abandonment", 0.13 - 0.1 * learned + 0.006 * wobble, 0.008)
            add(name, "training.labels", 41_220 * (1 - exp(-Double(week) / 5)) / 0.926, 310 + 20 * Double(week))
            add(name, "cost.human", 92_646, 640)
            add(name, "cost.ai", 3_800 + 2_300 * learned, 50)
            add(name, "cost.wrong_cases", 9_300 + 2_000 * wobble + 1_900 * learned, 610)
            add(name, "cost.per_query", (105_700 + 4_200 * learned) / offered, 0.021)
        }
        for hour in 0..<168 {
            let name = String(format: "hour %03d", hour)
            let clock = Double(hour % 24)
            let day = hour / 24
            let weight = day >= 5 ? 0.45 : day == 0 ? 1.15 : 1
            let profile = weight * (0.08 + exp(-pow((clock - 10.5) / 2.8, 2)) + 0.8 * exp(-pow((clock - 15.5) / 3, 2)))
            let staffed = clock >= 7 && clock < 21 ? (day >= 5 ? 16.0 : 34) * (clock < 9 || clock >= 18 ? 0.6 : 1) : 5
            let busy = min(staffed * 0.97, 1 + 29 * profile)
            let pressure = busy / staffed
            add(name, "queries.offered", 520 * profile, 18 * profile + 2)
            add(name, "human.wait.mean_s", 20 + 260 * pow(pressure, 6), 6 + 40 * pow(pressure, 6))
            add(name, "human.wait.p90_s", 60 + 720 * pow(pressure, 6), 16 + 130 * pow(pressure, 6))
            add(name, "human.queue.mean_length", 12 * pow(pressure, 6), 0.3 + 2 * pow(pressure, 6))
            for (index, queue) in queues.enumerated() {
                let share = [0.2, 0.3, 0.5][index]
                add(
                    name, "human.queue.mean_length{queue=\(queue)}", share * 12 * pow(pressure, 6),
                    share * (0.3 + 2 * pow(pressure, 6)))
                add(
                    name, "human.wait.mean_s{queue=\(queue)}", share * (40 + 500 * pow(pressure, 6)),
                    share * (12 + 70 * pow(pressure, 6)))
            }
            add(name, "human.staffed", staffed, 0.4)
            add(name, "human.busy", busy, 0.7)
        }
        for step in 1...20 {
            let coverage = Double(step) / 20
            add(
                String(format: "coverage %.2f", coverage), "ai.selective_risk",
                0.006 + 0.19 * pow(coverage, 3.4), 0.002 + 0.006 * coverage)
        }
        return points
    }
}
