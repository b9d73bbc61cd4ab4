import Stochastics

/// A reduction in the making: the scenario's settings, and how long it must run.
struct ReductionDraft {
    let theoryCase: TheoryCase
    var sketch: ScenarioSketch
    var vocabulary: TheoryVocabulary
    var primary = "p_wait"
    /// Relaxation time of the model in units of the case: the start is forgotten at the rate exp(-t / relaxation).
    var relaxation = 1.0
    /// A period that the measured time is a multiple of, in hours; 1 where it does not matter.
    var periodHours = 1.0
    /// Measured hours of each replication where the case fixes them; nil for a steady state.
    var fixedHours: Double?
    var replications = 30
    /// Length in seconds and number of the intervals that quantities ask the ledger to keep; nil for none.
    var intervals: (seconds: Double, count: Int)?
    /// Units of time that all replications together need for a relative half-width, where it is known otherwise than from
    /// asymptotic variances.
    var neededUnits: (@Sendable (Double) -> Double)?

    init(_ theoryCase: TheoryCase) {
        self.theoryCase = theoryCase
        sketch = ScenarioSketch(unitSeconds: theoryCase.unitSeconds, volume: 1, agents: 1, handleTime: "1 min")
        vocabulary = TheoryVocabulary(unitSeconds: theoryCase.unitSeconds)
    }

    /// Relaxation times that the warm-up lasts: what is left of the start is below exp(-15), 3e-7.
    static let warmUpRelaxations = 15.0
    /// Longest run of one replication, in hours: ten years, the longest horizon of a scenario.
    static let longestHours = 520 * 168.0 - 1

    /// Fixes the length of the runs and writes the scenario.
    ///
    /// The warm-up lasts 15 relaxation times. The measured period is such that the planned replications together reach
    /// the precision for the slowest time average whose asymptotic variance the case gives, and at least eight
    /// warm-ups (three where 5% or more is precise enough) and 20,000 contacts scaled to the precision.
    func reduction(precision: Double) -> Reduction {
        var sketch = sketch
        let hours = sketch.unitSeconds / 3600
        let warmUp = (Self.warmUpRelaxations * relaxation * hours).rounded(.up)
        let contacts = 20_000 * min(1, 0.01 / precision)
        var measured = max((precision < 0.05 ? 8 : 3) * warmUp, contacts / sketch.volume * hours, 1)
        if let total = plannedUnits(precision: precision) {
            measured = max(measured, total * hours / Double(replications))
        }
        measured = min(measured, Self.longestHours - warmUp)
        sketch.warmUpHours = warmUp
        sketch.horizonHours = warmUp + (measured / periodHours).rounded(.up) * periodHours
        if let fixedHours {
            sketch.warmUpHours = 0
            sketch.horizonHours = fixedHours
        }
        sketch.replications = replications
        sketch.name = theoryCase.id
        sketch.about = "Reduces to the model \(theoryCase.model); hitl verify compares it with theory."
        sketch.seed = Self.seed(theoryCase.id)
        sketch.thresholds = vocabulary.thresholds
        var vocabulary = vocabulary
        vocabulary.classes = sketch.classes.count
        return Reduction(
            theoryCase: theoryCase, yaml: sketch.yaml, primary: primary, vocabulary: vocabulary,
            isOneDay: fixedHours != nil, intervals: intervals)
    }

    /// Units of time that all replications together need, with a tenth to spare.
    private func plannedUnits(precision: Double) -> Double? {
        let names = [
            "lq": ["lq"], "busy": ["busy", "carried"], "p_all_busy": ["p_wait", "p_block", "p_wait_accepted"],
        ]
        let needs = theoryCase.timeAverageVariance.compactMap { key, variance -> Double? in
            guard let wanted = names[key],
                let value = theoryCase.expected.first(where: { wanted.contains($0.quantity) })?.value
            else { return nil }
            let half = VerificationPrecision(relative: precision).halfWidth(for: value)
            return 1.1 * 1.96 * 1.96 * variance / (half * half)
        }
        return (needs + [neededUnits?(precision)].compactMap { $0 }).max()
    }

    /// A seed of its own for each case, so that cases are independent: FNV-1a of the name, 31 bits.
    static func seed(_ id: String) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in id.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int(hash >> 1)
    }
}
