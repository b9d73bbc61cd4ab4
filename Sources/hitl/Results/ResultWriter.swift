import Experiments
import Files
import Foundation
import Reports
import Results
import Runs

/// Writes a result folder: whole, or not at all.
struct ResultWriter {
    let forecast: Forecast
    let plan: ForecastRun
    let commandLine: [String]

    /// Writes the files and says where they are; see `write(_:to:)`.
    func write(to folder: ResultFolder) throws -> String {
        var simulated = Manifest.Simulated(
            name: plan.name, replications: forecast.replications, scenarioYaml: plan.scenario.resolvedYAML,
            goal: plan.goal.map {
                Manifest.Precision(
                    relative: $0.relative, minimum: $0.minimum, maximum: $0.maximum, measures: $0.measures)
            } ?? Manifest.Precision())
        simulated.controlVariates = plan.estimator.controls == nil ? nil : true
        simulated.antithetic = plan.estimator.isAntithetic ? true : nil
        let manifest = Manifest(
            version: Version.full, commandLine: commandLine, seed: plan.numbers.seed, .simulation(simulated))
        return try Self.write(
            [
                ("manifest.json", try manifest.bytes), ("summary.json", ForecastJSON.data(forecast: forecast)),
                ("replications.csv", ReplicationsCSV.bytes(forecast: forecast)),
                ("timeline.csv", TimelineCSV.bytes(forecast: forecast)),
            ], to: folder)
    }

    /// Writes the files of a result, and the page drawn from them.
    ///
    /// - Returns: where the result is: another run may have taken the name meanwhile.
    /// - Throws: `OutputError`.
    static func write(_ files: [(name: String, bytes: [UInt8])], to folder: ResultFolder) throws -> String {
        let page = try ResultPage.html(StoredFiles(folder.path, files: files))
        for file in files { try folder.write(file.name, file.bytes) }
        try folder.write("report.html", page)
        return try folder.commit()
    }
}
