import Foundation

/// The members of a model file, and the checks that keep a damaged one from becoming a model.
struct ModelDocument: Codable {
    /// Why a document is no model.
    struct Fault: Error {
        var reason: String
    }

    var format = ModelFile.format
    var schemaVersion = ModelFile.schemaVersion
    var modelVersion: Int
    var intents: [String]
    var seenIntents: [Bool]
    var options: TrainingOptions
    var featureSpace = FeatureOptions.space
    var temperature: Double
    var confidenceOffset: Double
    var confidenceSlope: Double
    /// Missing where there is none, as in files of versions before it was known.
    var confidenceLapse: Double?
    var scopeQuantiles: [Float]
    var emotionTemperature: Double
    var hasEmotionHead: Bool
    var exampleCount: Int
    var dataSHA256: String?
    var metrics: ClassificationMetrics?
    var buckets: Data
    var inverseDocumentFrequencies: Data
    var weights: Data

    init(_ model: TextModel) {
        modelVersion = model.version
        intents = model.intents
        seenIntents = model.seenIntents
        options = model.options
        temperature = model.temperature
        confidenceOffset = model.confidenceCalibration.offset
        confidenceSlope = model.confidenceCalibration.slope
        confidenceLapse = model.confidenceCalibration.lapse > 0 ? model.confidenceCalibration.lapse : nil
        scopeQuantiles = model.scopeTable.quantiles
        emotionTemperature = model.emotionTemperature
        hasEmotionHead = model.hasEmotionHead
        exampleCount = model.exampleCount
        dataSHA256 = model.dataDigest
        metrics = model.metrics
        buckets = Self.bytes(of: model.bucketOfRow)
        inverseDocumentFrequencies = Self.bytes(of: model.idf.dropFirst().map(\.bitPattern))
        let columns = model.intents.count + 1
        var bits: [UInt32] = []
        bits.reserveCapacity(model.weights.rowCount * columns)
        for row in 0..<model.weights.rowCount {
            for column in 0..<columns { bits.append(model.weights[row, column].bitPattern) }
        }
        weights = Self.bytes(of: bits)
    }

    /// Largest number of a model, and 1 over the smallest temperature: products and sums of them stay finite. Trained
    /// models hold numbers of a few tens.
    private static let largest = 1e6

    /// The model; throws `Fault`.
    func model() throws -> TextModel {
        try check(
            featureSpace == FeatureOptions.space,
            "its features are of the kind '\(featureSpace)', this program makes '\(FeatureOptions.space)'")
        try check(options.features.isSound, "its feature options are out of range")
        try check(
            [temperature, emotionTemperature].allSatisfy { (1 / Self.largest...Self.largest).contains($0) },
            "a temperature is not above 0, or is out of range")
        try check(seenIntents.count == intents.count, "its lists of intents differ in length")
        try check(!intents.isEmpty && Set(intents).count == intents.count, "its intents are empty or repeated")
        try check(abs(options.interceptScale) <= Self.largest, "its intercept scale is out of range")
        try check(
            abs(confidenceOffset) <= Self.largest && confidenceSlope > 0 && confidenceSlope <= Self.largest
                && (0...ConfidenceCalibration.mostLapse).contains(confidenceLapse ?? 0),
            "its correction of confidences is out of range")
        guard let scopeTable = ScopeTable(quantiles: scopeQuantiles) else {
            throw Fault(reason: "its table of strangeness does not rise")
        }
        var model = TextModel(intents: intents, version: modelVersion, options: options)
        model.temperature = temperature
        model.confidenceCalibration = ConfidenceCalibration(
            offset: confidenceOffset, slope: confidenceSlope, lapse: confidenceLapse ?? 0)
        model.scopeTable = scopeTable
        model.emotionTemperature = emotionTemperature
        model.metrics = metrics
        model.dataDigest = dataSHA256
        model.exampleCount = exampleCount
        model.seenIntents = seenIntents
        model.hasEmotionHead = hasEmotionHead
        try fillTables(of: &model)
        return model
    }

    private func fillTables(of model: inout TextModel) throws {
        let bucketOfRow = try Self.words(in: buckets)
        let idf = try Self.words(in: inverseDocumentFrequencies).map(Float.init(bitPattern:))
        let values = try Self.words(in: weights)
        guard !values.isEmpty else {
            return try check(bucketOfRow.isEmpty && idf.isEmpty, "its weights are missing")
        }
        let columns = intents.count + 1
        try check(idf.count == bucketOfRow.count, "its tables differ in length")
        try check(values.count == (bucketOfRow.count + 1) * columns, "its weights do not fit its features")
        try check(idf.allSatisfy { abs($0) <= Float(Self.largest) }, "an inverse document frequency is out of range")
        model.rowOfBucket = Array(repeating: 0, count: options.features.bucketCount)
        for (row, bucket) in bucketOfRow.enumerated() {
            try check(
                bucket < options.features.bucketCount && model.rowOfBucket[Int(bucket)] == 0,
                "a bucket is out of range or repeated")
            model.rowOfBucket[Int(bucket)] = Int32(row + 1)
        }
        model.bucketOfRow = bucketOfRow
        model.idf = [0] + idf
        let matrix = ColumnMatrix(rows: bucketOfRow.count + 1, lanes: model.lanes)
        for row in 0...bucketOfRow.count {
            for column in 0..<columns {
                let weight = Float(bitPattern: values[row * columns + column])
                try check(abs(weight) <= Float(Self.largest), "a weight is out of range")
                matrix.row(row)[column >> 3][column & 7] = weight
            }
        }
        model.weights = HalfWeights(matrix)
    }

    private func check(_ isSound: Bool, _ reason: String) throws {
        if !isSound { throw Fault(reason: reason) }
    }

    private static func bytes(of words: [UInt32]) -> Data {
        words.map(\.littleEndian).withUnsafeBytes { Data($0) }
    }

    private static func words(in data: Data) throws -> [UInt32] {
        guard data.count % 4 == 0 else { throw Fault(reason: "a table is cut short") }
        return data.withUnsafeBytes { bytes in
            (0..<data.count / 4).map {
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self))
            }
        }
    }
}
