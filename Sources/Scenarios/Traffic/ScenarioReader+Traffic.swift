import Files
import Quantities
import Routing
import Simulation
import Stochastics
import Traffic
import Yams

typealias ScenarioNode = Node

extension ScenarioReader {
    /// Where queries come from, and with that the names of the intents.
    func readLanguage() -> TrafficSpecification.Source? {
        if root.section("ai")?.has("recorded") ?? false { return readRecorded() }
        guard let traffic = root.section("traffic"), let section = traffic.section("language") else {
            // An assumed AI needs something to mistake a query for.
            let isAssumed = root.section("ai")?.has("assumed_accuracy") ?? false
            catalog.intents = isAssumed ? ["one_matter", "another_matter"] : ["any"]
            return TrafficSpecification.Source.none
        }
        defer { section.finish() }
        if section.has("corpus") { return readCorpus(section) }
        let intents = section.sections("intents").map { name, details in
            defer { details.finish() }
            return IntentSpecification(
                name: name, share: details.share("share") ?? details.number("weight", above: true) ?? 1,
                upsetShare: details.share("upset"), startSeconds: details.seconds("from") ?? 0)
        }
        var language = LanguageSpecification(intents: intents)
        if intents.isEmpty {
            section.report(
                "intents", "there are no intents", "write intents: {billing: {share: 10%}, ...}, or corpus: FILE")
            return nil
        }
        language.vocabularySize = section.integer("vocabulary", in: 50...50_000) ?? language.vocabularySize
        language.ambiguity = section.share("ambiguity") ?? language.ambiguity
        language.typoShare = section.share("typos") ?? language.typoShare
        language.fillerShare = section.share("fillers") ?? language.fillerShare
        language.outOfScopeShare = section.share("out_of_scope") ?? language.outOfScopeShare
        language.upsetShare = section.share("upset") ?? language.upsetShare
        language.upsetExpression = section.share("upset_expression") ?? language.upsetExpression
        language.calmExpression = section.share("calm_expression") ?? language.calmExpression
        language.asksForHuman = section.share("asks_for_human") ?? 0
        language.drifts = section.sections("drift").map { _, drift in
            defer { drift.finish() }
            return LanguageDrift(
                startSeconds: drift.required("from", example: "6 weeks") { drift.seconds($0) } ?? 0,
                rampSeconds: drift.seconds("ramp") ?? 0, strength: drift.share("strength") ?? 0.5,
                intents: drift.names("intents") ?? [])
        }
        for problem in language.problems() { section.report("intents", "\(problem)", "change the value") }
        catalog.intents = intents.map(\.name)
        if language.outOfScopeShare > 0 {
            outOfScopeIntent = catalog.intents.count
            catalog.intents.append(Self.outOfScopeName)
        }
        return .language(language)
    }

    private func readCorpus(_ section: Section) -> TrafficSpecification.Source? {
        let recycle = section.flag("recycle") ?? false
        let textColumn = section.text("text_column")
        let intentColumn = section.text("intent_column")
        let remedy = section.text("get_it")
        guard let value = section.text("corpus") else { return nil }
        guard corpusUse == .load else { return TrafficSpecification.Source.none }
        let path = document.resolve(value, at: section.join("corpus"))
        do {
            let corpus = try shelf.corpus(path: path, textColumn: textColumn, intentColumn: intentColumn)
            guard corpus.intents.count <= Section.mostMembers else {
                section.report(
                    "corpus", "\(path) has \(corpus.intents.count) different intents",
                    "name another column with intent_column; \(Section.mostMembers) intents are the most")
                return nil
            }
            catalog.intents = corpus.intents
            return .corpus(corpus, recycle: recycle)
        } catch let found as Problems {
            if found.problems.count == 1, let only = found.problems.first, only.line == 0 {
                section.report("corpus", "\(only.file): \(only.message)", remedy ?? only.remedy)
            } else {
                document.take(found.problems)
            }
        } catch let problem as Problem {
            section.report("corpus", "\(problem.file): \(problem.message)", remedy ?? problem.remedy)
        } catch {
            section.report("corpus", "\(error)", "name another file")
        }
        return nil
    }

    /// Who comes, when, and through which channels.
    func readTraffic(_ source: TrafficSpecification.Source?) -> TrafficSpecification? {
        guard let section = root.required("traffic", example: "(see scenarios/support.yaml)", { root.section($0) })
        else {
            return nil
        }
        _ = section.value("language")
        defer { section.finish() }
        let arrivals = readArrivals(section)
        let channels = section.sections("channels").map { name, details in
            defer { details.finish() }
            return (name, details.share("share"), details.distribution("patience", .time))
        }
        section.checkShares("channels", channels.map(\.1))
        catalog.channels = channels.isEmpty ? ["contact"] : channels.map(\.0)
        var quality = SegmentQuality()
        let segments = section.sections("segments").map { name, details in
            defer { details.finish() }
            let priority = details.integer("priority", in: 0...9) ?? 5
            let work = details.number("handle_factor", in: 0...1000, above: true) ?? 1
            readDialect(details, segment: quality.accuracy.count, into: &quality)
            return (name, details.share("share"), priority, work, details.distribution("patience", .time))
        }
        section.checkShares("segments", segments.map(\.1))
        if !segments.isEmpty {
            catalog.segments = segments.map(\.0)
            segmentPriorities = Dictionary(segments.map { ($0.0, $0.2) }, uniquingKeysWith: { first, _ in first })
        }
        let actions = section.sections("actions").map { name, details in
            defer { details.finish() }
            let intents = details.required("intents", example: "[refund]") { details.names($0) } ?? []
            checkIntents(intents, at: details, "intents")
            return (
                name,
                ActionSpecification(
                    intents: catalog.intents.map { intents.contains($0) }, share: details.share("share") ?? 1,
                    amount: details.distribution("amount", .amount(currency: currency)) ?? .constant(0))
            )
        }
        catalog.actions = actions.map(\.0)
        // Read before anything is missing, or the key would be called unknown.
        let contacts =
            channels.isEmpty
            ? [ChannelSpecification(patience: section.distribution("patience", .time))]
            : channels.map { ChannelSpecification(share: $0.1 ?? 1, patience: $0.2) }
        guard let arrivals, let source else { return nil }
        var traffic = TrafficSpecification(
            arrivals: arrivals, source: quality.applied(to: source), channels: contacts,
            segmentShares: segments.isEmpty ? [1] : segments.map { $0.1 ?? 1 }, actions: actions.map(\.1),
            segmentWork: segments.map(\.3))
        traffic.segmentPatience = segments.map(\.4)
        traffic.segmentAccuracy = quality.accuracy
        return traffic
    }

    private func readArrivals(_ section: Section) -> ArrivalRate? {
        let (curve, hasCurve) = readCurve(section)
        let volume =
            hasCurve ? nil : section.required("volume", example: "8000 per day") { section.perSecond($0) }
        let hours = section.numbers("hours_of_day", count: 24)
        let days = section.numbers("days_of_week", count: 7)
        let shape = section.number("day_factor_shape", in: 0.1...1e6, above: true)
        let growth = section.share("growth_per_week") ?? 0
        let spikes = section.sections("spikes").map { _, spike in
            defer { spike.finish() }
            return Spike(
                startSeconds: spike.required("at", example: "6 weeks 2 days") { spike.seconds($0) } ?? 0,
                durationSeconds: spike.required("lasts", example: "1 day") { spike.seconds($0, above: true) } ?? 1,
                multiplier: spike.required("factor", example: "1.6") { spike.number($0, in: 0...1000) } ?? 1)
        }
        let gaps = section.distribution("gaps", .time)
        if let gaps, !(gaps.mean > 0 && gaps.mean < .infinity) {
            section.report(
                "gaps", "the mean of the gaps must be above 0", "write {distribution: gamma, mean: 1 s, cv: 2}")
        }
        let batch = readBatch(section)
        do {
            if let curve {
                var rate = try ArrivalRate(
                    curve: curve, dayFactorShape: shape, spikes: spikes, growthPerWeek: growth)
                rate.gaps = gaps
                rate.batch = batch
                return rate
            }
            guard let volume else { return nil }
            let flat = hours == nil && days == nil
            let weights =
                flat
                ? []
                : try ArrivalRate.weights(
                    hoursOfDay: hours ?? Array(repeating: 1, count: 24),
                    daysOfWeek: days ?? Array(repeating: 1, count: 7))
            var rate = try ArrivalRate(
                perWeek: volume * Seconds.perWeek, hourlyWeights: weights, dayFactorShape: shape,
                spikes: spikes, growthPerWeek: growth)
            rate.gaps = gaps
            rate.batch = batch
            return rate
        } catch {
            section.report("volume", "\(error)", "change the value")
            return nil
        }
    }

    /// Contacts that arrive at once: a whole number, or `{geometric: mean}`.
    private func readBatch(_ section: Section) -> BatchSize {
        guard let node = section.value("batch_size"), node.scalar == nil else {
            return .fixed(section.integer("batch_size", in: 1...1_000_000) ?? 1)
        }
        let details = section.section("batch_size")
        defer { details?.finish() }
        let mean = details?.required("geometric", example: "2.5") { details?.number($0, in: 1...1e5) } ?? 1
        return .geometric(mean: mean)
    }

    /// Reports intents that do not exist; nothing to check when the intents are those of a corpus that was left, or
    /// could not be read.
    func checkIntents(_ names: [String], at section: Section, _ key: String) {
        guard !catalog.intents.isEmpty else { return }
        for name in names where name != Self.outOfScopeName || outOfScopeIntent == nil {
            _ = index(of: name, in: catalog.intents, what: "intent", at: section, key)
        }
    }
}
