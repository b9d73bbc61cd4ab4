import Routing

/// A way to break measures down.
public enum Breakdown: String, Sendable, CaseIterable {
    case channel, segment, intent, queue, priority
    /// By week of the run, for the timeline.
    case week
    /// By hour of the week, for the timeline.
    case hour
}

/// Numbers the slices of the ledger: the whole, then every member of every breakdown.
public struct SliceMap: Sendable {
    /// The whole operation.
    public static let whole = 0
    /// Names of the members of each breakdown.
    public let names: [Breakdown: [String]]
    private let starts: [Int]
    /// Number of slices.
    public let count: Int

    /// Lays out the slices of an operation.
    ///
    /// - Parameters:
    ///   - catalog: names of its channels, segments, intents and queues.
    ///   - weeks: weeks of the run, 1 or more.
    init(catalog: Catalog, weeks: Int) {
        let names: [Breakdown: [String]] = [
            .channel: catalog.channels, .segment: catalog.segments, .intent: catalog.intents,
            .queue: catalog.queues, .priority: (0..<Dispatcher.priorities).map(String.init),
            .week: (1...max(1, weeks)).map { Self.padded($0, 2) }, .hour: (0..<168).map { Self.padded($0, 3) },
        ]
        var starts: [Int] = []
        var next = 1
        for breakdown in Breakdown.allCases {
            starts.append(next)
            next += names[breakdown]?.count ?? 0
        }
        self.names = names
        self.starts = starts
        count = next
    }

    /// The slice of a member.
    public func slice(_ breakdown: Breakdown, _ member: Int) -> Int {
        starts[Self.position(breakdown)] + member
    }

    private static func position(_ breakdown: Breakdown) -> Int {
        switch breakdown {
        case .channel: 0
        case .segment: 1
        case .intent: 2
        case .queue: 3
        case .priority: 4
        case .week: 5
        case .hour: 6
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// The slices one contact counts in besides the whole: at most eight, then -1.
typealias ContactSlices = SIMD8<Int32>
