import Experiments
import Files
import Reports
import Results
import Runs

extension ResultWriter {
    /// Writes the result folder of a comparison and says where it is.
    static func write(_ result: VariantComparison, of plan: ComparisonRequest, to folder: ResultFolder) throws -> String
    {
        let goal = plan.goal.map {
            Manifest.Precision(relative: $0.relative, minimum: $0.minimum, maximum: $0.maximum, measures: $0.measures)
        }
        let manifest = Manifest(
            version: Version.full, commandLine: ResultPlace.commandLine, seed: plan.numbers.seed,
            .comparison(
                Manifest.Compared(
                    replications: result.baseline.forecast.replications, variants: plan.variants.map { .init($0) },
                    goal: goal ?? Manifest.Precision())))
        return try write(
            [
                (Manifest.fileName, try manifest.bytes), ("comparison.json", ComparisonJSON.data(result)),
                ("differences.csv", ComparisonCSV.differences(result)),
                ("replications.csv", ComparisonCSV.replications(result)),
                ("timeline.csv", ComparisonCSV.timeline(result)),
            ], to: folder)
    }

    /// Writes the result folder of a staffing, with the scenario as it would be staffed, and says where it is.
    static func write(_ plan: StaffingPlan, of request: StaffingRequest, to folder: ResultFolder) throws -> String {
        let manifest = Manifest(
            version: Version.full, commandLine: ResultPlace.commandLine, seed: plan.seed,
            .staffing(
                Manifest.Staffed(targets: request.targets, scenarioYaml: request.scenario.resolvedYAML)))
        var files: [(name: String, bytes: [UInt8])] = [
            (Manifest.fileName, try manifest.bytes), ("staffing.csv", StaffingCSV.bytes(plan)),
            (StaffingJSON.fileName, StaffingJSON.data(plan)), ("roster.yaml", Array(StaffingRoster.text(plan).utf8)),
        ]
        if let staffed = try? request.staffed(plan) { files.append(("scenario.yaml", Array(staffed.utf8))) }
        return try write(files, to: folder)
    }
}
