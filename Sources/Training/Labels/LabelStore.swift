/// Human labels kept for training and, apart from them, for calibration and, apart from both, for the promotion gate.
///
/// The part a label goes to depends on its text alone (`LabelledText.copyKey`) and the seed, so that copies of a text stay
/// in one part: what is judged on a copy of what was trained on is judged too kindly. Of the held-out labels a third
/// serves calibration and two thirds the gate.
///
/// Memory is capped. When the training part is full, the oldest label of the intent with most labels goes (of the
/// lowest index on a tie), so that rare intents keep theirs; the other parts keep their most recent labels.
public struct LabelStore: Sendable {
    /// What became of a label.
    public enum Placement: Sendable, Equatable {
        /// It will be trained on.
        case training
        /// It is held out for calibration, and never trained on.
        case calibration
        /// It is held out for the gate, and neither trained nor calibrated on.
        case judging
        /// Its intent is negative or its weight is not a positive number.
        case refused
    }

    /// Most labels kept for training.
    public let capacity: Int
    /// Most labels held out, for calibration and the gate together; at least 3.
    public let holdoutCapacity: Int
    /// Probability that a label is held out, in 0...1.
    public let holdoutShare: Double
    /// Labels for training that had to go because of the cap.
    public private(set) var dropped = 0
    /// Held-out labels that had to go because of their cap.
    public private(set) var droppedFromHoldout = 0
    /// Labels kept for training.
    public private(set) var trainingCount = 0
    /// Labels added and not refused, ever.
    public private(set) var added = 0

    private var byIntent: [RecentLabels]
    private var heldOutForCalibration = RecentLabels()
    private var heldOutForJudging = RecentLabels()
    private let seed: UInt64

    /// Creates an empty store.
    ///
    /// `capacity` (at least 1) caps the training part; the holdout part is capped at `holdoutCapacity`, by default
    /// capacity x holdoutShare. `intents` is the number of intents; a label of a further one adds it.
    public init(capacity: Int, intents: Int, holdoutShare: Double, seed: UInt64, holdoutCapacity: Int? = nil) {
        self.capacity = max(capacity, 1)
        self.holdoutShare = min(max(holdoutShare.isNaN ? 0 : holdoutShare, 0), 1)
        self.holdoutCapacity = max(holdoutCapacity ?? Int(Double(self.capacity) * self.holdoutShare), 3)
        byIntent = Array(repeating: RecentLabels(), count: max(intents, 0))
        self.seed = seed
    }

    /// Share of the held-out labels that serve calibration.
    private static let calibrationShare = 1.0 / 3

    /// A number in 0..<1 that is the same for all copies of a text: the finaliser of SplitMix64 (Steele, Lea and Flood
    /// 2014) on its key and the seed.
    private func draw(_ label: LabelledText) -> Double {
        var bits = (label.copyKey ^ seed) &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        bits ^= bits >> 31
        return Double(bits >> 11) * 0x1p-53
    }

    /// Adds a label to the part of its text.
    @discardableResult
    public mutating func add(_ label: LabelledText) -> Placement {
        guard label.intent >= 0, label.intent < 1 << 20, label.weight > 0, label.weight.isFinite else {
            return .refused
        }
        added += 1
        let draw = draw(label)
        if draw < holdoutShare * Self.calibrationShare {
            hold(label, in: \.heldOutForCalibration, capacity: holdoutCapacity / 3)
            return .calibration
        }
        if draw < holdoutShare {
            hold(label, in: \.heldOutForJudging, capacity: holdoutCapacity - holdoutCapacity / 3)
            return .judging
        }
        while byIntent.count <= label.intent { byIntent.append(RecentLabels()) }
        byIntent[label.intent].append(label)
        trainingCount += 1
        if trainingCount > capacity { dropFromLargest() }
        return .training
    }

    private mutating func hold(
        _ label: LabelledText, in part: WritableKeyPath<LabelStore, RecentLabels>, capacity: Int
    ) {
        self[keyPath: part].append(label)
        guard self[keyPath: part].count > capacity else { return }
        self[keyPath: part].removeOldest()
        droppedFromHoldout += 1
    }

    /// Gives labels another intent: those of a matter that has got its name.
    ///
    /// - Parameters:
    ///   - orders: their `LabelledText.order`; those that are kept no more are left out.
    ///   - intent: index of the intent, 0 or more.
    public mutating func rename(_ orders: [Int], to intent: Int) {
        guard intent >= 0, intent < 1 << 20, !orders.isEmpty else { return }
        let renamed = Set(orders)
        heldOutForCalibration.rename { renamed.contains($0.order) ? intent : nil }
        heldOutForJudging.rename { renamed.contains($0.order) ? intent : nil }
        while byIntent.count <= intent { byIntent.append(RecentLabels()) }
        for other in byIntent.indices where other != intent {
            for var label in byIntent[other].take(where: { renamed.contains($0.order) }) {
                label.intent = intent
                byIntent[intent].append(label)
            }
        }
    }

    private mutating func dropFromLargest() {
        var largest = 0
        for intent in byIntent.indices where byIntent[intent].count > byIntent[largest].count { largest = intent }
        byIntent[largest].removeOldest()
        trainingCount -= 1
        dropped += 1
    }

    /// Whether the cap on training labels has ever been felt.
    public var capWasReached: Bool { dropped > 0 }
    /// Labels kept for training, intent by intent, each intent's oldest first.
    public var training: [LabelledText] { byIntent.flatMap(\.labels) }
    /// Labels held out for calibration, oldest first.
    public var calibration: [LabelledText] { Array(heldOutForCalibration.labels) }
    /// Labels held out for the gate, oldest first.
    public var judging: [LabelledText] { Array(heldOutForJudging.labels) }
    /// Number of labels held out, for calibration and the gate together.
    public var holdoutCount: Int { heldOutForCalibration.count + heldOutForJudging.count }
    /// Number of labels kept for training of each intent.
    public var countsByIntent: [Int] { byIntent.map(\.count) }
}

/// A first-in-first-out list of labels whose removals cost constant time on average.
private struct RecentLabels: Sendable {
    private var stored: [LabelledText] = []
    private var first = 0

    var count: Int { stored.count - first }
    var labels: ArraySlice<LabelledText> { stored[first...] }

    mutating func append(_ label: LabelledText) { stored.append(label) }

    /// Gives labels the intent that `intent` says, where it says one.
    mutating func rename(_ intent: (LabelledText) -> Int?) {
        for place in stored.indices[first...] {
            if let intent = intent(stored[place]) { stored[place].intent = intent }
        }
    }

    /// Takes labels out, oldest first.
    mutating func take(where isTaken: (LabelledText) -> Bool) -> [LabelledText] {
        let taken = labels.filter(isTaken)
        guard !taken.isEmpty else { return [] }
        stored = labels.filter { !isTaken($0) }
        first = 0
        return taken
    }

    mutating func removeOldest() {
        guard first < stored.count else { return }
        stored[first].features = SparseText()
        first += 1
        if first >= 64, first * 2 >= stored.count {
            stored.removeFirst(first)
            first = 0
        }
    }
}
