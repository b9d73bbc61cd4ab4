/// What an estimator must know of a measure: how its values over replications are pooled, and what they can be.
public struct MeasureForm: Sendable, Equatable, Codable {
    /// How its estimate is made.
    public var kind: EstimatorKind
    /// Its unit.
    public var unit: MeasureUnit

    /// Creates a form.
    public init(kind: EstimatorKind, unit: MeasureUnit) {
        self.kind = kind
        self.unit = unit
    }

    /// Values it can have: only amounts of money and differences can be negative.
    public var range: ClosedRange<Double> {
        switch unit {
        case .currency: -Double.infinity...Double.infinity
        case .share: 0...1
        case .difference: -1...1
        default: 0...Double.infinity
        }
    }
}
