/// The YAML of a scenario in the making, for the few settings that reductions to theory need.
struct ScenarioSketch {
    /// A kind of customer.
    struct Class {
        var share: Double
        var priority: Int
        var handleFactor: Double?
        var patience: String?
    }

    /// Rates at points in time, in contacts per second, instead of a volume.
    struct Rates {
        var points: [(seconds: Double, perSecond: Double)]
        var periodSeconds: Double
    }

    var name = ""
    var about = ""
    var unit = "min"
    /// Unit of time of every number here, in seconds.
    var unitSeconds: Double
    /// Measured period and warm-up in hours.
    var horizonHours = 0.0
    var warmUpHours = 0.0
    var seed = 1
    var replications = 30
    /// Contacts a unit of time.
    var volume: Double
    var rates: Rates?
    /// Further lines of the file's top, without indentation.
    var topLines: [String] = []
    /// Further lines of `traffic`, without indentation.
    var traffic: [String] = []
    /// Distribution of patience, as YAML; nil when nobody gives up.
    var patience: String?
    var classes: [Class] = []
    var capacity: Int?
    var queueLines: [String] = []
    var agents: Int
    /// Agents in each hour of the day, in place of `agents`.
    var agentsByHour: [Int]?
    var handleTime: String
    var teamLines: [String] = []
    /// Whole sections to add, as lines.
    var sections: [String] = []
    var policy: [String] = []
    /// Times of service levels, in units.
    var thresholds: [Double] = []

    init(unitSeconds: Double, volume: Double, agents: Int, handleTime: String) {
        self.unitSeconds = unitSeconds
        self.volume = volume
        self.agents = agents
        self.handleTime = handleTime
    }

    /// The scenario file.
    var yaml: String {
        var lines = [
            "name: \(name)", "about: \(about.contains(": ") ? "'\(about.replacing("'", with: "''"))'" : about)",
            "horizon: \(horizonHours) h", "warm_up: \(warmUpHours) h",
            "seed: \(seed)", "replications: \(replications)",
        ]
        lines += topLines + ["traffic:"] + volumeLines
        lines += traffic.map { "  " + $0 }
        if let patience { lines.append("  patience: \(patience)") }
        if !classes.isEmpty {
            lines.append("  segments:")
            for (number, part) in classes.enumerated() {
                let factor =
                    (part.handleFactor.map { ", handle_factor: \($0)" } ?? "")
                    + (part.patience.map { ", patience: \($0)" } ?? "")
                lines.append(
                    "    class_\(number + 1): {share: \(part.share * 100)%, priority: \(part.priority)\(factor)}")
            }
        }
        let room = (capacity.map { ["capacity: \($0)"] } ?? []) + queueLines
        lines += ["queues:", "  general: {\(room.joined(separator: ", "))}"]
        lines += policy.isEmpty ? ["policy: {}"] : ["policy:"] + policy.map { "  " + $0 }
        lines += sections
        lines += [
            "teams:", "  agents:", "    skills: [general]",
            agentsByHour.map { "    agents_by_interval: {every: 1 h, daily: \($0)}" } ?? "    agents: \(agents)",
            "    handle_time: \(handleTime)",
        ]
        lines += teamLines.map { "    " + $0 }
        if !thresholds.isEmpty {
            lines.append("service_levels:")
            for (number, time) in thresholds.enumerated() {
                lines.append("  level_\(number + 1): {queues: [general], within: \(time * unitSeconds) s}")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var volumeLines: [String] {
        guard let rates else { return ["  volume: \(volume * 3600 / unitSeconds) per h"] }
        return ["  rates:", "    repeat: \(rates.periodSeconds) s", "    points:"]
            + rates.points.map { "      - {at: \($0.seconds) s, rate: \($0.perSecond * 3600) per h}" }
    }

    /// A time as YAML.
    func time(_ units: Double) -> String { "\(units * unitSeconds) s" }

    /// An exponential distribution as YAML.
    static func exponential(meanSeconds: Double) -> String { "{distribution: exponential, mean: \(meanSeconds) s}" }
}
