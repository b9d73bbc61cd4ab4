/// What a slot of a human's time costs beyond the wage, because it makes customers wait: those who join now, and those
/// who come while the backlog lasts.
///
/// With agents on duty it is the step d(k) of the relative values of the queue as a birth and death chain (`HumanChain`),
/// in which extra work fades as customers give up, and in which fewer join the longer the queue is, as the rule itself
/// sees to. A second of waiting costs `waitingPerSecond` + `lostCustomer` / p there with patience of mean p, since those
/// who wait give up at the rate 1/p; without impatience `waitingPerSecond`. Two or more queues with the same agents are
/// one: their work that waits stands before them, and arrives at them.
///
/// - Who comes is not known where only the load is told: they are as many as make the load what it is, and their risks are
///   distributed as `RiskDistribution` assumes. The load counts as 95% at most where nobody gives up, and 4 where they do.
/// - Turns of duty end: what comes after this one is not this slot's doing. So the price is at most that of the own wait
///   and of one more customer each time one comes in the T seconds that are left, k p (1 - exp(-v / p)) + k ρ T, where
///   k is the price of a second, ρ the load, v = (W + 1) h / n the wait behind W others and p (1 - exp(-v / p)) of it what
///   an exponential patience waits on average.
/// - Nobody on duty: the own wait counts, (W + 1) h and the time until somebody comes.
///
/// Rising shadow prices of a congested reviewer: Lykouris and Weng, "Learning to defer in congested systems", arXiv
/// 2402.12237, whose own price is linear in the queue length.
package struct ShadowPrice: Sendable {
    let waitingPerSecond: Double
    let lostCustomer: Double

    /// Highest load that is reckoned with, where customers wait for ever, and where they give up.
    static let (highestLoad, highestLeavingLoad) = (0.95, 4.0)

    /// Most agents that are reckoned with, so that they and all who wait can be counted.
    fileprivate static let mostAgents = 1_000_000

    /// Longest time and highest price a second that are reckoned with: 31 million years, and no more than a product with it
    /// can hold.
    private static let longestSeconds = 1e15
    private static let highestPrice = 1e200

    /// A queue, with what cannot be put right: times in `longestSeconds`, shares of what there is.
    package struct Line {
        /// Agents on duty, and those with nothing to do.
        var agents: Int
        var idle: Int
        var waiting: Double
        var handleSeconds: Double
        var load: Double
        /// Load that all queries would be; 0 where not known.
        var offeredLoad: Double
        /// Mean patience; infinity for ever.
        var patienceSeconds: Double
        var otherWorkSeconds: Double
        var secondsLeft: Double
        var secondsToDuty: Double

        /// A queue as the operation sees it.
        package init(waiting: Int, queue: QueueState, patienceSeconds: Double, usualHandleSeconds: Double) {
            agents = min(max(0, queue.agents), ShadowPrice.mostAgents)
            idle = min(max(0, queue.idleAgents), agents)
            self.waiting = Double(max(0, waiting))
            let handle = queue.meanHandleSeconds > 0 ? queue.meanHandleSeconds : usualHandleSeconds
            handleSeconds = max(ShadowPrice.seconds(handle), 1e-3)
            let highest = patienceSeconds < .infinity ? ShadowPrice.highestLeavingLoad : ShadowPrice.highestLoad
            load = queue.load > 0 ? min(queue.load, highest) : 0
            offeredLoad = queue.offeredLoad > 0 ? min(queue.offeredLoad, 1000) : 0
            self.patienceSeconds =
                patienceSeconds < .infinity ? min(max(patienceSeconds, 1e-3), ShadowPrice.longestSeconds) : .infinity
            otherWorkSeconds = ShadowPrice.seconds(queue.otherWorkSeconds)
            secondsLeft = queue.secondsLeft > 0 ? queue.secondsLeft : 0
            secondsToDuty = ShadowPrice.seconds(queue.secondsToDuty)
        }
    }

    /// Whether waiting costs nothing.
    var isZero: Bool { waitingPerSecond <= 0 && lostCustomer <= 0 }

    /// The chain of a queue with somebody on duty.
    package func chain(_ line: Line, humanCost: Double) -> HumanChain {
        HumanChain(
            agents: max(1, line.agents), serviceRate: 1 / line.handleSeconds, leavingRate: 1 / line.patienceSeconds,
            pricePerSecond: perSecond(line), humanCost: humanCost)
    }

    /// Price of a slot for one more contact where nobody is on duty: finite and 0 or more.
    package func priceWithoutAgents(_ line: Line) -> Double {
        own(wait(line) + line.secondsToDuty, line)
    }

    /// Price of a slot for one more contact: finite and 0 or more, whatever the state says.
    package func price(_ line: Line, _ solution: HumanChain.Solution) -> Double {
        let agents = Double(max(1, line.agents))
        let place =
            line.idle > 0
            ? -Double(line.idle) : line.waiting + line.otherWorkSeconds / line.handleSeconds * agents
        var price = solution.price(waiting: place)
        // Without impatience all times, and so all prices, grow with the handle time.
        if line.patienceSeconds == .infinity { price *= line.handleSeconds * solution.serviceRate }
        // Where nobody gives up the own wait is a part of it, also behind more than the chain has places for.
        if line.idle <= 0, line.patienceSeconds == .infinity { price = max(price, own(wait(line), line)) }
        // Where they do, one more contact makes one more give up at the most, after a whole patience.
        if line.patienceSeconds < .infinity { price = min(price, perSecond(line) * line.patienceSeconds) }
        let most = Self.highestPrice * Self.longestSeconds
        guard line.secondsLeft < .infinity else { return price < most ? price : most }
        let others = perSecond(line) * line.load * line.secondsLeft
        if price <= others { return price }
        let until = (line.idle > 0 ? 0 : own(wait(line), line)) + others
        return price < until ? price : min(until, most)
    }

    /// Price of a second of one who waits.
    private func perSecond(_ line: Line) -> Double {
        guard line.patienceSeconds < .infinity else { return min(waitingPerSecond, Self.highestPrice) }
        return min(waitingPerSecond + lostCustomer / line.patienceSeconds, Self.highestPrice)
    }

    /// How long one more would wait.
    private func wait(_ line: Line) -> Double {
        Self.seconds((line.waiting + 1) * line.handleSeconds / Double(max(1, line.agents)) + line.otherWorkSeconds)
    }

    /// Price of one customer's wait.
    private func own(_ wait: Double, _ line: Line) -> Double {
        let patience = line.patienceSeconds
        let seconds = patience < .infinity ? patience * (1 - Self.decay(wait / patience)) : wait
        return perSecond(line) * seconds
    }

    /// A time from a state or a scenario, in 0...`longestSeconds`; what is no number is 0.
    private static func seconds(_ value: Double) -> Double { value > 0 ? min(value, longestSeconds) : 0 }

    /// exp(-x) for x of 0 or more, to 1 in 1,000 or better, the same on every machine: the (2, 2) Padé approximant of
    /// x / 128, seven times squared.
    static func decay(_ x: Double) -> Double {
        guard x < 40 else { return 0 }
        let y = x / 128
        var power = (12 - 6 * y + y * y) / (12 + 6 * y + y * y)
        for _ in 0..<7 { power *= power }
        return power
    }
}
