import ArgumentParser
import Experiments
import Files
import Runs
import Simulation

/// Options on how precise an answer is to be.
struct PrecisionOptions: ParsableArguments {
    private static let settings = RunSettings.forecast

    @Option(name: .long, help: settings.precision.argument, completion: settings.precision.completion)
    var precision: String?

    @Option(name: .long, help: settings.maxReplications.argument, completion: settings.maxReplications.completion)
    var maxReplications: Int?

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "Measure that --precision is about; may be repeated. Otherwise the service levels with a target, "
                + "\(Measure.humanShare) and \(Measure.costPerQuery).", valueName: "measure"))
    var precisionOf: [String] = []

    mutating func validate() throws {
        _ = try request()
        guard precision == nil else { return }
        if maxReplications != nil { throw ValidationError("--max-replications needs --precision, such as 2%") }
        if !precisionOf.isEmpty { throw ValidationError("--precision-of needs --precision, such as 2%") }
    }

    /// What they say of the precision of a run.
    func request() throws -> PrecisionRequest {
        try asUsage {
            var request = PrecisionRequest()
            request.relative = try Self.settings.precision.share(precision)
            if precision != nil { try Self.settings.maxReplications.check(maxReplications) }
            request.maximum = maxReplications
            request.measures = precisionOf
            return request
        }
    }

    /// Refuses more replications than the most.
    func check(replications: Int?) throws {
        if let replications, let maxReplications, replications > maxReplications {
            throw ValidationError("--replications \(replications) is above --max-replications \(maxReplications)")
        }
    }
}
