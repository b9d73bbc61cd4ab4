import Files
import Stochastics
import Training

/// The quality of an AI on the traffic that comes, for scripts: schema 2.
///
/// The figures at the top are over all texts, those in `in_scope` over the ones with an intent that the AI can answer.
/// `intervals` holds the 95% interval of each figure beside it by the same name, null where there is none.
package enum TrafficQualityJSON {
    /// The text of a quality; numbers have at most 8 decimals.
    ///
    /// - Parameter verdict: whether answering pays, in a sentence.
    package static func text(_ quality: TrafficQuality, verdict: String) -> String {
        var top = figures(quality.all)
        top["schema"] = .number(2)
        top["copies"] = number(Double(quality.copies))
        top["unknown_intents"] = number(Double(quality.unknownIntents))
        top["out_of_scope_texts"] = number(Double(quality.outsideTexts))
        top["out_of_scope_share"] = number(quality.outsideShare)
        top["out_of_scope_share_stated"] = .bool(quality.isShareStated)
        top["without_answer"] = number(Double(quality.unanswered))
        if let area = quality.outsideAUROC {
            top["out_of_scope_auroc"] = number(area.mean)
            top["out_of_scope_auroc_interval"] = interval(area)
        }
        if let inScope = quality.inScope { top["in_scope"] = .object(figures(inScope)) }
        if let cost = quality.cost { top["cost"] = object(cost) }
        top["verdict"] = .string(verdict)
        top["by_intent"] = .array(
            quality.intents.map { intent -> JSONTree in
                [
                    "intent": .string(intent.name), "texts": number(Double(intent.texts)),
                    "share": number(intent.share),
                    "accuracy": number(intent.accuracy.mean), "accuracy_interval": interval(intent.accuracy),
                    "out_of_scope": .bool(intent.isOutside),
                ]
            })
        top["confusions"] = .array(
            quality.confusions.map { pair -> JSONTree in
                [
                    "intent": .string(pair.intent), "predicted": .string(pair.predicted),
                    "texts": number(Double(pair.texts)),
                    "share_of_intent": number(pair.shareOfIntent), "confidence": number(pair.confidence),
                ]
            })
        top["reliability"] = .array(
            quality.reliability.map { bin -> JSONTree in
                [
                    "from": number(bin.low), "to": number(bin.high), "texts": number(Double(bin.texts)),
                    "confidence": number(bin.confidence), "right": number(bin.right.mean),
                    "right_interval": interval(bin.right),
                ]
            })
        return JSONTree.object(top).pretty
    }

    private static func figures(_ figures: TrafficFigures) -> [String: JSONTree] {
        let named: [(String, Estimate)] = [
            ("accuracy", figures.accuracy), ("calibration_error", figures.calibrationError), ("aurc", figures.aurc),
            ("augrc", figures.augrc), ("coverage_at_90", figures.coverageAt90),
            ("coverage_at_95", figures.coverageAt95), ("coverage_at_98", figures.coverageAt98),
        ]
        var members: [String: JSONTree] = ["texts": number(Double(figures.texts))]
        var intervals: [String: JSONTree] = [:]
        for (name, estimate) in named {
            members[name] = number(estimate.mean)
            intervals[name] = interval(estimate)
        }
        members["intervals"] = .object(intervals)
        return members
    }

    private static func object(_ cost: TrafficCost) -> JSONTree {
        [
            "threshold": cost.threshold.map(number) ?? .null, "coverage": number(cost.coverage.mean),
            "per_query": number(cost.cost.mean), "per_query_answering_all": number(cost.costOfAnsweringAll.mean),
            "per_query_answering_none": number(cost.humanCost),
            "wrong_answer_cost": number(cost.wrongAnswerCost),
            "against_none": number(cost.againstNone.mean), "against_all": number(cost.againstAll.mean),
            "chance_of_saving": number(cost.chanceOfSaving),
            "intervals": [
                "coverage": interval(cost.coverage), "per_query": interval(cost.cost),
                "per_query_answering_all": interval(cost.costOfAnsweringAll),
                "against_none": interval(cost.againstNone), "against_all": interval(cost.againstAll),
            ],
        ]
    }

    private static func interval(_ estimate: Estimate) -> JSONTree {
        guard let low = estimate.low, let high = estimate.high else { return .null }
        return .line([number(low), number(high)])
    }

    private static func number(_ value: Double) -> JSONTree {
        let rounded = (value * 1e8).rounded() / 1e8
        return .number(rounded == 0 ? 0 : rounded)
    }
}
