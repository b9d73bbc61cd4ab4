import Simulation

/// What customers ask to be done.
struct ActionsReader: SectionReader {
    static let title = "Actions"
    static let keys: [ScenarioKey] = [
        ScenarioKey("traffic.actions", .members, .without("nothing"), "What customers ask to be done."),
        ScenarioKey("traffic.actions.*.intents", .names, .required, "Intents whose customers ask for it."),
        ScenarioKey("traffic.actions.*.share", .share, .standard("100%"), "Share of those customers."),
        ScenarioKey("traffic.actions.*.amount", .amounts, .standard("0 USD"), "Amount that it moves."),
    ]

    let reading: Reading

    /// The actions in the order of the file; their names enter the catalog.
    func read(_ traffic: Section) -> [ActionSpecification] {
        let actions = traffic.sections("actions").map { name, details in
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
        reading.catalog.actions = actions.map(\.0)
        return actions.map(\.1)
    }
}
