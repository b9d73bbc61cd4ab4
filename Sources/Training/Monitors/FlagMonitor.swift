/// Watches the share of AI answers that humans flag as wrong when the customer comes back.
///
/// An answer counts as not flagged once its customer's time to come back is over, and all answers count in the order
/// in which they were given: a flag comes hours after its answer, and a share of flags to answers of the same hour would
/// rise every night.
public struct FlagMonitor: Sendable {
    /// The share's window.
    public private(set) var window: AdaptiveWindow
    /// Flags so far.
    public private(set) var flags = 0
    private var pending: [(seconds: Double, isFlagged: Bool)] = []
    private var first = 0
    private var settled = 0
    private let waitSeconds: Double

    /// Creates a monitor.
    ///
    /// - Parameters:
    ///   - delta: chance of a false alarm that is allowed for; see `AdaptiveWindow`.
    ///   - waitSeconds: time in which customers come back, in seconds.
    public init(delta: Double, waitSeconds: Double) {
        window = AdaptiveWindow(delta: delta, lookEvery: 32)
        self.waitSeconds = max(0, waitSeconds)
    }

    /// Notes an answer.
    ///
    /// - Returns: its number, for `flag`.
    public mutating func answer(at seconds: Double) -> Int {
        pending.append((seconds, false))
        return settled + pending.count - first - 1
    }

    /// Flags an answer; one that is settled already only counts.
    public mutating func flag(_ answer: Int) {
        flags += 1
        let place = first + answer - settled
        if answer >= settled, pending.indices.contains(place) { pending[place].isFlagged = true }
    }

    /// Settles answers whose time is over.
    ///
    /// - Returns: the first rise of the share that they show, or nil.
    public mutating func settle(at now: Double) -> AdaptiveWindow.Change? {
        var rise: AdaptiveWindow.Change?
        while first < pending.count, pending[first].seconds + waitSeconds <= now {
            let change = window.add(pending[first].isFlagged ? 1 : 0)
            if rise == nil, let change, change.isRise { rise = change }
            first += 1
            settled += 1
        }
        if first > 1024, first * 2 > pending.count {
            pending.removeFirst(first)
            first = 0
        }
        return rise
    }
}
