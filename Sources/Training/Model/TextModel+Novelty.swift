/// What a model says of texts whatever its calibration.
extension TextModel {
    /// The model before temperature and correction: what it thinks of a text changes with training alone.
    var uncalibrated: TextModel {
        var model = self
        model.temperature = 1
        model.confidenceCalibration = .none
        return model
    }

    /// Share of a text's features that no training text had, in 0...1; 0 for a text without features.
    func unknownShare(of features: borrowing SparseText) -> Double {
        guard !features.entries.isEmpty, !rowOfBucket.isEmpty else { return 0 }
        let bucketMask = UInt32(truncatingIfNeeded: options.features.bucketCount - 1)
        let unknown = features.entries.count { rowOfBucket[Int($0 & bucketMask)] <= 0 }
        return Double(unknown) / Double(features.entries.count)
    }
}
