import Experiments
import Files
import Foundation
import Reports

/// Writes a result folder: whole, or not at all.
struct ResultWriter {
    let forecast: Forecast
    let plan: RunPlan
    let commandLine: [String]

    /// Writes the files and says where they are; see `write(_:to:)`.
    func write(to folder: ResultFolder) throws -> String {
        let manifest = Manifest(
            name: plan.folderName, version: Version.text, seed: plan.seed, replications: forecast.replications,
            commandLine: commandLine, scenarioYaml: plan.scenario.resolvedYAML, precision: plan.goal?.relative,
            minReplications: plan.goal?.minimum, maxReplications: plan.goal?.maximum, precisionOf: plan.goal?.measures,
            controlVariates: plan.estimator.controls == nil ? nil : true,
            antithetic: plan.estimator.isAntithetic ? true : nil)
        return try Self.write(
            [
                ("manifest.json", try manifest.bytes), ("summary.json", SummaryJSON.data(forecast: forecast)),
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
