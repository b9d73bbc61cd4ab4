/// How the accuracy of an AI went, and on what it learned.
public struct LearnedAccuracy: Sendable, Equatable, Codable {
    /// Accuracy in the first whole week measured, in 0...1.
    public var first: Double
    /// The same in the last week.
    public var last: Double
    /// Labels that humans gave; nil where the AI does not learn.
    public var labels: Double?
    /// New models let in, with those that were offered; nil where there is no gate.
    public var promoted: Double?
    /// New models offered to the gate.
    public var offered: Double?
    /// Humans' share of the queries in the first week, in 0...1; nil below two weeks.
    public var humanShareFirst: Double?
    /// The same in the last week.
    public var humanShareLast: Double?

    /// Takes the accuracy of the first and the last week.
    init(first: Double, last: Double) {
        self.first = first
        self.last = last
    }
}
