import Files
import Foundation
import Routing
import Simulation
import TestSupport

extension Operations {
    /// Runs one replication and gives chosen columns of its trace, in the order in which contacts end.
    static func log(_ operation: OperationSpecification, seed: UInt64 = 1, columns: [String]) throws -> [[String]] {
        let folder = try TemporaryFolder()
        let path = folder.file("trace.csv")
        let trace = try TraceFile(path: path, replace: false)
        var run = try SupportOperation(operation, seed: seed, replication: 0, sink: CountingAuditSink())
        run.trace = trace
        try run.run()
        try trace.finish()
        var reader = try CSVReader(path: path)
        let wanted = try columns.map { try reader.column($0) }
        return try reader.readAll().map { row in wanted.map { row.fields[$0] } }
    }

    /// The ledger of one replication.
    static func ledger(_ operation: OperationSpecification, seed: UInt64 = 1) throws -> Ledger {
        var run = try SupportOperation(operation, seed: seed, replication: 0, sink: CountingAuditSink())
        try run.run()
        return run.ledger
    }

    /// One agent who takes 100 s, customers who wait for 60 s, and arrivals at given times within an hour.
    static func arrivals(
        _ times: [Double], _ change: (inout OperationSpecification) throws -> Void = { _ in }
    ) throws -> OperationSpecification {
        var operation = humansOnly(
            agents: 1, handleTime: .constant(100), patience: .constant(60),
            arrivals: try .constant(perSecond: 1), horizonSeconds: 3600)
        operation.traffic.recordedArrivals = times
        try change(&operation)
        return operation
    }
}
