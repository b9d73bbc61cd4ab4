import Files
import Results

/// What an earlier result was run with, as its manifest says.
public struct EarlierRun: Sendable {
    /// The manifest, for messages.
    let file: String
    let seed: UInt64
    let replications: Int
    let precision: Double?
    let minReplications: Int?
    let maxReplications: Int?
    let precisionOf: [String]?
    let isAntithetic: Bool
    let usesControlVariates: Bool

    init(_ manifest: Manifest, precision: Manifest.Precision, replications: Int, file: String) {
        self.file = file
        seed = manifest.seed
        self.replications = replications
        self.precision = precision.precision
        minReplications = precision.minReplications
        maxReplications = precision.maxReplications
        precisionOf = precision.precisionOf
        var (isAntithetic, usesControlVariates) = (false, false)
        if case .simulation(let simulation) = manifest.content {
            isAntithetic = simulation.antithetic ?? false
            usesControlVariates = simulation.controlVariates ?? false
        }
        self.isAntithetic = isAntithetic
        self.usesControlVariates = usesControlVariates
    }

    /// Says which measure of the precision a scenario does not have, as when --set has removed it.
    func checkMeasures(known: [String]) throws {
        for (place, name) in (precisionOf ?? []).enumerated() where !known.contains(name) {
            let near = Spelling.closest(to: name, among: known)
            throw Manifest.problem(
                file, try InputFile.read(file), [.key("precision_of"), .item(place)],
                "precision_of \(name): this scenario has no such measure",
                near.map { "did you mean '\($0)'?" }
                    ?? "docs/reference/measures.md lists them; or name others with --precision-of")
        }
    }
}
