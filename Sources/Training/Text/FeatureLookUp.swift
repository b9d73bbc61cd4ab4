import Stochastics

extension TextModel {
    /// Sublinear term frequency 1 + ln(count) of the counts 0...255.
    private static let termFrequency: [Float] = [0] + (1...255).map { 1 + Float(PortableMath.log(Double($0))) }

    /// Writes rows and TF-IDF values of the known features, the intercept first; returns how many.
    ///
    /// Words together have length 1, and characters together. `rows` and `values` have room for one more than there
    /// are features.
    func lookUp(
        _ features: SparseText, rows: UnsafeMutableBufferPointer<Int32>, values: UnsafeMutableBufferPointer<Float>
    ) -> Int {
        let characterBit = options.features.characterBit
        let bucketMask = UInt32(truncatingIfNeeded: options.features.bucketCount - 1)
        rows[0] = 0
        values[0] = Float(options.interceptScale)
        var count = 1
        var wordSquares: Float = 0
        var characterSquares: Float = 0
        rowOfBucket.withUnsafeBufferPointer { rowOfBucket in
            idf.withUnsafeBufferPointer { idf in
                for entry in features.entries {
                    let row = rowOfBucket[Int(entry & bucketMask)]
                    guard row > 0 else { continue }
                    var value = idf[Int(row)]
                    if entry >= 2 * SparseText.one { value *= Self.termFrequency[Int(entry >> 24)] }
                    rows[count] = row
                    // The sign marks characters until the lengths are known.
                    if entry & characterBit != 0 {
                        characterSquares += value * value
                        values[count] = -value
                    } else {
                        wordSquares += value * value
                        values[count] = value
                    }
                    count += 1
                }
            }
        }
        let wordScale: Float = wordSquares > 0 ? 1 / wordSquares.squareRoot() : 0
        let characterScale: Float = characterSquares > 0 ? -1 / characterSquares.squareRoot() : 0
        for index in 1..<count { values[index] *= values[index] < 0 ? characterScale : wordScale }
        return count
    }
}
