/// Solved chains of the queues, kept while their rates stay, and what is known of the risks of the queries.
///
/// A chain is solved again when the load or the mean handle time leaves its sixteenth of an octave (4.4% on average; the
/// middle counts), when agents come or go, and when risks have changed (`RiskSample`). What has been solved is kept, so
/// that a day like the last one solves hardly anything; but for risks, a price does not depend on what came before. A
/// class: one router has it, and every query changes it.
package final class HumanPrices {
    /// Chains of one queue and one patience.
    private struct Slot {
        var version = -1
        var key = Key(agents: -1, load: 0, handle: 0)
        var latest = -1
        var places: [Key: Int] = [:]
        var solutions: [HumanChain.Solution] = []
    }

    private struct Key: Hashable {
        var agents: Int
        var load: UInt64
        var handle: UInt64
    }

    private let cost: CompiledCost
    private var slots: [Slot]
    private var samples: [RiskSample]
    private let channels: Int
    /// Chains solved so far.
    package private(set) var solved = 0

    private static let mostSolutions = 512

    /// Keeps chains of these prices, by the queues and channels of a catalog.
    package init(_ cost: CompiledCost, catalog: Catalog) {
        self.cost = cost
        channels = max(1, catalog.channels.count)
        slots = Array(repeating: Slot(), count: catalog.queues.count * channels)
        samples = Array(
            repeating: RiskSample(assumedFor: cost.wrongAnswer), count: cost.isOptimal ? catalog.queues.count : 0)
    }

    /// A query that the rule has weighed, or that a trigger sends to a human whatever that costs: infinity then.
    package func note(queue: Int, risk: Double) { if samples.indices.contains(queue) { samples[queue].note(risk) } }

    /// Another model reads from now on.
    package func modelChanged() { for queue in samples.indices { samples[queue].forget() } }

    /// Price of one more contact beside what a human costs, with somebody on duty.
    package func price(_ line: ShadowPrice.Line, queue: Int, channel: Int) -> Double {
        let place = queue * channels + (channel >= 0 && channel < channels ? channel : 0)
        let version = cost.isOptimal ? samples[queue].version : 0
        if slots[place].version != version { slots[place] = Slot(version: version) }
        let offered = cost.isOptimal && line.offeredLoad > 0
        let key = Key(
            agents: line.agents, load: Self.part(offered ? line.offeredLoad : line.load),
            handle: Self.part(line.handleSeconds))
        if key != slots[place].key {
            slots[place].key = key
            slots[place].latest = slots[place].places[key] ?? solve(key, line, offered, queue: queue, place: place)
        }
        return cost.shadow.price(line, slots[place].solutions[slots[place].latest])
    }

    private func solve(_ key: Key, _ line: ShadowPrice.Line, _ offered: Bool, queue: Int, place: Int) -> Int {
        if slots[place].solutions.count >= Self.mostSolutions {
            slots[place].solutions.removeAll()
            slots[place].places.removeAll()
        }
        var usual = line
        usual.handleSeconds = Self.middle(key.handle)
        if offered { usual.offeredLoad = Self.middle(key.load) } else { usual.load = Self.middle(key.load) }
        let solution = cost.solve(usual, queue: queue, risks: cost.isOptimal ? samples[queue].distribution : nil)
        solved += 1
        slots[place].places[key] = slots[place].solutions.count
        slots[place].solutions.append(solution)
        return slots[place].solutions.count - 1
    }

    /// A sixteenth of an octave, and its middle; 0 is by itself.
    package static func part(_ value: Double) -> UInt64 { value > 1e-6 ? value.bitPattern >> 48 : 0 }

    /// The middle of a part.
    package static func middle(_ part: UInt64) -> Double { part > 0 ? Double(bitPattern: part << 48 | 1 << 47) : 0 }
}
