import Files

/// The YAML of a scenario in the making, for the few settings that reductions to theory need.
struct ScenarioSketch {
    /// A kind of customer.
    struct Class {
        var share: Double
        var priority: Int
        var handleFactor: Double?
        var handleTime: String?
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
    /// Lines of several queues and teams in place of one of each, without their indentation.
    var pools: (queues: [String], teams: [String])?
    /// Whole sections to add, as lines.
    var sections: [String] = []
    var policy: [String] = []
    /// Times of service levels, in units.
    var thresholds: [Double] = []
    /// Lines of further service levels.
    var promises: [String] = []

    init(unitSeconds: Double, volume: Double, agents: Int, handleTime: String) {
        self.unitSeconds = unitSeconds
        self.volume = volume
        self.agents = agents
        self.handleTime = handleTime
    }

    /// The scenario file.
    var yaml: String {
        var lines = [
            "name: \(Self.text(name))", "about: \(Self.text(about))",
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
                    + (part.handleTime.map { ", handle_time: \($0)" } ?? "")
                    + (part.patience.map { ", patience: \($0)" } ?? "")
                lines.append(
                    "    class_\(number + 1): {share: \(part.share * 100)%, priority: \(part.priority)\(factor)}")
            }
        }
        let room = (capacity.map { ["capacity: \($0)"] } ?? []) + queueLines
        lines += ["queues:"] + (pools?.queues ?? ["general: {\(room.joined(separator: ", "))}"]).map { "  " + $0 }
        lines += policy.isEmpty ? ["policy: {}"] : ["policy:"] + policy.map { "  " + $0 }
        lines += sections
        let team =
            [
                "agents:", "  skills: [general]",
                agentsByHour.map { "  agents_by_interval: {every: 1 h, daily: \($0)}" } ?? "  agents: \(agents)",
                "  handle_time: \(handleTime)",
            ] + teamLines.map { "  " + $0 }
        lines += ["teams:"] + (pools?.teams ?? team).map { "  " + $0 }
        if !thresholds.isEmpty || !promises.isEmpty {
            lines.append("service_levels:")
            for (number, time) in thresholds.enumerated() {
                lines.append("  level_\(number + 1): {queues: [general], within: \(time * unitSeconds) s}")
            }
            lines += promises
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var volumeLines: [String] {
        guard let rates else { return ["  volume: \(volume * 3600 / unitSeconds) per h"] }
        return ["  rates:", "    repeat: \(rates.periodSeconds) s", "    points:"]
            + rates.points.map { "      - {at: \($0.seconds) s, rate: \($0.perSecond * 3600) per h}" }
    }

    /// A text as YAML: in quotes, unless it can only be read as it stands.
    private static func text(_ text: String) -> String {
        let isPlain =
            text.first?.isLetter == true && !text.contains(": ") && !text.contains(" #")
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || " ,.;:_-+/()".contains($0)) }
            && text.last != ":" && text.last != " "
            && !["true", "false", "null", "yes", "no"].contains(text.lowercased())
        return isPlain ? text : JSONQuote.text(text)
    }

    /// A time as YAML.
    func time(_ units: Double) -> String { "\(units * unitSeconds) s" }

    /// An exponential distribution as YAML.
    static func exponential(meanSeconds: Double) -> String { "{distribution: exponential, mean: \(meanSeconds) s}" }
}
