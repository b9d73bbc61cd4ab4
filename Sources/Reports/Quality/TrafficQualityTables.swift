import Quantities
import Stochastics
import Training

/// The tables of an evaluation, which terminal and page share.
package enum TrafficQualityTables {
    private typealias Phrases = TrafficQualityPhrases

    /// The figures over all texts and over those in scope.
    package static func figures(_ quality: TrafficQuality) -> ReportTable {
        let sides = [quality.all] + (quality.inScope.map { [$0] } ?? [])
        func row(_ name: String, _ cell: (TrafficFigures) -> String) -> [String] { [name] + sides.map(cell) }
        return ReportTable(
            title: "", header: ["", "all texts"] + (quality.inScope == nil ? [] : ["in scope"]),
            rows: [
                row("texts") { "\($0.texts)" }, row("accuracy") { Phrases.share($0.accuracy) },
                row("calibration error") { Phrases.decimal($0.calibrationError) },
                row("AURC") { Phrases.decimal($0.aurc) }, row("AUGRC") { Phrases.decimal($0.augrc) },
                row("coverage at 90% right") { Phrases.share($0.coverageAt90) },
                row("coverage at 95% right") { Phrases.share($0.coverageAt95) },
                row("coverage at 98% right") { Phrases.share($0.coverageAt98) },
            ])
    }

    /// The cheapest threshold with what it costs on other texts than it was chosen on.
    package static func cost(_ quality: TrafficQuality) -> ReportTable? {
        guard let cost = quality.cost else { return nil }
        let threshold = cost.threshold.map {
            "\(FixedDigits.decimals($0, 4)), answers \(Phrases.share(cost.coverage))"
        }
        return ReportTable(
            title: "", header: ["", "all texts"],
            rows: [
                ["cheapest threshold", threshold ?? "none: humans for all"],
                ["cost per query at it", Phrases.money(cost.cost)],
                ["  answering all", Phrases.money(cost.costOfAnsweringAll)],
                ["  answering none", Phrases.money(cost.humanCost)],
            ])
    }

    /// What else is known of the texts, a line each.
    package static func other(_ quality: TrafficQuality) -> [[String]] {
        var rows: [[String]] = []
        if let area = quality.outsideAUROC {
            rows.append(
                ["out-of-scope AUROC", "\(Phrases.decimal(area)), \(quality.outsideTexts) texts out of scope"])
        }
        if quality.unknownIntents > 0 {
            rows.append(["of unknown intent", "\(quality.unknownIntents) (counted as wrong)"])
        }
        if quality.unanswered > 0 { rows.append(["without an answer", "\(quality.unanswered) (humans get them)"]) }
        if quality.copies > 0 { rows.append(["copies", "\(quality.copies)"]) }
        return rows
    }

    /// The intents.
    package static func intents(_ quality: TrafficQuality) -> ReportTable {
        ReportTable(
            title: "", header: ["Intent", "Texts", "Share of traffic", "Right, with 95% interval"],
            rows: quality.intents.map { intent in
                [
                    intent.name + (intent.isOutside ? " (out of scope)" : ""), "\(intent.texts)",
                    FixedDigits.percent(intent.share), Phrases.share(intent.accuracy),
                ]
            })
    }

    /// The pairs confused most often.
    package static func confusions(_ quality: TrafficQuality) -> ReportTable? {
        guard !quality.confusions.isEmpty else { return nil }
        return ReportTable(
            title: "", header: ["Meant", "Answered", "Texts", "Of the intent", "Mean confidence"],
            rows: quality.confusions.map { pair in
                [
                    pair.intent, pair.predicted, "\(pair.texts)", FixedDigits.percent(pair.shareOfIntent),
                    FixedDigits.percent(pair.confidence),
                ]
            })
    }

    /// The values of the reliability diagram.
    package static func reliability(_ quality: TrafficQuality) -> ReportTable {
        ReportTable(
            title: "", header: ["Confidence", "Texts", "Mean confidence", "Right, with 95% interval"],
            rows: quality.reliability.map { bin in
                [
                    "\(BriefUnits.percent(bin.low)) to \(BriefUnits.percent(bin.high))", "\(bin.texts)",
                    FixedDigits.percent(bin.confidence), Phrases.share(bin.right),
                ]
            })
    }
}
