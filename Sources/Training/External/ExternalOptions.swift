import Foundation

/// How an AI outside this program is asked.
public struct ExternalOptions: Sendable, Equatable {
    /// Whom to ask.
    public enum Endpoint: Sendable, Equatable {
        /// A program that reads one JSON object a line and writes one a line, started in a folder.
        case command([String], folder: String)
        /// An HTTP service in the chat-completions shape; `keyVariable` names the environment variable with its key, which
        /// nothing here reads: whoever records gives the key.
        case chat(url: URL, model: String, prompt: String, keyVariable: String?)
    }

    /// Whom to ask.
    public var endpoint: Endpoint
    /// Longest wait for an answer, in seconds, above 0.
    public var timeoutSeconds: Double
    /// Times a failed call is made again, 0 or more.
    public var retries: Int
    /// Wait before the first repetition, in seconds; it doubles from one to the next, up to 30 s.
    public var backoffSeconds: Double

    /// Creates options; see the properties.
    public init(
        endpoint: Endpoint, timeoutSeconds: Double = 10, retries: Int = 2, backoffSeconds: Double = 0.5
    ) {
        self.endpoint = endpoint
        self.timeoutSeconds = timeoutSeconds
        self.retries = retries
        self.backoffSeconds = backoffSeconds
    }

    /// Calls in a row that may fail, repetitions included, before no further one is made.
    public static let mostFailures = 20

    /// What a chat service is told when the scenario has no prompt; `{intents}` stands for the list of intents.
    public static let standardPrompt = """
        You classify messages to customer support. Name the one intent of this list that fits the message best: \
        {intents}. Answer with a JSON object and nothing else: {"intent": "NAME", "confidence": P}, where P is the \
        probability, from 0 to 1, that the intent is right.
        """
}
