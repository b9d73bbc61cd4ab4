import Routing
import Stochastics
import Traffic

/// What customers do when they wait, and when they got something.
struct CustomerConduct: ~Copyable {
    /// What a customer does with a resolution.
    enum Reaction {
        /// Takes it.
        case takes
        /// Leaves for good.
        case leaves
        /// Comes back after a time in seconds; late after the reopen window.
        case returns(after: Double, isLate: Bool)
    }

    /// Whether any customer can lose patience.
    let losesPatience: Bool
    private let patience: FlatTable<Distribution?>
    private let segments: Int
    /// Whether upset customers do anything else than others, and their patience relative to others'.
    private let upsetDiffer: Bool
    private let upsetPatience: Double
    private let customers: CustomerBehaviour

    init(_ specification: OperationSpecification) {
        let traffic = specification.traffic
        let segments = specification.catalog.segments.indices
        losesPatience = traffic.losesPatience
        patience = FlatTable(
            traffic.channels.indices.flatMap { channel in
                segments.map { traffic.patience(channel: channel, segment: $0) }
            })
        self.segments = segments.count
        upsetDiffer = specification.customers.upset != nil
        upsetPatience = specification.customers.upset?.patienceFactor ?? 1
        customers = specification.customers
    }

    /// Time this customer would wait, in seconds; infinity for one who waits for ever.
    @inline(__always)
    func patienceSeconds(_ contact: UnsafeMutablePointer<OpenContact>, _ source: borrowing QuerySource) -> Double {
        guard let patience = patience[contact.pointee.query.channel * segments + contact.pointee.query.segment] else {
            return .infinity
        }
        let factor = upsetDiffer && contact.pointee.truth.upset ? upsetPatience : 1
        let seconds = source.key(contact.pointee.number, contact.pointee.attempt).sample(patience, .patience) * factor
        return seconds.isFinite ? max(0, seconds) : .infinity
    }

    /// What a customer does with a resolution.
    ///
    /// What becomes of the case is known at once, because returns are drawn now. The reopen window has no part in who
    /// comes back: a return after it leaves what was resolved as it was, and begins a new matter of the same case.
    @inline(__always)
    func reaction(
        _ contact: UnsafeMutablePointer<OpenContact>, isRight: Bool, _ source: borrowing QuerySource
    ) -> Reaction {
        let isUpset = upsetDiffer && contact.pointee.truth.upset
        let chance =
            isUpset
            ? customers.minds(isRight: isRight, isUpset: true)
            : isRight ? customers.returnsWhenRight : customers.noticesWrong
        guard chance > 0 else { return .takes }
        // All drawn before any is used, so that a customer returns at the same time whatever made them.
        var stream = source.key(contact.pointee.number, contact.pointee.attempt).stream(.reaction)
        let minds = stream.uniform() < chance
        let givesAnotherChance = stream.uniform() < customers.givesAnotherChance(isUpset: isUpset)
        guard minds else { return .takes }
        let delay = max(0, customers.returnDelay.sample(using: &stream))
        guard isRight || givesAnotherChance, contact.pointee.attempt + 1 < customers.mostContacts else {
            return isRight ? .takes : .leaves
        }
        return .returns(after: delay, isLate: delay > customers.reopenWindowSeconds)
    }

    /// Time a customer takes to confirm or rephrase, in seconds.
    func rephraseSeconds(_ key: ContactKey) -> Double { max(0, key.sample(customers.rephraseDelay, .rephraseDelay)) }
}
