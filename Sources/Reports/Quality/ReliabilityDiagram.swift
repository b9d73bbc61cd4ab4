import Files
import Quantities
import Training

/// How many answers are right by their confidence, drawn without any script (DeGroot and Fienberg 1983).
enum ReliabilityDiagram {
    private static let (side, left, top, foot) = (300.0, 52.0, 12.0, 60.0)

    /// An SVG picture: the share that is right over the mean confidence with its interval, the diagonal on which an AI is
    /// that knows how sure it may be, and below it how many texts there are.
    static func svg(_ bins: [ReliabilityBin]) -> String {
        let most = Double(bins.map(\.texts).max() ?? 1)
        var shapes = frame
        for bin in bins {
            let height = 40 * Double(bin.texts) / max(1, most)
            shapes += rectangle(bin, height: height)
        }
        let points = bins.map { "\(number(x($0.confidence))),\(number(y($0.right.mean)))" }.joined(separator: " ")
        shapes += "<polyline points=\"\(points)\" fill=\"none\" stroke=\"#0b5a8c\" stroke-width=\"2\"/>\n"
        for bin in bins {
            if let low = bin.right.low, let high = bin.right.high {
                shapes += line(x(bin.confidence), y(low), x(bin.confidence), y(high), "#0b5a8c", width: 1.5)
            }
            shapes += "<circle cx=\"\(number(x(bin.confidence)))\" cy=\"\(number(y(bin.right.mean)))\" r=\"3.5\" "
            shapes += "fill=\"#0b5a8c\"><title>\(HTMLText.escape(title(bin)))</title></circle>\n"
        }
        let width = left + side + 20
        let height = top + side + foot + 56
        return
            "<svg viewBox=\"0 0 \(number(width)) \(number(height))\" style=\"width:100%;max-width:30rem\" role=\"img\" "
            + "aria-label=\"Share of answers that are right by their confidence\" font-size=\"11\" fill=\"#3c4248\">\n"
            + shapes + "</svg>\n"
    }

    private static var frame: String {
        var text = ""
        for step in 0...5 {
            let share = Double(step) / 5
            text += line(x(0), y(share), x(1), y(share), "#e3e6e9", width: 1)
            text += label(BriefUnits.wholePercent(share), x(0) - 6, y(share) + 4, "end")
            text += label(BriefUnits.wholePercent(share), x(share), y(0) + 60, "middle")
        }
        text += line(x(0), y(0), x(1), y(1), "#8a9299", width: 1, dash: "4 3")
        text += label("Confidence", x(0.5), y(0) + 78, "middle")
        text += label("Right", x(0) - 6, y(1) + 18, "end")
        return text + label("Texts", x(0) - 6, y(0) + 42, "end")
    }

    private static func rectangle(_ bin: ReliabilityBin, height: Double) -> String {
        "<rect x=\"\(number(x(bin.low) + 1))\" y=\"\(number(y(0) + 46 - height))\" "
            + "width=\"\(number(x(bin.high) - x(bin.low) - 2))\" height=\"\(number(height))\" fill=\"#d8dde1\"/>\n"
    }

    private static func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String, width: Double, dash: String = ""
    ) -> String {
        let dashes = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
        return "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" "
            + "stroke=\"\(colour)\" stroke-width=\"\(number(width))\"\(dashes)/>\n"
    }

    private static func label(_ text: String, _ x: Double, _ y: Double, _ anchor: String) -> String {
        "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\">\(HTMLText.escape(text))</text>\n"
    }

    private static func title(_ bin: ReliabilityBin) -> String {
        "\(bin.texts) texts of confidence \(FixedDigits.percent(bin.confidence)): right "
            + TrafficQualityPhrases.share(bin.right)
    }

    private static func x(_ share: Double) -> Double { left + side * share }
    private static func y(_ share: Double) -> Double { top + side * (1 - share) }
    private static func number(_ value: Double) -> String { FixedDigits.decimals(value, 1) }
}
