import ArgumentParser
import Training

extension Train {
    enum FeatureKind: String, ExpressibleByArgument, CaseIterable {
        case words
        case wordsAndCharacters = "words+characters"

        var options: FeatureOptions { self == .words ? .words : .wordsAndCharacters }
    }

    enum WeightKind: String, ExpressibleByArgument, CaseIterable {
        case equal, balanced
    }

    /// The weights asked for.
    func weights() throws -> ClassWeights {
        guard !classWeight.isEmpty else { return classWeights == .balanced ? .balanced : .equal }
        guard classWeights == .equal else {
            throw ValidationError("--class-weight cannot be combined with --class-weights balanced")
        }
        var named: [String: Double] = [:]
        for text in classWeight {
            guard let sign = text.lastIndex(of: "="), sign > text.startIndex,
                let weight = Double(text[text.index(after: sign)...]), weight > 0, weight.isFinite
            else { throw ValidationError("--class-weight \(text): write an intent, = and a number above 0") }
            named[String(text[..<sign])] = weight
        }
        return .byIntent(named)
    }
}
