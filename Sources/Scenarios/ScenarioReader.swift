import Files
import Quantities
import Simulation
import Traffic
import Workforce

/// Decodes a document section by section: which readers there are, in which order they read, and what several sections
/// have to agree on.
struct ScenarioReader {
    /// Every reader, in the order of the reference of keys.
    static var sections: [any SectionReader.Type] {
        [
            HeadReader.self,
            TrafficReader.self, ArrivalsReader.self, RateCurveReader.self, ChannelsReader.self, SegmentsReader.self,
            ActionsReader.self, LanguageReader.self, IntentsReader.self, CorpusReader.self, CustomersReader.self,
            QueuesReader.self, ServiceLevelsReader.self, AssignmentReader.self,
            AIReader.self, AssumedAccuracyReader.self, TurnsReader.self, ExternalReader.self, RecordedReader.self,
            PolicyReader.self, TriggersReader.self, ExpectedCostReader.self, PlansReader.self,
            TrainingReader.self, MonitorsReader.self,
            TeamsReader.self, ShiftsReader.self, AgentsByIntervalReader.self,
            CostsReader.self, VendorReader.self, PricesReader.self, ChecksReader.self,
        ]
    }

    private let it: Reading
    /// Whether the scenario is to hold its resolved YAML.
    private let keepsYAML: Bool

    private var document: ScenarioDocument { it.document }
    private var root: Section { it.root }

    init(
        document: ScenarioDocument, corpusUse: Scenario.CorpusUse, shelf: CorpusShelf = CorpusShelf(),
        keepsYAML: Bool = true, willRecord: Bool = false, keepsAbsent: Bool = false
    ) {
        self.keepsYAML = keepsYAML
        it = Reading(
            document: document, corpusUse: corpusUse, shelf: shelf, willRecord: willRecord, keepsAbsent: keepsAbsent)
    }

    /// Reads everything; nil when something needed is missing, which has then been reported.
    ///
    /// A reader comes after those whose names it checks. The order also is that of the errors of `--set`.
    func read() -> Scenario? {
        let head = HeadReader(reading: it).read()
        let queues = QueuesReader(reading: it).read()
        let wording = LanguageReader(reading: it).read()
        let (traffic, segments) = TrafficReader(reading: it).read(wording)
        var (ai, costPerCall) = AIReader(reading: it).read(wording.recorded)
        let customers = CustomersReader(reading: it).read()
        let costs = CostsReader(reading: it).read(customers: customers, costPerCall: costPerCall)
        let expected = ExpectedPrices(costs, customers: customers, shares: intentShares(traffic))
        let policy = PolicyReader(reading: it).read(
            usesAI: ai != nil, priorities: segments.priorities, expected: expected)
        ai?.turns?.handoffAbove = policy.handoffAbove
        let trainingReader = TrainingReader(reading: it)
        let trainingAsWritten = trainingReader.read(hasAI: ai != nil)
        let monitorsReader = MonitorsReader(reading: it)
        let monitors = monitorsReader.read(usesAI: ai != nil)
        let teams = TeamsReader(reading: it).read()
        monitorsReader.check(monitors, auditQueue: policy.auditQueue)
        AuditReadings(reading: it).check(policy, monitors, teams: teams)
        let prices = PricesReader(reading: it).read()
        let levels = ServiceLevelsReader(reading: it).read()
        let rules = ExpectedCostReader(reading: it).priced(
            policy.rules, teams: teams, costs: costs, expected: expected, traffic: traffic)
        let training = trainingReader.finish(
            trainingAsWritten, monitors, auditQueue: policy.auditQueue, teams: teams,
            prices: rules?.answerPrices(teams: teams, expected: expected, catalog: it.catalog))
        let plans = PlansReader(reading: it).read(teams: teams, rules: rules, usesAI: ai != nil)
        let assignment = AssignmentReader(reading: it).read(
            teams: teams, queues: queues, levels: levels, expected: expected)
        TriggerChecks(reading: it).check(rules, traffic: traffic, ai: ai, customers: customers, queues: queues)
        QueueCoverage(reading: it).check(teams, rules: rules, auditQueue: policy.auditQueue)
        checkSize(teams, traffic: traffic, horizonSeconds: head.horizonSeconds)
        let checksReader = ChecksReader(reading: it)
        let checksAsWritten = checksReader.read()
        root.finish()
        guard document.problems.isEmpty, let name = head.name, let horizon = head.horizonSeconds, let traffic, let rules
        else { return nil }
        var specification = OperationSpecification(
            horizonSeconds: horizon, warmUpSeconds: head.warmUpSeconds, catalog: it.catalog,
            outOfScopeIntent: it.outOfScopeIntent, traffic: traffic, ai: ai, policy: rules, queues: queues,
            auditQueue: policy.auditQueue, teams: teams, customers: customers, training: training, costs: costs,
            prices: prices, serviceLevels: levels)
        if head.findsWarmUp, !canFindWarmUp(specification) { return nil }
        specification.followedContacts = head.followedContacts
        specification.assignment = assignment
        specification.plans = plans
        specification.monitors = monitors
        specification.readsAuditsAgain = policy.readsAuditsAgain
        let checks = checksReader.finish(checksAsWritten, for: specification)
        guard let yaml = keepsYAML ? try? document.resolvedYAML() : "" else { return nil }
        return Scenario(
            name: name, about: head.about, currency: it.currency, seed: UInt64(head.seed),
            replications: head.replications, specification: specification, checks: checks,
            findsWarmUp: head.findsWarmUp, idleKeys: IdleKeys.find(in: root, specification), resolvedYAML: yaml)
    }

    /// Relative frequencies of the intents.
    private func intentShares(_ traffic: TrafficSpecification?) -> [Double] {
        let count = it.catalog.intents.count
        return traffic?.intentShares(intents: count, outOfScope: it.outOfScopeIntent)
            ?? Array(repeating: 1, count: count)
    }

    /// Whether a warm-up can be found in the horizon; reported when not.
    private func canFindWarmUp(_ specification: OperationSpecification) -> Bool {
        guard let batch = specification.warmUpBatchHours else {
            root.report(
                "warm_up",
                "a warm-up is found in batches of whole days or weeks, which traffic.rates.repeat does "
                    + "not divide",
                "write a warm_up of your own, such as 1 day, or rates that repeat every day or week")
            return false
        }
        guard specification.horizonSeconds < Double(10 * batch) * Seconds.perHour else { return true }
        let hours = 10 * batch
        root.report(
            "warm_up",
            "a warm-up is found in a run of \(hours) hours or more, ten times what the load repeats in",
            "write a horizon of \(hours) h or more, or a warm_up of your own")
        return false
    }

    private static let mostAgents = 500_000
    private static let mostContacts = 1e9

    /// Refuses what no machine could simulate.
    private func checkSize(_ teams: [Team], traffic: TrafficSpecification?, horizonSeconds: Double?) {
        let agents = teams.reduce(0) { $0 + $1.agents }
        if agents > Self.mostAgents {
            root.report("teams", "there are \(agents) agents over all shifts", "write \(Self.mostAgents) or fewer")
        }
        guard let traffic, let horizonSeconds else { return }
        let contacts = traffic.arrivals.expectedCount(from: 0, to: horizonSeconds)
        guard !(contacts <= Self.mostContacts) else { return }
        let number = contacts < 1e18 ? "\(Int(contacts))" : "more than 10^18"
        root.section("traffic")?.report(
            "volume", "with its growth and spikes this makes \(number) contacts within the horizon",
            "write a volume of 1,000 million contacts or less in all")
    }
}
