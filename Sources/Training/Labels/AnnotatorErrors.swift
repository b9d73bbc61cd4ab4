/// What gold items, whose answers are known, say of each annotator's error rate.
///
/// Single annotators see few gold items, so their rates are drawn towards that of all: the mean of a beta distribution
/// whose prior counts as many items as `priorStrength` (empirical Bayes; Carlin and Louis 2000, section 3.3).
public struct AnnotatorErrors: Sendable, Equatable {
    /// Gold items read.
    public private(set) var items = 0.0
    /// Those of them that were labelled wrongly.
    public private(set) var wrong = 0.0
    /// Items of the prior.
    public let priorStrength: Double
    private var byAnnotator: [(items: Double, wrong: Double)] = []

    /// Creates a record of nothing.
    public init(priorStrength: Double = 20) { self.priorStrength = max(priorStrength, 0) }

    /// Adds a gold item that an annotator has read.
    public mutating func add(annotator: Int, isWrong: Bool) {
        guard annotator >= 0, annotator < 1 << 24 else { return }
        while byAnnotator.count <= annotator { byAnnotator.append((0, 0)) }
        items += 1
        byAnnotator[annotator].items += 1
        guard isWrong else { return }
        wrong += 1
        byAnnotator[annotator].wrong += 1
    }

    /// Error rate of all together; nil without items.
    public var rate: Double? { items > 0 ? wrong / items : nil }

    /// Error rate of one annotator, drawn towards that of all; nil without any item.
    public func rate(of annotator: Int) -> Double? {
        guard let rate else { return nil }
        let own = byAnnotator.indices.contains(annotator) ? byAnnotator[annotator] : (items: 0, wrong: 0)
        return (own.wrong + priorStrength * rate) / (own.items + priorStrength)
    }

    /// The highest of the annotators' rates; nil without any item.
    public var worst: Double? { byAnnotator.indices.compactMap { rate(of: $0) }.max() }

    /// Whether both are the same.
    public static func == (one: Self, other: Self) -> Bool {
        one.items == other.items && one.wrong == other.wrong && one.priorStrength == other.priorStrength
            && one.byAnnotator.elementsEqual(other.byAnnotator) { $0 == $1 }
    }
}
