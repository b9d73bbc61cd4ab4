import Scenarios
import Simulation

/// What a result says beside its estimates, as a kind with its numbers: a cause, a caution, a condition.
///
/// `Reports` makes a sentence of each (`FindingPhrases`), and files of results hold both. The name of a case is the `kind`
/// in these files, its labels are the members beside it, both in snake case: renaming one changes the files.
public enum Finding: Sendable, Equatable, Codable {
    /// A sentence of an earlier result, whose numbers are not known.
    case told(sentence: String)

    // MARK: Diagnosis

    /// In no queue as many as 1% have to wait.
    case noQueueBinds
    /// The queue that keeps an operation from its promises, or in which most of the waiting happens.
    case busiestQueue(BusiestQueue)
    /// Share of their paid time in which people on duty are busy; hour of the week, from Monday 00:00, in which they are so
    /// most, nil where that is not known.
    case occupancy(share: Double, busiestHour: Int?, busiestShare: Double?)
    /// What the AI learned.
    case learning(LearnedAccuracy)
    /// The largest part of the cost, as a share of all; whether revenue covers the cost, nil without revenue; share of the
    /// customers who are lost where that has no price, else nil.
    case largestCost(part: CostPart, share: Double, isCovered: Bool?, unpricedLosses: Double?)

    // MARK: Load

    /// A team has more work than people in some hours: in erlangs and agents of the worst of them.
    case overload(team: String, hours: WeekSpan, erlangs: Double, agents: Double, isFirstModel: Bool)
    /// A team is overloaded in so many spans more than were told.
    case moreOverload(team: String, spans: Int, isFirstModel: Bool)
    /// Teams have more work than people at times while the AI has learned nothing yet; what comes of it was simulated.
    case firstModelOverload(teams: [String])
    /// A team has more work in the whole week than people, and nobody gives up.
    case growingBacklog(team: String, isFirstModel: Bool)
    /// The same as a cause of a result.
    case backlogGrew(team: String)
    /// Nobody serves a queue in some hours, in which so many contacts a week come.
    case unattended(queue: String, hours: [WeekSpan], contactsPerWeek: Double, isFirstModel: Bool)
    /// The same as a cause of a result, with the share of the queue's contacts.
    case cameUnattended(queue: String, share: Double, hours: [WeekSpan], contactsPerWeek: Double)
    /// A formula expects less of a service level than its target; both shares, in 0...1.
    case expectedBelowTarget(
        serviceLevel: String, abandoned: AbandonmentRule, formula: StaffingOutlook.Formula, expected: Double,
        target: Double, isFirstModel: Bool)
    /// So many contacts wait at once in a run of more work than people, and take so much memory.
    case backlogMemory(contacts: Double, bytes: Double)
    /// No formula is about a service level.
    case onlySimulation(reason: EstimateDoubt.Reason)
    /// The share that a pilot kept, which is far from that of the formula.
    case pilotContradicts(pilot: Double, formula: Double)

    // MARK: Advice on a scenario

    /// Fewer replications than intervals need.
    case fewReplications(replications: Int, fewest: Int)
    /// A key without effect, why, and what would give it one.
    case idleKey(path: String, reason: String, change: String?)
    /// Nothing sends contacts to a queue.
    case unreachedQueue(queue: String)
    /// No work reaches a team.
    case idleTeam(team: String)
    /// A service level has no target, and so no verdict.
    case noTarget(serviceLevel: String)
    /// `short` of a service level changes nothing, because of how it counts who gives up.
    case idleShort(serviceLevel: String, abandoned: AbandonmentRule)
    /// No team has a wage; the scenario's currency.
    case noWage(currency: String)
    /// Customers who are lost cost nothing; the scenario's currency.
    case freeLosses(currency: String)

    /// Points of a sweep that are the same as others and left out; factors without effect, and why.
    case mergedPoints(count: Int, paths: [String], reasons: [String])

    // MARK: Intervals

    /// There are no intervals, since there is one observation.
    case noIntervals(what: Observation, fewest: Int)
    /// Fewer observations than intervals need.
    case fewObservations(count: Int, what: Observation, fewest: Int)
    /// The interval of a measure holds the truth less often than it says, in 0...1, since few observations lie far out; how
    /// many observations would do, and other measures of which the same is true.
    case skewedInterval(
        measure: String, what: Observation, coverage: Double, confidence: Double, needed: Int, others: [String])
    /// Measures to be precise that had one value in all replications.
    case constantMeasures(measures: [String], replications: Int)
    /// The warm-up that pilots found, in seconds, with the hours of a batch.
    case foundWarmUp(seconds: Double, pilots: Int, batchHours: Int)
    /// The run is too short to tell a warm-up.
    case noSteadyState
    /// Control variates were asked for, and nobody is expected after the warm-up.
    case noControls

    // MARK: Conditions

    /// What a service level promises.
    case promise(ServiceLevelPromise)
    /// What the measure of a service level is the share of; whether the rule for who gives up is named.
    case serviceLevelDefined(serviceLevel: String, promise: ServiceLevelPromise, namesRule: Bool)
    /// How right the AI is was stated in the scenario.
    case assumedAccuracy
    /// The same of the verdicts of a check.
    case checkedAssumption
    /// An AI that was not trained here, whose confidences are taken as stated: until the first retraining, or always.
    case statedConfidence(ai: AnswerSource, isRetrained: Bool)
    /// Queries without a usable answer, in all replications.
    case failedCalls(count: Int, ai: AnswerSource)
    /// The last line of the record of an external AI was left out.
    case cutRecord
    /// Most queries of a replication that are not in the record of an external AI.
    case notRecorded(count: Int)
    /// Share of the texts that were met before.
    case recycledTexts(share: Double)
    /// The label store was full: its capacity, and the most labels that a replication dropped.
    case fullLabelStore(capacity: Int, dropped: Int)
    /// Cases that were not over so many seconds after the horizon.
    case openCases(count: Int, afterSeconds: Double)

    // MARK: Conditions of a check

    /// The warm-up was taken over from the baseline, in seconds.
    case warmUpOfBaseline(seconds: Double)
    /// The replications of the baseline met other customers.
    case otherCustomers(baselineSeed: UInt64, seed: UInt64)
    /// The baseline holds fewer replications than were made; how many it should hold.
    case shortBaseline(replications: Int, wanted: Int)
    /// The record of queries is another than that of the baseline.
    case otherRecord
    /// Verdicts are for the rows of a file only.
    case rowsOnly(rows: Int)
    /// The rows of a file are a sample; how many repeat the text of another row.
    case sampledRows(rows: Int, source: RowSource, copies: Int)
    /// Measures of which no sampling error of the rows is known.
    case noSamplingError(measures: [String])
    /// The first look is at another number of replications than that of the scenario.
    case firstLook(replications: Int, scenarioReplications: Int)

    /// A key without effect.
    public init(_ key: IdleKey) { self = .idleKey(path: key.path, reason: key.reason, change: key.change) }

    /// What the intervals of a result are computed of.
    public enum Observation: String, Sendable, Codable {
        /// A replication.
        case replication
        /// Two replications on antithetic streams.
        case antitheticPair = "antithetic_pair"
    }

    /// Where the answers of an AI come from that was not trained here.
    public enum AnswerSource: String, Sendable, Codable {
        /// A log.
        case recorded
        /// A service that is asked.
        case external
    }

    /// The file that queries come from.
    public enum RowSource: String, Sendable, Codable {
        /// A record of queries with their answers.
        case record
        /// A corpus of texts.
        case corpus
    }
}
