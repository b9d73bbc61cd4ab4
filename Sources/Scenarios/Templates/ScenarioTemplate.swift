/// A small commented scenario to start from, embedded in the program so that it works anywhere.
public enum ScenarioTemplate: String, CaseIterable, Sendable {
    case minimal, chat, voice, mixed, approval

    /// What it is for, in a few words.
    public var summary: String {
        switch self {
        case .minimal: "the shortest forecast: one team, an AI of stated accuracy"
        case .chat: "a chat desk whose AI learns from its humans"
        case .voice: "a call centre with a voice bot in front"
        case .mixed: "chat, voice and email for two teams"
        case .approval: "an AI that acts only after a human's approval"
        }
    }

    /// Name of the file that editors find the JSON Schema in, beside the scenario.
    public static let schemaFile = "hitl.schema.json"

    /// The scenario, with the line by which editors find the schema.
    public var text: String {
        "# yaml-language-server: $schema=\(Self.schemaFile)\n" + body
    }

    private var body: String {
        switch self {
        case .minimal: MinimalTemplate.text
        case .chat: ChatTemplate.text
        case .voice: VoiceTemplate.text
        case .mixed: MixedTemplate.text
        case .approval: ApprovalTemplate.text
        }
    }
}
