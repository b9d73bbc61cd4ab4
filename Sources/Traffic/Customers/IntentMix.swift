import Stochastics

/// Which intent a customer has at a time: shares of the intents that exist by then.
public struct IntentMix: Sendable {
    private var tables = AliasTables()
    /// One entry for each moment at which intents appear, in order of time.
    private var epochs: [(startSeconds: Double, table: AliasTables.Range)] = []

    /// Creates the mix.
    /// - Parameter intents: at least one must exist from the start; otherwise the earliest counts as such.
    public init(intents: [IntentSpecification]) {
        for start in Set(intents.map(\.startSeconds)).sorted() {
            let existing = intents.indices.filter { intents[$0].startSeconds <= start }
            let table = tables.add(values: existing, weights: existing.map { intents[$0].share })
            epochs.append((start, table))
        }
        only = intents.count == 1 ? 0 : nil
    }

    /// The intent of everybody, where there is no choice.
    let only: Int?

    /// Draws an intent, with one 64-bit draw.
    /// - Returns: an index into the intents; 0 where there are none.
    public func draw(atSeconds seconds: Double, using stream: inout RandomStream) -> Int {
        let bits = stream.next()
        guard var table = epochs.first?.table else { return 0 }
        for epoch in epochs.dropFirst() where epoch.startSeconds <= seconds { table = epoch.table }
        guard table.count > 0 else { return 0 }
        return tables.columns.withUnsafeBufferPointer { AliasTables.pick($0, table, bits: bits) }
    }
}
