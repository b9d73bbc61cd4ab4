import Quantities
import Routing
import Stochastics

/// Sees from the queries alone, without a label, that customers have begun to ask for what the model does not know.
///
/// At each look, the queries of the last day, and of the last two, are compared with those of the two weeks before them
/// (of one week, while there is no more), all read by the model in use. A new model reads the kept ones again, so that its first day has a past: a
/// stream that began anew at each promotion would be blind when it matters. Temperature and correction of confidences
/// are left out, so that a recalibration changes nothing. Texts that humans have labelled are left out, on both sides: a
/// model knows what it was trained on better than what is new.
///
/// A query's surprise is -ln of the share of earlier queries that look as strange or stranger: exponential with mean 1 while
/// nothing changes (Fisher 1932; the share is a conformal p value, Vovk, Gammerman and Shafer 2005). Means are compared
/// by a one-sided normal test whose variance grows where days of the weeks before differ by more than chance, as weekdays
/// and Sundays may; whole days and whole weeks keep nights and Sundays from counting as news. All streams, windows and looks of a year share one level (Bonferroni). A fall is no alarm: an AI that learns gets
/// surer.
public struct NoveltyMonitor: Sendable {
    /// What is watched.
    public enum Signal: String, Sendable, CaseIterable {
        /// How unsure the model is.
        case confidence
        /// How unsure the model is, and how many words of the text it has never seen.
        case scope
        /// Share of the queries less sure than those handed to humans were: the share of them stays where nothing changes.
        case escalations
    }

    /// A rise of a stream.
    public struct Rise: Sendable, Equatable {
        /// Which stream.
        public var stream: Signal
        /// Its mean before: nats of surprise, or the share handed over.
        public var before: Double
        /// Its mean since.
        public var after: Double
        /// Queries since.
        public var count: Double
        /// Standard errors by which the mean rose.
        public var errors: Double
    }

    /// Streams that are watched.
    public let streams: [Signal]
    /// Chance of any false alarm in a year, in 0<..<1.
    public let level: Double
    /// Whether a new model reads the kept queries again; otherwise the past is dropped with the old one.
    public let readsAgain: Bool
    /// Most queries kept; beyond it every second one goes, and from then on only every second is kept.
    public let capacity: Int
    /// Queries kept.
    public var count: Int { kept.count }

    private struct Kept: Sendable {
        var query: Int
        var seconds: Double
        var features: SparseText
        var isHandedOver: Bool
        /// Confidence and share of unknown features, in bins.
        var doubt: Int
        var unknown: Int
        /// What the model takes it for.
        var intent: Int
    }

    private var kept: [Kept] = []
    private var classifier: TextClassifier?
    private var prediction = Prediction()
    private var stride = 1
    private var noted = 0
    private var lastLook = 0.0
    /// Since when queries are noted without a gap, in seconds; nil before the first.
    private var since: Double?
    /// Doubt from which on a query counts as handed over, for the model in use; nil while it is not known.
    private var handedFrom: Int?

    private static let bins = 512
    private static let windowDays = [1.0, 2.0]
    /// Most weeks before a window that it is compared with, and queries without which nothing is compared.
    private static let mostWeeks = 2
    private static let longestDays = 16.0
    private static let fewestQueries = 500.0
    private static let fewestInWindow = 50.0
    /// Time between looks, in seconds.
    public static let everySeconds = 6 * Seconds.perHour

    /// Creates a monitor that has seen nothing.
    ///
    /// - Parameters:
    ///   - streams: what is watched.
    ///   - level: chance of any false alarm in a year, of all streams together.
    ///   - readsAgain: false where so many queries get a label that those without one are not like the rest.
    ///   - capacity: most queries kept, 1,000 or more.
    public init(
        streams: [Signal] = Signal.allCases, level: Double = 0.05, readsAgain: Bool = true, capacity: Int = 12_000
    ) {
        self.streams = streams
        self.level = min(max(level.isNaN ? 0 : level, 1e-12), 0.999)
        self.readsAgain = readsAgain
        self.capacity = max(capacity, 1_000)
    }

    /// Standard errors by which a mean has to rise for an alarm.
    public var errorsForAlarm: Double {
        let looks = Seconds.perYear / Self.everySeconds
        let tests = looks * Double(Self.windowDays.count * max(1, streams.count))
        return -NormalDistribution.standardQuantile(level / tests)
    }

    /// A model is in use from now on: nothing where it is the same one, however it is calibrated.
    public mutating func use(_ model: TextModel) {
        guard model.isTrained else { return }
        if let used = classifier?.model, used.version == model.version { return }
        let isFirst = classifier == nil
        classifier = TextClassifier(model: model.uncalibrated)
        handedFrom = nil
        guard readsAgain, !isFirst else {
            kept.removeAll(keepingCapacity: true)
            since = nil
            return
        }
        for place in kept.indices { readAgain(place) }
        findHandOver()
    }

    /// Notes a customer's first query about a matter; repeats of it tell nothing new.
    ///
    /// - Parameters:
    ///   - query: number of the query, greater than those before.
    ///   - text: what the customer said, as UTF-8.
    ///   - isHandedOver: whether the AI handed it to a human.
    ///   - seconds: time, no less than before.
    public mutating func note(query: Int, text: borrowing [UInt8], isHandedOver: Bool, at seconds: Double) {
        noted += 1
        if since == nil, classifier != nil { since = seconds }
        guard noted % stride == 0, classifier != nil else { return }
        classifier?.classify(text: text, into: &prediction)
        guard let classifier else { return }
        let features = classifier.lastFeatures
        let unknown = classifier.model.unknownShare(of: features)
        kept.append(
            Kept(
                query: query, seconds: seconds, features: features.compacted(), isHandedOver: isHandedOver,
                doubt: Self.bin(1 - prediction.confidence), unknown: Self.bin(unknown),
                intent: prediction.intent))
        if kept.count > capacity { thin() }
    }

    /// A human has labelled a query: it is left out from now on.
    public mutating func labelled(_ query: Int) {
        guard readsAgain else { return }
        var (low, high) = (0, kept.count)
        while low < high {
            let middle = (low + high) / 2
            if kept[middle].query < query { low = middle + 1 } else { high = middle }
        }
        if low < kept.count, kept[low].query == query { kept.remove(at: low) }
    }

    /// Compares the last days with those before, where it is time for a look.
    ///
    /// - Parameter now: time in seconds.
    /// - Returns: the clearest rise that is clear enough for an alarm, or nil.
    public mutating func look(at now: Double) -> Rise? {
        guard now >= lastLook + Self.everySeconds else { return nil }
        lastLook = now
        let old = place(after: now - Self.longestDays * Seconds.perDay)
        if old > 0 { kept.removeFirst(old) }
        if handedFrom == nil { findHandOver() }
        let bound = errorsForAlarm
        var clearest: Rise?
        for days in Self.windowDays {
            let split = now - days * Seconds.perDay
            guard let weeks = wholeWeeks(before: split) else { continue }
            let start = place(after: split - Double(weeks) * Seconds.perWeek)
            for rise in compare(from: start, with: place(after: split), weeks: weeks, at: split) {
                if rise.errors > max(bound, clearest?.errors ?? 0) { clearest = rise }
            }
        }
        return clearest
    }

    /// How often the model in use takes queries for each intent: in the last two days, and in those before them.
    ///
    /// - Returns: numbers by intent; nil where there are too few queries.
    public func predictions(at now: Double, intents: Int) -> (before: [Int], now: [Int])? {
        let first = place(after: now - 2 * Seconds.perDay)
        guard Double(first) >= Self.fewestQueries, Double(kept.count - first) >= Self.fewestInWindow else { return nil }
        func counts(_ part: ArraySlice<Kept>) -> [Int] {
            part.reduce(into: Array(repeating: 0, count: intents)) { if $1.intent < intents { $0[$1.intent] += 1 } }
        }
        return (counts(kept[..<first]), counts(kept[first...]))
    }

    // MARK: What is kept

    private static func bin(_ share: Double) -> Int { min(max(Int(share * Double(bins)), 0), bins - 1) }

    private mutating func readAgain(_ place: Int) {
        classifier?.classify(features: kept[place].features, into: &prediction)
        guard let model = classifier?.model else { return }
        kept[place].doubt = Self.bin(1 - prediction.confidence)
        kept[place].unknown = Self.bin(model.unknownShare(of: kept[place].features))
        kept[place].intent = prediction.intent
    }

    private mutating func thin() {
        kept = kept.indices.filter { $0 % 2 == 1 }.map { kept[$0] }
        stride *= 2
    }

    /// Whole weeks before a time whose queries are all kept, as many as count; nil for none.
    private func wholeWeeks(before seconds: Double) -> Int? {
        guard let since else { return nil }
        let weeks = min(Self.mostWeeks, Int((seconds - since) / Seconds.perWeek))
        return weeks > 0 ? weeks : nil
    }

    /// Place of the first query after a time.
    private func place(after seconds: Double) -> Int {
        var (low, high) = (0, kept.count)
        while low < high {
            let middle = (low + high) / 2
            if kept[middle].seconds <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The doubt from which on as many queries lie as were handed over.
    private mutating func findHandOver() {
        guard Double(kept.count) >= Self.fewestQueries else { return }
        let share = Double(kept.count { $0.isHandedOver }) / Double(kept.count)
        let doubts = kept.map(\.doubt).sorted()
        let place = Int((1 - share) * Double(doubts.count))
        handedFrom = place < doubts.count ? doubts[place] : Self.bins
    }

    // MARK: The test

    /// -ln of the share of a reference that is as strange or stranger, by bin.
    private func surprises(_ bins: (Kept) -> Int, of reference: Range<Int>) -> [Double] {
        var counts = Array(repeating: 0, count: Self.bins)
        for one in kept[reference] { counts[bins(one)] += 1 }
        var above = 0
        var surprises = Array(repeating: 0.0, count: Self.bins)
        for bin in counts.indices.reversed() {
            above += counts[bin]
            surprises[bin] = -PortableMath.log(Double(above + 1) / Double(reference.count + 1))
        }
        return surprises
    }

    private func compare(from start: Int, with first: Int, weeks: Int, at split: Double) -> [Rise] {
        let (before, after) = (Double(first - start), Double(kept.count - first))
        guard before >= Self.fewestQueries, after >= Self.fewestInWindow else { return [] }
        let doubt = surprises({ $0.doubt }, of: start..<first)
        let unknown = streams.contains(.scope) ? surprises({ $0.unknown }, of: start..<first) : []
        return streams.compactMap { stream in
            let value: (Kept) -> Double
            switch stream {
            case .confidence: value = { doubt[$0.doubt] }
            case .scope: value = { doubt[$0.doubt] + unknown[$0.unknown] }
            case .escalations:
                guard let handedFrom else { return nil }
                value = { $0.doubt >= handedFrom ? 1 : 0 }
            }
            return rise(of: stream, value, reference: start..<first, weeks: weeks, at: split)
        }
    }

    private func rise(
        of stream: Signal, _ value: (Kept) -> Double, reference: Range<Int>, weeks: Int, at split: Double
    ) -> Rise? {
        var days = Array(repeating: (count: 0.0, sum: 0.0), count: 7 * weeks)
        var (sum, squares) = (0.0, 0.0)
        for one in kept[reference] {
            let x = value(one)
            sum += x
            squares += x * x
            let day = Int((split - one.seconds) / Seconds.perDay)
            guard days.indices.contains(day) else { continue }
            days[day].count += 1
            days[day].sum += x
        }
        let (before, after) = (Double(reference.count), Double(kept.count - reference.upperBound))
        let mean = sum / before
        let variance = squares / before - mean * mean
        guard variance > 0 else { return nil }
        let spread = days.reduce(0) { total, day in
            guard day.count > 0 else { return total }
            let difference = day.sum / day.count - mean
            return total + day.count * difference * difference
        }
        let excess = max(1, spread / variance / Double(days.count - 1))
        let now = kept[reference.upperBound...].reduce(0) { $0 + value($1) } / after
        let error = (variance * excess * (1 / before + 1 / after)).squareRoot()
        return Rise(stream: stream, before: mean, after: now, count: after, errors: (now - mean) / error)
    }
}
