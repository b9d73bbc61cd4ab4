/// A queue whose arrivals and agents change over time, followed from its empty start: M(t)/M/n(t), with exponential
/// patience or without, several contacts at once for an agent, and a waiting room with a limit or without.
///
/// The distribution of the number in the system follows the Kolmogorov forward equations of a birth-death chain in
/// steps of backward Euler, which keeps it a distribution whatever the step (Stewart, "Introduction to the numerical
/// solution of Markov chains", 1994, section 8.4.3).
public struct TransientQueue: Sendable {
    /// What becomes of those who come during a time, as shares of them.
    public struct Shares: Sendable, Equatable {
        /// Taken within the promised time.
        public var served = 0.0
        /// Gave up within the promised time.
        public var abandoned = 0.0
        /// Gave up within the shorter time that is left out.
        public var short = 0.0
        /// Taken at some time.
        public var answered = 0.0
        /// Found the waiting room full.
        public var turnedAway = 0.0
    }

    /// Mean work of a contact in seconds, when its agent has no other.
    public let meanServiceSeconds: Double
    /// Mean patience in seconds; nil where nobody gives up.
    public let meanPatienceSeconds: Double?
    /// Contacts that an agent has in hand at most, 1 or more.
    public let slots: Int
    /// Factor on the work's time with 1, 2, ... contacts in hand; the last holds for more, none is 1.
    public let stretch: [Double]
    /// Places of the waiting room; nil without a limit.
    public let places: Int?
    /// The probabilities of 0, 1, ... contacts in the system.
    public private(set) var states: [Double] = [1]

    /// Most contacts in the system that are followed.
    public static let mostStates = 20_000
    /// What a tail may hold before more states are followed.
    private static let tail = 1e-9
    /// Longest step in seconds.
    private static let longestStep = 300.0

    /// An empty queue; see the properties.
    public init(
        meanServiceSeconds: Double, meanPatienceSeconds: Double?, slots: Int = 1, stretch: [Double] = [],
        places: Int? = nil
    ) {
        self.meanServiceSeconds = meanServiceSeconds
        self.meanPatienceSeconds = meanPatienceSeconds
        self.slots = max(1, slots)
        self.stretch = stretch
        self.places = places
    }

    /// Follows the queue through a time of constant arrivals and agents.
    ///
    /// - Parameters:
    ///   - seconds: its length, above 0.
    ///   - arrivalsPerSecond: 0 or more.
    ///   - agents: 0 or more; parts of an agent count as parts.
    ///   - limits: the promised time and the shorter one in seconds, each with the agents' mean number from now until
    ///     it is over.
    /// - Returns: nil where more than ``mostStates`` contacts are in the system.
    public mutating func pass(
        seconds: Double, arrivalsPerSecond: Double, agents: Double,
        limits: (within: Double, meanAgents: Double, short: Double?)
    ) -> Shares? {
        let fate = WaitFate(
            self, agents: agents, within: limits.within, meanAgents: limits.meanAgents, short: limits.short,
            most: states.count + 64 + Int(min(Double(Self.mostStates), arrivalsPerSecond * seconds)))
        let steps = max(1, Int((seconds / Self.longestStep).rounded(.up)))
        let step = seconds / Double(steps)
        var shares = Shares()
        var leaving: [Double] = []
        for _ in 0..<steps {
            guard advance(step, arrivalsPerSecond, agents, &leaving) else { return nil }
            let now = fate.shares(states)
            shares.served += now.served / Double(steps)
            shares.abandoned += now.abandoned / Double(steps)
            shares.short += now.short / Double(steps)
            shares.answered += now.answered / Double(steps)
            shares.turnedAway += now.turnedAway / Double(steps)
        }
        return shares
    }

    /// The rate at which contacts in hand are done, with so many in the system, per second.
    func completions(_ count: Int, agents: Double) -> Double {
        guard agents > 0 else { return 0 }
        let inHand = min(Double(count), agents * Double(slots))
        guard !stretch.isEmpty else { return inHand / meanServiceSeconds }
        // They are spread evenly: some agents have one contact more than the others.
        let each = min(Double(slots), (inHand / agents).rounded(.down))
        let more = inHand - each * agents
        func pace(_ contacts: Double) -> Double {
            contacts > 0 ? contacts / stretch[min(Int(contacts), stretch.count) - 1] : 0
        }
        return ((agents - more) * pace(each) + more * pace(min(Double(slots), each + 1))) / meanServiceSeconds
    }

    private func departures(_ count: Int, agents: Double) -> Double {
        let waiting = max(0, Double(count) - agents * Double(slots))
        return completions(count, agents: agents) + (meanPatienceSeconds.map { waiting / $0 } ?? 0)
    }

    /// Largest number in the system.
    func largest(agents: Double) -> Int? {
        places.map { min($0, Self.mostStates) + Int(min(1e9, (agents * Double(slots)).rounded(.up))) }
    }

    /// One step of backward Euler; false where too many are in the system.
    ///
    /// - Parameter leaving: the rates of leaving each state at these agents, as far as they are known.
    private mutating func advance(
        _ step: Double, _ arrivals: Double, _ agents: Double, _ leaving: inout [Double]
    ) -> Bool {
        let largest = largest(agents: agents) ?? Self.mostStates
        // Room for those who come in the step, and some.
        if states[states.count - 1] > Self.tail || states.count < 3 {
            let more = max(20, states.count / 8, Int(min(Double(Self.mostStates), arrivals * step * 2)))
            let wanted = min(max(states.count, largest + 1), states.count + more, Self.mostStates + 1)
            states += [Double](repeating: 0, count: max(0, wanted - states.count))
        }
        let count = states.count
        while leaving.count <= count { leaving.append(departures(leaving.count, agents: agents)) }
        var above = [Double](repeating: 0, count: count)
        var right = states
        // Thomas's elimination of (1 - step Q') p = p before, which needs no pivots for an M-matrix.
        var pivot = 1.0
        for place in 0..<count {
            let enters = place < min(largest, count - 1) ? arrivals * step : 0
            let leaves = leaving[place] * step
            var diagonal = 1 + enters + leaves
            if place > 0 {
                let below = place - 1 < min(largest, count - 1) ? arrivals * step : 0
                diagonal -= below * above[place - 1]
                right[place] += below * right[place - 1]
            }
            pivot = diagonal
            above[place] = place + 1 < count ? leaving[place + 1] * step / pivot : 0
            right[place] /= pivot
        }
        for place in (0..<count - 1).reversed() { right[place] += above[place] * right[place + 1] }
        while right.count > 3, right[right.count - 1] < Self.tail * 1e-6 { right.removeLast() }
        states = right
        return states.count <= Self.mostStates
    }
}

/// What becomes of a contact by how many are in the system when it comes.
private struct WaitFate {
    private let free: Double
    private let largest: Int?
    private let served: [Double]
    private let abandoned: [Double]
    private let short: [Double]
    private let answered: [Double]

    init(
        _ queue: TransientQueue, agents: Double, within: Double, meanAgents: Double, short: Double?, most longest: Int
    ) {
        free = agents * Double(queue.slots)
        largest = queue.largest(agents: agents)
        func rate(_ agents: Double) -> Double { queue.completions(.max / 2, agents: agents) }
        let full = rate(meanAgents)
        let first = WaitTable(longest, perSecond: full, patience: queue.meanPatienceSeconds, seconds: within)
        served = first.served
        abandoned = first.abandoned
        self.short =
            short.map {
                WaitTable(longest, perSecond: full, patience: queue.meanPatienceSeconds, seconds: $0).abandoned
            } ?? []
        // Who waits for the next shift is answered if patience lasts.
        let later = max(full, rate(agents))
        answered = (0..<longest).map { place in
            guard let patience = queue.meanPatienceSeconds else { return 1 }
            let scaled = later * patience
            return scaled / (scaled + Double(place) + 1)
        }
    }

    func shares(_ states: [Double]) -> TransientQueue.Shares {
        var sum = TransientQueue.Shares()
        let whole = Int(free.rounded(.down))
        let part = free - Double(whole)
        for (count, weight) in states.enumerated() where weight > 0 {
            if let largest, count >= largest {
                sum.turnedAway += weight
                continue
            }
            if count < whole {
                sum.served += weight
                sum.answered += weight
                continue
            }
            // With a part of an agent the place in the line lies between two.
            add(count - whole, weight * (1 - part), to: &sum)
            if count == whole {
                sum.served += weight * part
                sum.answered += weight * part
            } else {
                add(count - whole - 1, weight * part, to: &sum)
            }
        }
        return sum
    }

    private func add(_ ahead: Int, _ weight: Double, to sum: inout TransientQueue.Shares) {
        let place = min(ahead, served.count - 1)
        sum.served += weight * served[place]
        sum.abandoned += weight * abandoned[place]
        sum.answered += weight * answered[place]
        if !short.isEmpty { sum.short += weight * short[place] }
    }
}

/// Who waits behind 0, 1, ... others is taken, or gives up, within a time while all agents stay busy.
///
/// Without patience the line moves as a Poisson process. With patience of rate t, the wait V behind q others is a sum of
/// exponentials of rates D + j t, so that exp(-t V) has the beta distribution with parameters D/t and q + 1.
private struct WaitTable {
    var served: [Double] = []
    var abandoned: [Double] = []

    init(_ count: Int, perSecond: Double, patience: Double?, seconds: Double) {
        served.reserveCapacity(count)
        abandoned.reserveCapacity(count)
        let done = perSecond * seconds
        guard let patience else {
            // 1 - P(Poisson(done) <= q).
            var term = PortableMath.exp(-done)
            var sum = 0.0
            var logTerm = -done
            for ahead in 0..<count {
                if ahead > 0 {
                    if done > 0 { logTerm += PortableMath.log(done / Double(ahead)) }
                    term = done > 0 ? PortableMath.exp(logTerm) : 0
                }
                sum += term
                served.append(min(1, max(0, 1 - sum)))
                abandoned.append(0)
            }
            return
        }
        let end = PortableMath.exp(-seconds / patience)
        guard perSecond > 0 else {
            served = Array(repeating: 0, count: count)
            abandoned = Array(repeating: 1 - end, count: count)
            return
        }
        let shape = perSecond * patience
        var reached = BetaTail(shape: shape, done: done, end: end)
        var patient = BetaTail(shape: shape + 1, done: done + seconds / patience, end: end)
        for ahead in 0..<count {
            let own = shape / (shape + Double(ahead) + 1) * patient.above
            served.append(own)
            abandoned.append(max(0, 1 - end * (1 - reached.above) - own))
            reached.next()
            patient.next()
        }
    }
}

/// P(X > x) of beta(a, 1), beta(a, 2), ... by the recurrence of the incomplete beta function (DLMF 8.17.20).
private struct BetaTail {
    private let shape: Double
    private let rest: Double
    private var order = 1.0
    private var term: Double
    private var below: Double
    var above: Double { min(1, max(0, 1 - below)) }

    init(shape: Double, done: Double, end: Double) {
        self.shape = shape
        rest = 1 - end
        below = PortableMath.exp(-done)
        term = shape * below * rest
    }

    mutating func next() {
        below += term
        term *= rest * (shape + order) / (order + 1)
        order += 1
    }
}
