import Foundation
import Quantities
import Scenarios
import Simulation
import Stochastics
import Traffic

/// Finds the warm-up of an operation by MSER-5 on pilot replications.
///
/// The series is the mean number of contacts in human queues and in service of each hour, averaged over the pilots,
/// which are other replications than those of the forecast. Under a constant load its batches are five hours; where the
/// load has a daily or weekly cycle they are whole cycles, so that the cycle is not taken for a start.
public struct WarmUpSearch: Sendable {
    /// Pilot replications.
    public static let pilots = 10
    /// Number of the first pilot, far above those of forecasts.
    private static let firstPilot = 1 << 30
    /// Warm-up found, in seconds; a whole number of batches.
    public let seconds: Double
    /// Hours of a batch.
    public let batchHours: Int
    /// Whether a later start would have been better still, in the last half of the run.
    public let isTooShort: Bool

    /// Runs the pilots.
    ///
    /// - Throws: what made the operation impossible; `TrafficError` where its load repeats neither daily nor weekly.
    public init(_ specification: OperationSpecification, seed: UInt64, threads: Int) throws {
        var whole = specification
        whole.warmUpSeconds = 0
        guard let batchHours = specification.warmUpBatchHours else {
            throw TrafficError.invalid(
                key: "rates", message: "a warm-up needs rates that repeat every day or week, or a part of one")
        }
        self.batchHours = batchHours
        let collected = Collected()
        var runs = Replications(whole, seed: seed, first: Self.firstPilot, count: Self.pilots, threads: threads)
        runs.measures = []
        runs.keepsHourlyLoad = true
        _ = try runs.run(inspect: { collected.set($0, $1.hourlyLoad ?? []) })
        let series = collected.mean()
        let found = WarmUp(mser: series, batch: batchHours)
        seconds = Double(found?.truncated ?? 0) * Seconds.perHour
        isTooShort = found?.isTooShort ?? true
    }

    /// What a forecast says of it.
    public var finding: Finding {
        .foundWarmUp(seconds: seconds, pilots: Self.pilots, batchHours: batchHours)
    }

    /// The caution where the run is too short to tell; nil where it is not.
    public var warning: Finding? {
        isTooShort ? .noSteadyState : nil
    }
}

extension Scenario {
    /// Finds the warm-up by pilots and sets it, where the scenario asks for that; nil where it states its own.
    ///
    /// - Throws: what made the operation impossible.
    public mutating func findWarmUp(seed: UInt64, threads: Int) throws -> WarmUpSearch? {
        guard findsWarmUp else { return nil }
        let found = try WarmUpSearch(specification, seed: seed, threads: threads)
        specification.warmUpSeconds = found.seconds
        return found
    }
}

/// Series by replication. A class, because the threads of a run share it.
private final class Collected: @unchecked Sendable {
    private let lock = NSLock()
    private var series: [Int: [Double]] = [:]

    func set(_ number: Int, _ values: [Double]) {
        lock.withLock { series[number] = values }
    }

    func mean() -> [Double] {
        let all = (0..<series.count).compactMap { series[$0] }
        guard let length = all.map(\.count).min(), length > 0 else { return [] }
        return (0..<length).map { hour in all.reduce(0) { $0 + $1[hour] } / Double(all.count) }
    }
}
