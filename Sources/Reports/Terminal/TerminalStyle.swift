import Experiments

/// Colours for a terminal, or none.
package struct TerminalStyle: Sendable {
    private let colour: Bool

    package init(colour: Bool) {
        self.colour = colour
    }

    package func heading(_ text: String) -> String { wrap(text, in: "1") }
    package func faint(_ text: String) -> String { wrap(text, in: "2") }

    /// The verdict in green, red or yellow.
    package func verdict(_ text: String, _ outcome: ServiceLevelVerdict.Outcome) -> String {
        switch outcome {
        case .met: wrap(text, in: "1;32")
        case .missed: wrap(text, in: "1;31")
        case .undecided: wrap(text, in: "1;33")
        }
    }

    private func wrap(_ text: String, in code: String) -> String {
        colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
