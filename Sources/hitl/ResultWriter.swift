import Experiments
import Files
import Foundation
import Reports

/// Writes a result folder: whole, or not at all.
struct ResultWriter {
    let forecast: Forecast
    let plan: RunPlan
    let commandLine: [String]

    func write(to folder: ResultFolder) throws {
        let manifest = Manifest(
            name: plan.folderName, version: Version.text, seed: plan.seed, replications: forecast.replications,
            commandLine: commandLine, scenarioYaml: plan.scenario.resolvedYAML, precision: plan.goal?.relative,
            minReplications: plan.goal?.minimum, maxReplications: plan.goal?.maximum, precisionOf: plan.goal?.measures,
            controlVariates: plan.estimator.controls == nil ? nil : true,
            antithetic: plan.estimator.isAntithetic ? true : nil)
        try folder.write("manifest.json", try manifest.bytes)
        try folder.write("summary.json", SummaryJSON.data(forecast: forecast))
        try folder.write("replications.csv", ReplicationsCSV.bytes(forecast: forecast))
        try folder.write("timeline.csv", TimelineCSV.bytes(forecast: forecast))
        let script = ChartLibrary.locate(
            executable: Bundle.main.executablePath ?? CommandLine.arguments.first ?? "hitl")
        let report = HTMLReport(
            forecast: forecast, script: script, version: "hitl \(Version.text)",
            commandLine: commandLine.joined(separator: " "))
        try folder.write("report.html", report.html())
        try folder.commit()
    }
}
