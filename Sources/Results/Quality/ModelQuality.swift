import Training

/// The quality of a model with what a threshold would cost.
package struct ModelQuality {
    /// How the model did.
    package let metrics: ClassificationMetrics
    /// Texts with an intent the model has never seen, counted as wrong.
    package let unknown: Int
    /// The threshold that costs least, where costs were given.
    package var cost: CostThreshold?
    /// Texts labelled out of scope.
    package var outOfScopeTexts = 0
    /// How well the out-of-scope score tells them; nil without any.
    package var outOfScopeAUROC: Double?

    /// Takes what was measured.
    ///
    /// - Parameter unknown: texts with an intent the model has never seen, counted as wrong.
    package init(_ metrics: ClassificationMetrics, unknown: Int = 0) {
        self.metrics = metrics
        self.unknown = unknown
    }
}
