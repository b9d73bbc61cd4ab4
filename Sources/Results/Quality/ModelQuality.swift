import Training

/// The quality of a model out of fold, or on labels that were held out.
package struct ModelQuality {
    /// How the model did.
    package let metrics: ClassificationMetrics

    /// Takes what was measured.
    package init(_ metrics: ClassificationMetrics) { self.metrics = metrics }
}
