/// What a slot of a human's time costs beyond the wage, because it makes customers wait: those who join now, and those
/// who come while the backlog lasts.
///
/// With W contacts waiting, n agents who serve the queue, of whom i are idle, mean handle time h, other work a waiting
/// for the same agents (a second of it an agent), and work arriving at ρ seconds a second and agent:
///
/// - own wait: v = (W + 1) h / n + a where nobody is idle, each of W + 1 agents' completions taking h / n on average; 0
///   where somebody is. Without agents on duty v = (W + 1) h and the time until one comes.
/// - waits of others: a contact served keeps the agents from those who come after it, for h / n each, as long as the
///   busy period lasts that it joins, which is v / (1 - ρ) in a fluid queue and at most the time the turn of duty has
///   left, T. There come ρ n / h of them a second: ρ min(v / (1 - ρ), T) seconds in all, which with v is v / (1 - ρ), the
///   mean busy period. With i > 0 idle agents it joins one only if i - 1 more contacts come before an agent is free:
///   taken to have probability ρ^(i - 1), and v to be h / n then.
/// - the price of these seconds: with patience of mean p and exponential distribution a customer who would wait v gives
///   up with probability 1 - exp(-v / p) and waits p (1 - exp(-v / p)) on average. So the own wait is priced k p (1 -
///   exp(-v / p)) with k = `waitingPerSecond` + `lostCustomer` / p, and the seconds of others k exp(-v / 2p) each, since
///   their waits lie between v and 0. Without impatience both are `waitingPerSecond` a second.
///
/// ρ counts as 95% at most, since the rule itself sends away what a full queue would have to take. Rising shadow prices
/// of a congested reviewer: Lykouris and Weng, "Learning to defer in congested systems", arXiv 2402.12237, whose own price
/// is linear in the queue length; here it is derived from the waits that follow.
struct ShadowPrice: Sendable {
    let waitingPerSecond: Double
    let lostCustomer: Double

    /// Highest load that the wait of others is reckoned with.
    static let highestLoad = 0.95

    /// Longest time and highest price a second that are reckoned with: 31 million years, and no more than a product with it
    /// can hold.
    private static let longestSeconds = 1e15
    private static let highestPrice = 1e200

    /// Whether waiting costs nothing.
    var isZero: Bool { waitingPerSecond <= 0 && lostCustomer <= 0 }

    /// Price of a slot for one more contact: finite and 0 or more, whatever the state says.
    ///
    /// - Parameters:
    ///   - waiting: contacts waiting in its queue.
    ///   - queue: who serves it.
    ///   - patienceSeconds: mean time its customer would wait; infinity for ever.
    ///   - usualHandleSeconds: handle time where the state tells none.
    func price(waiting: Int, queue: QueueState, patienceSeconds: Double, usualHandleSeconds: Double) -> Double {
        let handle = Self.seconds(queue.meanHandleSeconds > 0 ? queue.meanHandleSeconds : usualHandleSeconds)
        let load = queue.load > 0 ? min(queue.load, Self.highestLoad) : 0
        let agents = Double(max(1, queue.agents))
        var wait = Self.seconds((Double(max(0, waiting)) + 1) * handle / agents + Self.seconds(queue.otherWorkSeconds))
        var base = wait
        if queue.agents <= 0 {
            wait += Self.seconds(queue.secondsToDuty)
            base = wait
        } else if queue.idleAgents > 0 {
            wait = 0
            base = handle / agents * Self.power(load, queue.idleAgents - 1)
        }
        let others = load * min(base / (1 - load), queue.secondsLeft > 0 ? queue.secondsLeft : 0)
        guard patienceSeconds < .infinity else { return min(waitingPerSecond, Self.highestPrice) * (wait + others) }
        let patience = min(max(patienceSeconds, 1e-3), Self.longestSeconds)
        let perSecond = min(waitingPerSecond + lostCustomer / patience, Self.highestPrice)
        return perSecond
            * (patience * (1 - Self.decay(wait / patience)) + others * Self.decay(wait / (2 * patience)))
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

    /// Whole powers of a share, 0 beyond where they matter.
    static func power(_ base: Double, _ exponent: Int) -> Double {
        guard exponent < 1024 else { return 0 }
        var (result, factor, rest) = (1.0, base, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result *= factor }
            factor *= factor
            rest >>= 1
        }
        return result
    }
}
