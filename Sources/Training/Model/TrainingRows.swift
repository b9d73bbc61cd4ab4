/// A training set as the solver reads it: one sparse row of normalised TF-IDF values an example.
struct TrainingRows {
    /// First position of each example in `rows` and `values`, and one past the last.
    private(set) var starts: [Int] = [0]
    /// Numbers of matrix rows.
    private(set) var rows: [Int32] = []
    /// Values.
    private(set) var values: [Float] = []
    /// Squared length of each example.
    private(set) var squaredLengths: [Float] = []

    /// Looks up the features of `examples` in the tables of `model`.
    init(_ examples: [LabelledText], model: TextModel) {
        let total = examples.reduce(0) { $0 + $1.features.count + 1 }
        rows.reserveCapacity(total)
        values.reserveCapacity(total)
        starts.reserveCapacity(examples.count + 1)
        squaredLengths.reserveCapacity(examples.count)
        let longest = examples.reduce(0) { max($0, $1.features.count) }
        var rowScratch = [Int32](repeating: 0, count: longest + 1)
        var valueScratch = [Float](repeating: 0, count: longest + 1)
        rowScratch.withUnsafeMutableBufferPointer { rowScratch in
            valueScratch.withUnsafeMutableBufferPointer { valueScratch in
                for example in examples {
                    let count = model.lookUp(example.features, rows: rowScratch, values: valueScratch)
                    rows.append(contentsOf: rowScratch[..<count])
                    values.append(contentsOf: valueScratch[..<count])
                    starts.append(rows.count)
                    squaredLengths.append(valueScratch[..<count].reduce(0) { $0 + $1 * $1 })
                }
            }
        }
    }

    /// Lends the rows and values from position `start` on.
    @inline(__always)
    func withRow(_ start: Int, _ body: (UnsafePointer<Int32>, UnsafePointer<Float>) -> Void) {
        rows.withUnsafeBufferPointer { rows in
            values.withUnsafeBufferPointer { values in
                guard let rows = rows.baseAddress, let values = values.baseAddress else { return }
                body(rows + start, values + start)
            }
        }
    }
}
