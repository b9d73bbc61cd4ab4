import Stochastics

/// Scratch space that turns the features of a text into the scores of a model's columns.
struct TextScorer: Sendable {
    /// Scores of the last text: intents, emotion, padding, in vectors of eight.
    private(set) var scores: [SIMD8<Float>] = []
    private var rows: [Int32] = []
    private var values: [Float] = []

    /// Sublinear term frequency 1 + ln(count) of the counts 0...255.
    static let termFrequency: [Float] = [0] + (1...255).map { 1 + Float(PortableMath.log(Double($0))) }

    /// Fills `scores` for `features`; the model must be trained.
    mutating func score(_ features: SparseText, model: TextModel) {
        let lanes = model.lanes
        if scores.count != lanes { scores = Array(repeating: .zero, count: lanes) }
        if rows.count <= features.count {
            rows = Array(repeating: 0, count: features.count * 2 + 64)
            values = Array(repeating: 0, count: features.count * 2 + 64)
        }
        let count = model.look(up: features, rows: &rows, values: &values)
        scores.withUnsafeMutableBufferPointer { scores in
            scores.update(repeating: .zero)
            model.weights.withUnsafeBufferPointer { weights in
                rows.withUnsafeBufferPointer { rows in
                    values.withUnsafeBufferPointer { values in
                        guard let rows = rows.baseAddress, let values = values.baseAddress,
                            let weights = weights.baseAddress, let scores = scores.baseAddress
                        else { return }
                        ColumnSums.add(
                            rows: rows, values: values, count: count, weights: weights, lanes: lanes, to: scores)
                    }
                }
            }
        }
    }
}

extension TextModel {
    /// Writes the rows and normalised TF-IDF values of the known features, the intercept first; returns how many.
    ///
    /// `rows` and `values` must have room for one more than the features.
    func look(up features: SparseText, rows: inout [Int32], values: inout [Float]) -> Int {
        let characterBit = options.features.characterBit
        let bucketMask = UInt32(truncatingIfNeeded: options.features.bucketCount - 1)
        rows[0] = 0
        values[0] = Float(options.interceptScale)
        var count = 1
        var wordSquares: Float = 0
        var characterSquares: Float = 0
        features.entries.withUnsafeBufferPointer { entries in
            rowOfBucket.withUnsafeBufferPointer { rowOfBucket in
                idf.withUnsafeBufferPointer { idf in
                    rows.withUnsafeMutableBufferPointer { rows in
                        values.withUnsafeMutableBufferPointer { values in
                            TextScorer.termFrequency.withUnsafeBufferPointer { termFrequency in
                                for entry in entries {
                                    let bucket = entry & bucketMask
                                    let row = rowOfBucket[Int(bucket)]
                                    guard row > 0 else { continue }
                                    let value = termFrequency[Int(entry >> 24)] * idf[Int(row)]
                                    let isCharacter = bucket & characterBit != 0
                                    if isCharacter { characterSquares += value * value } else { wordSquares += value * value }
                                    rows[count] = row
                                    values[count] = isCharacter ? -value : value
                                    count += 1
                                }
                                let wordScale: Float = wordSquares > 0 ? 1 / wordSquares.squareRoot() : 0
                                let characterScale: Float =
                                    characterSquares > 0 ? -1 / characterSquares.squareRoot() : 0
                                for index in 1..<count {
                                    values[index] *= values[index] < 0 ? characterScale : wordScale
                                }
                            }
                        }
                    }
                }
            }
        }
        return count
    }
}
