import Routing
import Simulation
import Stochastics

/// What is kept of one replication: the value of every measure, not the ledger it came from.
public struct ReplicationRecord: Sendable {
    /// Values of `OperationSpecification.measures()`, in that order.
    public let values: [MeasureValue?]
    /// Values of `OperationSpecification.timelineMeasures()`, in that order.
    public let timeline: [MeasureValue?]
    /// Mean queue length by queue and hour of the week; nil for hours outside the measured period.
    public let queueLengths: [[Double?]]
    /// Share of wrong predictions at each coverage of `coverages`.
    public let risks: [Double?]
    /// First contacts of the measured period.
    public let cases: Double
    /// Those of them with a text met before.
    public let recycled: Int
    /// Labels that had to go because the store was full.
    public let labelsDropped: Int
    /// Contacts to which somebody else's AI had no usable answer.
    public let failedCalls: Int
    /// Queries of the whole run that the AI's record did not have.
    public let notRecordedCalls: Int
    /// Cases not over long after the horizon.
    public let casesLeftOpen: Int

    /// Coverages at which the risk-coverage curve is kept.
    public static let coverages = (1...20).map { Double($0) / 20 }

    /// Takes the values of a ledger.
    ///
    /// - Parameters:
    ///   - measures: the operation's measures; `timelineMeasures` those of its timeline.
    public init(
        _ ledger: Ledger, specification: OperationSpecification, measures: [MeasureInstance],
        timelineMeasures: [MeasureInstance]
    ) {
        values = measures.map { $0.value(in: ledger, of: specification) }
        timeline = Self.cumulated(
            timelineMeasures.map { $0.value(in: ledger, of: specification) }, of: timelineMeasures)
        queueLengths = ledger.queueSecondsByHour.map { areas in
            areas.indices.map { hour in
                let seconds = ledger[.measuredSeconds, slice: ledger.slices.slice(.hour, hour)]
                return seconds > 0 ? areas[hour] / seconds : nil
            }
        }
        risks = Self.coverages.map { ledger.reliability[0].risk(atCoverage: $0) }
        cases = ledger[.cases, slice: SliceMap.whole]
        recycled = ledger.recycled
        labelsDropped = ledger.labelsDropped
        failedCalls = ledger.failedCalls
        notRecordedCalls = ledger.notRecordedCalls
        casesLeftOpen = ledger.casesLeftOpen
    }

    /// Labels are shown as gathered so far, so their weeks are added up.
    static func cumulated(_ values: [MeasureValue?], of measures: [MeasureInstance]) -> [MeasureValue?] {
        var total = 0.0
        return zip(values, measures).map { value, measure in
            guard measure.definition.name == Measure.trainingLabels.name, let number = value?.number
            else { return value }
            total += number
            return .value(total)
        }
    }
}
