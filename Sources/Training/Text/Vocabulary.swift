import Stochastics

/// Gives the features of a training set their rows and inverse document frequencies.
enum Vocabulary {
    /// Fills the tables of `model`: rows in falling order of document frequency, so that frequent ones share cache.
    ///
    /// Inverse document frequency is ln((1 + n) / (1 + d)) + 1, with n examples of which d have the feature
    /// (scikit-learn's smoothed form).
    static func build(_ examples: [LabelledText], into model: inout TextModel) {
        let bucketCount = model.options.features.bucketCount
        let bucketMask = UInt32(truncatingIfNeeded: bucketCount - 1)
        var occurrences = [Int32](repeating: 0, count: bucketCount)
        occurrences.withUnsafeMutableBufferPointer { occurrences in
            for example in examples {
                for entry in example.features.entries { occurrences[Int(entry & bucketMask)] += 1 }
            }
        }
        let least = Int32(clamping: max(1, model.options.minimumOccurrences))
        let most = Int(occurrences.max() ?? 0)
        var starts = [Int](repeating: 0, count: most + 2)
        for count in occurrences where count >= least { starts[most - Int(count) + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        let kept = starts[most + 1]
        var bucketOfRow = [UInt32](repeating: 0, count: kept)
        var frequencies = [Int32](repeating: 0, count: kept)
        for (bucket, count) in occurrences.enumerated() where count >= least {
            let place = starts[most - Int(count)]
            starts[most - Int(count)] += 1
            bucketOfRow[place] = UInt32(bucket)
            frequencies[place] = count
        }
        var rowOfBucket = occurrences
        rowOfBucket.withUnsafeMutableBufferPointer { table in
            table.update(repeating: 0)
            for (row, bucket) in bucketOfRow.enumerated() { table[Int(bucket)] = Int32(row + 1) }
        }
        model.rowOfBucket = rowOfBucket
        model.bucketOfRow = bucketOfRow
        model.idf =
            [0]
            + frequencies.map { frequency in
                Float(PortableMath.log(Double(1 + examples.count) / Double(1 + frequency)) + 1)
            }
    }
}
