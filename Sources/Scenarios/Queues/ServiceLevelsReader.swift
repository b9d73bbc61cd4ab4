import Quantities
import Simulation

/// Promises about waiting.
struct ServiceLevelsReader: SectionReader {
    static let title = "Service levels"
    static let keys: [ScenarioKey] = [
        ScenarioKey("service_levels", .members, .without("nothing is promised"), "Promises about waiting, by name."),
        ScenarioKey("service_levels.*.queues", .names, .required, "Queues that it is about."),
        ScenarioKey(
            "service_levels.*.within", .duration, .required,
            "Time in which a contact is to be taken, of all offered: those turned away are among them."),
        ScenarioKey(
            "service_levels.*.abandoned", .choice(AbandonmentRule.allCases.map(\.rawValue)), .standard("missed"),
            "How who gives up counts: missed or ignored; met_if_early or excused_if_early within that time."),
        ScenarioKey(
            "service_levels.*.short", .duration, .without("nobody is left out"),
            "Who gives up within this time is left out; at most within, with missed and met_if_early."),
        ScenarioKey("service_levels.*.target", .share, .without("no target"), "Share that is to be served in time."),
    ]

    let reading: Reading

    /// The promises in the order of the file.
    func read() -> [ServiceLevelDefinition] {
        let rules = AbandonmentRule.allCases.map { ($0.rawValue, $0) }
        return root.sections("service_levels").map { name, section in
            defer { section.finish() }
            let queues =
                section.required("queues", example: "[\(catalog.queues.first ?? "general")]") { section.names($0) }
                ?? []
            let within = section.required("within", example: "20 s") { section.seconds($0) }
            let short = section.seconds("short")
            if let within, let short, short > within {
                section.report(
                    "short",
                    "\(BriefUnits.duration(short)) is above 'within', \(BriefUnits.duration(within)): who gives up later "
                        + "than that has waited too long already",
                    "write a time of at most \(BriefUnits.duration(within)), such as short: 5 s")
            }
            return ServiceLevelDefinition(
                name: name,
                queues: queues.compactMap { index(of: $0, in: catalog.queues, what: "queue", at: section, "queues") },
                withinSeconds: within ?? 0, target: section.share("target"),
                abandoned: section.choice("abandoned", rules) ?? .missed, shortSeconds: short)
        }
    }
}
