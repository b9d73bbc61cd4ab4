import Stochastics

extension Trainer {
    /// Strength of the prior that keeps a temperature near 1 while labels are few, in labels.
    public static let temperaturePrior = 5.0

    /// Fits temperatures by cross-validation: each part is scored by a model trained on the others.
    ///
    /// Parts are stratified by intent and drawn from the options' seed, and copies of a text are in one of them; `folds` is
    /// brought to 2...number of different texts. Throws `TrainingError` as `train` does, and `noExamples` for fewer than
    /// two different texts.
    public func calibrateOutOfFold(
        _ examples: [LabelledText], intents: [String], folds: Int = 5
    ) throws -> Calibration {
        let different = CopyGroups(examples).count
        guard different > 1 else { throw TrainingError.noExamples }
        let folds = min(max(folds, 2), different)
        let foldOfExample = stratifiedFolds(examples, folds: folds)
        var sample = CalibrationSample(intentCount: intents.count)
        for fold in 0..<folds {
            let kept = examples.indices.filter { foldOfExample[$0] != fold }.map { examples[$0] }
            let model = try train(kept, intents: intents)
            sample.add(examples.indices.lazy.filter { foldOfExample[$0] == fold }.map { examples[$0] }, model: model)
        }
        return sample.fit(priorStrength: Self.temperaturePrior)
    }

    /// Trains on all examples and gives the model the temperatures found out of fold, with their metrics.
    ///
    /// Fewer than two different texts leave it with temperature 1 and without metrics.
    public func trainCalibrated(
        _ examples: [LabelledText], intents: [String], folds: Int = 5, version: Int = 1
    ) throws -> TextModel {
        var model = try train(examples, intents: intents, version: version)
        guard CopyGroups(examples).count > 1 else { return model }
        let calibration = try calibrateOutOfFold(examples, intents: intents, folds: folds)
        model.apply(calibration)
        return model
    }

    /// Returns `model` with temperatures fitted on `holdout`, which it must not have been trained on.
    ///
    /// The labels of a running operation are one human's each, so some are taken to be wrong (`NoisyLabelCalibration`).
    /// Labels count by `LabelledText.weight`. An empty holdout or an untrained model comes back unchanged.
    public func calibrate(_ model: TextModel, on holdout: [LabelledText]) -> TextModel {
        guard model.isTrained, !holdout.isEmpty else { return model }
        var sample = CalibrationSample(intentCount: model.intents.count)
        sample.add(holdout, model: model)
        var calibrated = model
        calibrated.apply(sample.fitNoisyLabels(priorStrength: Self.temperaturePrior))
        return calibrated
    }

    /// Part of each example, 0..<folds: copies are in one part, and within an intent the parts' numbers of different texts
    /// differ by one at most.
    ///
    /// A text under several intents counts for the one of the copy that is drawn first.
    func stratifiedFolds(_ examples: [LabelledText], folds: Int) -> [Int] {
        let groups = CopyGroups(examples)
        var random = RandomStream(seed: options.seed, replication: 0, purpose: Self.purpose, entity: 1)
        var order = Array(examples.indices)
        for index in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(index, random.below(index + 1)) }
        var rank = [Int](repeating: 0, count: examples.count)
        for (position, example) in order.enumerated() { rank[example] = position }
        var isTaken = [Bool](repeating: false, count: groups.count)
        var drawn = order.filter { example in
            let group = groups.groupOfText[example]
            defer { isTaken[group] = true }
            return !isTaken[group]
        }
        drawn.sort { (examples[$0].intent, rank[$0]) < (examples[$1].intent, rank[$1]) }
        var parts = [Int](repeating: 0, count: groups.count)
        for (position, example) in drawn.enumerated() { parts[groups.groupOfText[example]] = position % folds }
        return groups.groupOfText.map { parts[$0] }
    }
}
