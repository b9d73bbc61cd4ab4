/// One way to write a distribution as a mapping: its name and what belongs to it.
public struct DistributionForm: Sendable, Hashable {
    /// Word at `distribution`.
    public let name: String
    /// Keys beside it, all required.
    public let parameters: [Parameter]

    /// A key of a distribution.
    public struct Parameter: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// What may be written there.
        public let value: Value

        /// What may be written at a parameter.
        public enum Value: Sendable, Hashable {
            /// A value of the distribution's dimension; with `above` not 0.
            case quantity(above: Bool)
            /// A number without a unit within a range; with `above` not 0.
            case number(ClosedRange<Double>, above: Bool)
            /// A list of values.
            case quantities
            /// A list of distributions, each with its `weight`.
            case components
        }
    }

    private init(_ name: String, _ parameters: KeyValuePairs<String, Parameter.Value>) {
        self.name = name
        self.parameters = parameters.map { Parameter(name: $0.key, value: $0.value) }
    }

    private static let cv = Parameter.Value.number(0.001...100, above: true)

    /// All ways; one name may have several.
    public static let all = [
        DistributionForm("constant", ["value": .quantity(above: false)]),
        DistributionForm("exponential", ["mean": .quantity(above: true)]),
        DistributionForm("lognormal", ["mean": .quantity(above: true), "cv": cv]),
        DistributionForm("lognormal", ["median": .quantity(above: true), "sigma": .number(0...5, above: false)]),
        DistributionForm("gamma", ["mean": .quantity(above: true), "cv": cv]),
        DistributionForm("weibull", ["mean": .quantity(above: true), "cv": cv]),
        DistributionForm(
            "weibull", ["shape": .number(0.05...1000, above: false), "scale": .quantity(above: true)]),
        DistributionForm("uniform", ["low": .quantity(above: false), "high": .quantity(above: false)]),
        DistributionForm("empirical", ["values": .quantities]),
        DistributionForm("mixture", ["of": .components]),
    ]

    /// Whether a key can stand inside a distribution or one of its components.
    static func hasKey(_ name: String) -> Bool {
        ["distribution", "weight"].contains(name) || all.contains { $0.parameters.contains { $0.name == name } }
    }
}
