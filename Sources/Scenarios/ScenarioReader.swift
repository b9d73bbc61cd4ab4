import Files
import Foundation
import Quantities
import Routing
import Simulation
import Stochastics
import Traffic
import Training
import Workforce

/// Decodes a document part by part; what one part needs to know of another is kept here. A class, because all parts
/// add to it.
final class ScenarioReader {
    let document: ScenarioDocument
    let root: Section
    let corpusUse: Scenario.CorpusUse
    let shelf: CorpusShelf
    /// Whether the record of an external AI is about to be written, and so may be missing.
    let willRecord: Bool
    /// Whether the scenario is to hold its resolved YAML.
    private let keepsYAML: Bool
    var currency = "USD"
    var catalog = Catalog(intents: [], queues: [])
    var outOfScopeIntent: Int?
    var segmentPriorities: [String: Int] = [:]
    /// The log of an AI that answers for the model, once it is read.
    var recorded: RecordedPredictions?
    /// Estimated probability of failure above which the AI hands a conversation over.
    var handoffAbove: Double?
    /// What a call of an external AI costs.
    var externalCost = 0.0
    /// Name of the intent that humans give to queries outside every other one.
    static let outOfScopeName = "out_of_scope"

    init(
        document: ScenarioDocument, corpusUse: Scenario.CorpusUse, shelf: CorpusShelf = CorpusShelf(),
        keepsYAML: Bool = true, willRecord: Bool = false
    ) {
        self.document = document
        self.shelf = shelf
        self.keepsYAML = keepsYAML
        self.willRecord = willRecord
        self.corpusUse = corpusUse
        root = Section(document.root, path: "", document: document)
    }

    /// Reads everything; nil when something needed is missing, which has then been reported.
    func read() -> Scenario? {
        let name = root.required("name", example: "My operation") { root.text($0) }
        if let name, !name.contains(where: { !$0.isWhitespace }) {
            root.report("name", "the name is empty", "write name: My operation")
        }
        let about = root.text("about") ?? ""
        currency = readCurrency()
        let horizon = readHorizon()
        let findsWarmUp = root.text("warm_up", as: .word("auto")) == "auto"
        let warmUp = findsWarmUp ? 0 : root.seconds("warm_up") ?? 0
        if let horizon, warmUp >= horizon {
            root.report("warm_up", "the warm-up is not shorter than the horizon", "write a shorter warm_up")
        }
        let seed = root.integer("seed", in: 0...Int.max) ?? 1
        let replications = root.integer("replications", in: 1...1_000_000) ?? 10
        let followed = readFollowedContacts()
        let queues = readQueues()
        let source = readLanguage()
        let traffic = readTraffic(source)
        var ai = readAI()
        let (given, auditQueue) = readPolicy(usesAI: ai != nil)
        ai?.turns?.handoffAbove = handoffAbove
        let trainingAsWritten = readTraining(hasAI: ai != nil)
        let monitors = readMonitors(usesAI: ai != nil)
        let customers = readCustomers()
        let teams = readTeams()
        let training = finishFeedback(trainingAsWritten, monitors, auditQueue: auditQueue, teams: teams)
        var prices = readPrices()
        prices.aiPerQuery += externalCost
        let levels = readServiceLevels()
        let rules = priced(given, teams: teams, prices: prices, traffic: traffic)
        let plans = readPlans(teams: teams, rules: rules, usesAI: ai != nil)
        let assignment = readAssignment(teams: teams, queues: queues, levels: levels, prices: prices)
        checkTriggers(rules, traffic: traffic, ai: ai, customers: customers, queues: queues)
        checkCoverage(teams, rules: rules, auditQueue: auditQueue)
        checkSize(teams, traffic: traffic, horizonSeconds: horizon)
        let checksAsWritten = readChecks()
        root.finish()
        guard document.problems.isEmpty, let name, let horizon, let traffic, let rules else { return nil }
        var specification = OperationSpecification(
            horizonSeconds: horizon, warmUpSeconds: warmUp, catalog: catalog, outOfScopeIntent: outOfScopeIntent,
            traffic: traffic, ai: ai, policy: rules, queues: queues, auditQueue: auditQueue, teams: teams,
            customers: customers, training: training, prices: prices, serviceLevels: levels)
        if findsWarmUp {
            guard let batch = specification.warmUpBatchHours else {
                root.report(
                    "warm_up",
                    "a warm-up is found in batches of whole days or weeks, which traffic.rates.repeat does "
                        + "not divide",
                    "write a warm_up of your own, such as 1 day, or rates that repeat every day or week")
                return nil
            }
            if horizon < Double(10 * batch) * Seconds.perHour {
                let hours = 10 * batch
                root.report(
                    "warm_up",
                    "a warm-up is found in a run of \(hours) hours or more, ten times what the load repeats in",
                    "write a horizon of \(hours) h or more, or a warm_up of your own")
                return nil
            }
        }
        specification.followedContacts = followed
        specification.assignment = assignment
        specification.plans = plans
        specification.monitors = monitors
        let checks = finishChecks(checksAsWritten, for: specification)
        guard let yaml = keepsYAML ? try? document.resolvedYAML() : "" else { return nil }
        return Scenario(
            name: name, about: about, currency: currency, seed: UInt64(seed), replications: replications,
            specification: specification, checks: checks, findsWarmUp: findsWarmUp, resolvedYAML: yaml)
    }

    private func readCurrency() -> String {
        guard let text = root.text("currency", as: .currency) else { return "USD" }
        guard !text.isEmpty, text.count <= 8, text.allSatisfy({ $0.isLetter || $0.isCurrencySymbol }) else {
            root.report("currency", "'\(text)' is not a currency", "write a code such as USD")
            return "USD"
        }
        return text
    }

    private func readHorizon() -> Double? {
        let horizon = root.required("horizon", example: "13 weeks") { root.seconds($0, above: true) }
        guard let horizon, horizon > Self.longestHorizonSeconds else { return horizon }
        root.report("horizon", "the horizon is longer than 10 years", "write 520 weeks or less")
        return nil
    }

    static let longestHorizonSeconds = 520 * Seconds.perWeek
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

    /// The index of a name, reported with a suggestion when there is none.
    func index(of name: String, in names: [String], what: String, at section: Section, _ key: String) -> Int? {
        if let found = names.firstIndex(of: name) { return found }
        let text = "there is no \(what) '\(Section.shown(name))'"
        section.document.report(section.join(key), section.value(key) ?? section.node, text) {
            let near = Spelling.closest(to: name, among: names)
            let known = names.count > 12 ? "" : ": \(names.joined(separator: ", "))"
            return near.map { "did you mean '\($0)'?" } ?? "write one of the \(what)s\(known)"
        }
        return nil
    }

    /// Numbers of contacts whose waits are measured each on their own.
    private func readFollowedContacts() -> [Int] {
        (root.names("follow_contacts", as: .wholes(1...1_000_000_000)) ?? []).compactMap { text in
            guard let number = Quantity.whole(text), (1...1_000_000_000).contains(number) else {
                root.report(
                    "follow_contacts", "'\(text)' is no number of a contact", "write numbers from 1: [1, 10, 100]")
                return nil
            }
            return number
        }
    }

    private func readQueues() -> [QueueSpecification] {
        let found = root.sections("queues").map { name, section in
            defer { section.finish() }
            return QueueSpecification(
                name: name, capacity: section.integer("capacity", in: 0...Int.max),
                interruptible: section.flag("interruptible") ?? false)
        }
        root.ask("queues", .members, isRequired: true)
        if found.isEmpty {
            document.report(
                "queues", root.value("queues") ?? root.node, "there is no queue", "write queues: {general: {}}")
        }
        catalog.queues = found.map(\.name)
        return found
    }

    /// A queue that contacts can reach needs a team that serves it.
    private func checkCoverage(_ teams: [Team], rules: PolicyRules?, auditQueue: Int?) {
        guard !teams.isEmpty, let rules else { return }
        let served = Set(teams.filter { $0.agents > 0 }.flatMap(\.queues))
        let skilled = Set(teams.flatMap(\.queues))
        let policy = root.section("policy")
        var used: [(queue: String, key: String)] = [(rules.defaultQueue, "policy.default_queue")]
        used += rules.queueByIntent.sorted { $0.key < $1.key }.map { ($0.value, "policy.queues_by_intent.\($0.key)") }
        used += rules.queueByChannel.sorted { $0.key < $1.key }.map { ($0.value, "policy.queues_by_channel.\($0.key)") }
        used += rules.triggers.compactMap { trigger in
            trigger.queue.map { ($0, "policy.triggers.\(trigger.name).queue") }
        }
        if let auditQueue, rules.auditShare > 0 { used.append((catalog.queues[auditQueue], "policy.audit.queue")) }
        var reported: Set<String> = []
        for (name, key) in used {
            guard let queue = catalog.queues.firstIndex(of: name), !served.contains(queue),
                reported.insert(name).inserted
            else { continue }
            document.report(
                key, policy.flatMap { Self.find(key.dropFirst(7), in: $0) } ?? root.node,
                skilled.contains(queue)
                    ? "the teams with the skill for queue '\(name)' have no agents"
                    : "no team has the skill for queue '\(name)'",
                skilled.contains(queue) ? "give one of them agents" : "add '\(name)' to the skills of a team")
        }
    }

    private static func find(_ path: Substring, in section: Section) -> ScenarioNode? {
        let parts = path.split(separator: ".", maxSplits: 1)
        guard let first = parts.first else { return nil }
        guard parts.count > 1 else { return section.value(String(first)) ?? section.node }
        return section.section(String(first)).flatMap { find(parts[1], in: $0) } ?? section.node
    }
}
