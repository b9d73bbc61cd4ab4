/// The risks of the latest queries of a queue, and the distribution that they are taken to have until it has changed.
package struct RiskSample {
    /// What the queries of late are like.
    private(set) var distribution: RiskDistribution
    /// How often `distribution` has changed.
    private(set) var version = 0
    private var risks: [Double] = []
    private var next = 0
    private var fresh = 0

    /// Queries remembered; those after which the distribution is looked at again; the first look, and that after a change of
    /// the model; the difference of shares from which it is another one.
    package static let (remembered, period, first, difference) = (2048, 512, 64, 0.02)

    /// Begins with what is assumed where nothing has been seen.
    init(assumedFor wrongAnswer: Double) { distribution = RiskDistribution(assumedFor: wrongAnswer) }

    /// A query's risk; infinity where it goes to a human whatever that costs.
    mutating func note(_ risk: Double) {
        if risks.count < Self.remembered {
            if risks.capacity < Self.remembered { risks.reserveCapacity(Self.remembered) }
            risks.append(risk)
        } else {
            risks[next] = risk
            next = (next + 1) % Self.remembered
        }
        fresh += 1
        guard fresh >= min(max(Self.first, risks.count / 2), Self.period) else { return }
        fresh = 0
        let seen = RiskDistribution(sample: risks)
        guard seen.distance(from: distribution) > Self.difference else { return }
        distribution = seen
        version += 1
    }

    /// Another model reads from now on: what is seen begins anew, and holds from the first look on.
    mutating func forget() {
        risks.removeAll(keepingCapacity: true)
        (next, fresh) = (0, 0)
    }
}
