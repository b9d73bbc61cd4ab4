import Files
import Training

/// Texts of a CSV file with the columns text and category, or another one for it, and their intents as numbers.
struct LabelledFile {
    /// Names of the intents, in order of first appearance in the file that named them.
    private(set) var intents: [String]
    /// Texts as UTF-8.
    private(set) var texts: [[UInt8]] = []
    /// Intent of each text.
    private(set) var labels: [Int] = []

    /// Reads `path`; `intents` are those of the training file, which a test file may not extend.
    init(_ path: String, intents: [String] = [], labelColumn: String = "category") throws {
        self.intents = intents
        var numbers = Dictionary(uniqueKeysWithValues: intents.enumerated().map { ($0.element, $0.offset) })
        var reader = try CSVReader(path: path)
        let (text, category) = (try reader.column("text"), try reader.column(labelColumn))
        while let row = try reader.next() {
            let name = row.fields[category]
            if numbers[name] == nil {
                numbers[name] = self.intents.count
                self.intents.append(name)
            }
            texts.append(Array(row.fields[text].utf8))
            labels.append(numbers[name] ?? 0)
        }
    }

    /// The texts as the trainer takes them.
    func examples(_ features: FeatureOptions) -> [LabelledText] {
        var featuriser = Featuriser(options: features)
        return texts.indices.map {
            LabelledText(text: texts[$0], intent: labels[$0], order: $0, featuriser: &featuriser)
        }
    }
}
