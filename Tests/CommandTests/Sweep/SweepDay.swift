import Foundation
import TestSupport
import Testing

/// The day that sweeps of tests vary, and what they leave.
enum SweepDay {
    static let yaml = """
        name: Day
        horizon: 4 h
        replications: 4
        traffic: {volume: 60 per h, day_factor_shape: 100, patience: {distribution: exponential, mean: 4 min}}
        queues: {general: {}}
        policy: {}
        teams:
          people: {skills: [general], agents: 7, handle_time: {distribution: exponential, mean: 6 min}, wage: 20 USD per hour}
        service_levels: {calls: {queues: [general], within: 20 s, target: 70%}}

        """
    /// The files that hold what was found.
    static let tables = ["points.csv", "replications.csv", "timeline.csv", "sweep.json"]

    static func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("day.yaml", yaml)
        return folder
    }

    static func run(_ arguments: String..., in folder: TemporaryFolder) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run(arguments, in: folder)
    }

    static func files(_ path: String, in folder: TemporaryFolder) throws -> [String] {
        try tables.map { try folder.text(path + "/" + $0) }
    }

    static func modified(_ path: String, in folder: TemporaryFolder) throws -> Date {
        try #require(
            try FileManager.default.attributesOfItem(atPath: folder.path + "/" + path)[.modificationDate] as? Date)
    }
}
