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
        rowOfBucket.withUnsafeBufferPointer { rowOfBucket in
            idf.withUnsafeBufferPointer { idf in
                Self.termFrequency.withUnsafeBufferPointer { termFrequency in
                    for entry in features.entries {
                        // What is unknown has row 0, and is written over by the next one: no branch to mispredict.
                        let row = rowOfBucket[Int(entry & bucketMask)]
                        let value = idf[Int(row)] * termFrequency[Int(entry >> 24)]
                        rows[count] = row
                        // The sign marks characters until the lengths are known.
                        values[count] = entry & characterBit != 0 ? -value : value
                        count += row > 0 ? 1 : 0
                    }
                }
            }
        }
        Self.scale(UnsafeMutableBufferPointer(rebasing: values[1..<count]))
        return count
    }
    /// Gives the positive values together length 1, and the negative ones, which become positive.
    private static func scale(_ values: UnsafeMutableBufferPointer<Float>) {
        guard let start = values.baseAddress else { return }
        let whole = values.count & ~7
        let vectors = UnsafeMutableRawPointer(start)
        let stride = MemoryLayout<Float>.stride
        var (wordSums, characterSums) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
        for index in Swift.stride(from: 0, to: whole, by: 8) {
            let vector = vectors.loadUnaligned(fromByteOffset: index * stride, as: SIMD8<Float>.self)
            let squares = vector * vector
            wordSums += squares.replacing(with: 0, where: vector .< 0)
            characterSums += squares.replacing(with: 0, where: vector .>= 0)
        }
        var (wordSquares, characterSquares) = (wordSums.sum(), characterSums.sum())
        for index in whole..<values.count {
            let value = values[index]
            if value < 0 { characterSquares += value * value } else { wordSquares += value * value }
        }
        let wordScale: Float = wordSquares > 0 ? 1 / wordSquares.squareRoot() : 0
        let characterScale: Float = characterSquares > 0 ? -1 / characterSquares.squareRoot() : 0
        for index in Swift.stride(from: 0, to: whole, by: 8) {
            let vector = vectors.loadUnaligned(fromByteOffset: index * stride, as: SIMD8<Float>.self)
            let scales = SIMD8(repeating: wordScale).replacing(with: characterScale, where: vector .< 0)
            vectors.storeBytes(of: vector * scales, toByteOffset: index * stride, as: SIMD8<Float>.self)
        }
        for index in whole..<values.count { values[index] *= values[index] < 0 ? characterScale : wordScale }
    }
}
