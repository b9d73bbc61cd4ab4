import Experiments
import Files
import Foundation
import Reports
import Results

/// The files of a sweep's result folder.
enum SweepFiles {
    static let plan = "plan.jsonl"
    static let tasks = "tasks"
    static let json = "sweep.json"

    /// Everything that a sweep writes, the manifest last: where it is, the sweep is complete.
    static let all = [plan, tasks] + SweepCSV.names + [json, "report.html", ResultFolder.marker]

    /// Merges the results of a plan and writes them to a folder, each file whole.
    ///
    /// - Parameter folder: nil to write nothing.
    static func write(
        _ session: SweepSession, from store: some SweepStore, to folder: String?, commandLine: [String]
    ) throws -> SweepSummary {
        guard let folder else { return try session.summary(from: store) }
        func path(_ name: String) -> String { (folder as NSString).appendingPathComponent(name) }
        let tables = try SweepCSV.names.map { try PartialFile(path: path($0), replace: true) }
        let summary = try session.summary(from: store) { try tables[$0].append($1) }
        for table in tables { try table.commit() }
        try WholeFile.write(SweepJSON.bytes(summary), to: path(json), replace: true)
        let command = ShellWords.line(commandLine)
        try WholeFile.write(
            Array(report(summary, commandLine: command).utf8), to: path("report.html"), replace: true)
        try WholeFile.write(
            SweepManifest(session.plan, commandLine: commandLine).bytes, to: path(ResultFolder.marker), replace: true)
        return summary
    }

    /// The page of a sweep.
    static func report(_ summary: SweepSummary, commandLine: String) -> String {
        SweepPage(
            summary, script: ResultPage.chartScript, version: "hitl \(Version.text)", commandLine: commandLine
        ).html()
    }
}

/// What makes a sweep repeatable; its plan stands beside it.
struct SweepManifest: Encodable {
    var schema = 1
    var kind = "sweep"
    var name: String
    var version: String
    var seed: UInt64
    var replications: Int
    var commandLine: [String]
    var scenarioYaml: String
    var design: String
    var factors: [String]
    var points: Int
    var tasks: Int
    var plan = SweepFiles.plan
    var planHash: String
    var allocation: String?
    var objective: String?
    var subjectTo: [String]?
    var budget: Int?
    var rounds: Int?

    init(_ plan: SweepPlan, commandLine: [String]) {
        let header = plan.header
        name = header.name
        version = header.version
        seed = header.seed
        replications = header.replications
        self.commandLine = commandLine
        scenarioYaml = header.scenario
        design = header.design.rawValue
        factors = header.factors.map(\.text)
        points = header.points
        tasks = header.tasks
        planHash = header.hash
        allocation = header.allocation?.rule
        objective = header.allocation?.objective
        subjectTo = header.allocation?.subjectTo
        budget = header.allocation?.budget
        rounds = header.allocation?.rounds
    }

    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self)) + [10]
        }
    }
}
