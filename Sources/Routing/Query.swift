/// A customer's contact as the operation sees it: nothing here is hidden truth.
///
/// Names (channel, segment, action) are indices into the operation's `Catalog`, so that a query can be
/// passed through triage without allocating. A caller that handles many queries reuses one value and
/// refills `text` in place.
public struct Query: Sendable {
    /// Index of a channel or a segment that nobody told: no trigger for one holds, no queue and no priority is its own.
    public static let unknown = -1

    /// Number of the contact, unique within an operation.
    public var id: Int
    /// Time of arrival in seconds on the caller's clock.
    public var arrivalSeconds: Double
    /// Index into `Catalog.channels`, or ``unknown``.
    public var channel: Int
    /// Index into `Catalog.segments`, or ``unknown``.
    public var segment: Int
    /// Index into `Catalog.actions` of what the customer asks to be done, or nil when it is a question only.
    public var action: Int?
    /// Amount that the requested action moves, in the operation's currency; 0 where there is none.
    public var amount: Double
    /// Contacts the same customer made before this one about the same matter, 0 or more.
    public var earlierContacts: Int
    /// Answers of the AI in this case after which the customer came back, 0 or more.
    public var failedAttempts: Int = 0
    /// Whether the customer has been asked to confirm or rephrase this contact, so that nobody asks again.
    public var isConfirmed: Bool = false
    /// Number of the text where texts are numbered, as in a corpus; nil otherwise. A log of recorded predictions is
    /// looked up by it; no decision is taken on it.
    public var source: Int?
    /// What the customer wrote or said, as UTF-8 bytes.
    public var text: [UInt8]

    /// Creates a query; see the properties for units and ranges.
    public init(
        id: Int, arrivalSeconds: Double = 0, channel: Int = 0, segment: Int = 0, action: Int? = nil,
        amount: Double = 0, earlierContacts: Int = 0, text: [UInt8] = []
    ) {
        self.id = id
        self.arrivalSeconds = arrivalSeconds
        self.channel = channel
        self.segment = segment
        self.action = action
        self.amount = amount
        self.earlierContacts = earlierContacts
        self.text = text
    }
}
