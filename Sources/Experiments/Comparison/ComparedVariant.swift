import Files
import Quantities
import Scenarios
import Simulation

/// One scenario of a comparison, as it is run: frozen, so that what was compared can be told from its digest.
public struct ComparedVariant: Sendable {
    /// Short name, unique in the comparison.
    public var name: String
    /// The file it comes from, as the user gave it.
    public var source: String
    /// What was changed in that file for this variant alone: `dotted.path=value` each.
    public var changes: [String]
    /// What the scenario calls itself.
    public var title: Forecast.Title
    /// What is simulated.
    public var specification: OperationSpecification
    /// Whether the warm-up is still to be found.
    public var findsWarmUp: Bool
    /// The scenario with every change applied and paths made absolute, as YAML.
    public var resolvedYAML: String
    /// SHA-256 of `resolvedYAML`, 64 hexadecimal digits.
    public var digest: String

    /// Freezes a scenario under a name.
    public init(name: String, source: String, changes: [String] = [], scenario: Scenario) {
        self.name = name
        self.source = source
        self.changes = changes
        title = Forecast.Title(scenario: scenario.name, about: scenario.about, currency: scenario.currency)
        specification = scenario.specification
        findsWarmUp = scenario.findsWarmUp
        resolvedYAML = scenario.resolvedYAML
        digest = SHA256Digest.hex(of: Array(scenario.resolvedYAML.utf8))
    }

    /// What keeps variants from being compared with the first of them: another measured period or currency.
    public static func mismatches(_ variants: [ComparedVariant]) -> Problems {
        var problems = Problems()
        guard let baseline = variants.first else { return problems }
        func report(_ variant: ComparedVariant, _ what: String, _ here: String, _ there: String, _ key: String) {
            problems.append(
                Problem(
                    file: variant.source,
                    message: "\(variant.name): the \(what) is \(here), that of the baseline \(baseline.name) \(there)",
                    remedy:
                        "a comparison needs one \(what); set \(key) to the same value in both, or for all with --set"))
        }
        for variant in variants.dropFirst() {
            if variant.specification.horizonSeconds != baseline.specification.horizonSeconds {
                report(
                    variant, "horizon", BriefUnits.duration(variant.specification.horizonSeconds),
                    BriefUnits.duration(baseline.specification.horizonSeconds), "horizon")
            }
            if variant.findsWarmUp != baseline.findsWarmUp
                || variant.specification.warmUpSeconds != baseline.specification.warmUpSeconds
            {
                report(variant, "warm-up", variant.warmUp, baseline.warmUp, "warm_up")
            }
            if variant.title.currency != baseline.title.currency {
                report(variant, "currency", variant.title.currency, baseline.title.currency, "currency")
            }
        }
        return problems
    }

    private var warmUp: String { findsWarmUp ? "auto" : BriefUnits.duration(specification.warmUpSeconds) }
}
