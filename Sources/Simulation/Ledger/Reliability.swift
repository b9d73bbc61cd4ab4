/// How often a classifier is right at each level of confidence: the raw material of calibration and risk-coverage.
public struct Reliability: Sendable {
    /// Cells of equal width over 0...1; a multiple of the 15 bins of the calibration error.
    static let cells = 300
    private var seen = [Double](repeating: 0, count: cells)
    private var right = [Double](repeating: 0, count: cells)
    private var confidence = [Double](repeating: 0, count: cells)

    /// Adds one prediction.
    mutating func record(confidence value: Double, isRight: Bool) {
        let cell = min(Self.cells - 1, max(0, Int(value * Double(Self.cells))))
        seen[cell] += 1
        confidence[cell] += value
        if isRight { right[cell] += 1 }
    }

    /// Predictions recorded.
    public var count: Double { seen.reduce(0, +) }

    /// Expected calibration error over 15 equal-width bins (Guo, Pleiss, Sun, Weinberger 2017, equation 3); nil when
    /// nothing was recorded.
    public var calibrationError: Double? {
        let total = count
        guard total > 0 else { return nil }
        let perBin = Self.cells / 15
        var gap = 0.0
        for bin in 0..<15 {
            let range = bin * perBin..<(bin + 1) * perBin
            gap += abs(right[range].reduce(0, +) - confidence[range].reduce(0, +))
        }
        return gap / total
    }

    /// Share of wrong predictions among the `coverage` most confident ones (risk-coverage curve, El-Yaniv and Wiener
    /// 2010); within a cell of confidence predictions count in proportion. Nil when nothing was recorded.
    public func risk(atCoverage coverage: Double) -> Double? {
        let wanted = coverage * count
        guard wanted > 0 else { return nil }
        var taken = 0.0
        var wrong = 0.0
        for cell in stride(from: Self.cells - 1, through: 0, by: -1) where seen[cell] > 0 {
            let part = min(1, (wanted - taken) / seen[cell])
            taken += part * seen[cell]
            wrong += part * (seen[cell] - right[cell])
            if taken >= wanted { break }
        }
        return wrong / wanted
    }
}
