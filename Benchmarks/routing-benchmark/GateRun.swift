import Stochastics
import Training

/// How often the promotion gate lets a challenger in, by what it is really worth: the gate's own rule on drawn labels.
struct GateRun {
    /// Share of the texts on which one of the two models is right and the other wrong.
    private static let discordance = 0.04
    private static let labels = [300, 600, 1_000, 2_000]
    /// The challenger's accuracy less the champion's, in points.
    private static let gains = [-2.0, -1, -0.5, 0, 0.5, 1]
    private static let draws = 20_000

    private struct Cell: Encodable {
        var labels: Int
        var gainPoints: Double
        var promoted: Double
    }

    private struct Result: Encodable {
        var discordance: Double
        var marginPoints: Double
        var level: Double
        var draws: Int
        var table: [Cell]
    }

    func print() throws {
        let gate = PromotionGate()
        var cells: [Cell] = []
        for count in Self.labels {
            for gain in Self.gains {
                let share = promoted(gate, labels: count, gain: gain / 100)
                cells.append(Cell(labels: count, gainPoints: gain, promoted: share))
            }
        }
        try report(
            Result(
                discordance: Self.discordance, marginPoints: gate.margin * 100, level: gate.level, draws: Self.draws,
                table: cells))
    }

    private func promoted(_ gate: PromotionGate, labels: Int, gain: Double) -> Double {
        var random = RandomStream(seed: UInt64(labels), replication: 0, purpose: 0x4774, entity: 0)
        let better = (Self.discordance + gain) / 2
        let weights = [Double](repeating: 1, count: labels)
        var savings = weights
        var count = 0
        for _ in 0..<Self.draws {
            for label in savings.indices {
                let draw = random.uniform()
                savings[label] = draw < better ? 1 : draw < Self.discordance ? -1 : 0
            }
            if gate.decide(savings, weights: weights).isPromoted { count += 1 }
        }
        return Double(count) / Double(Self.draws)
    }
}
