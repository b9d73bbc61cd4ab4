import Quantities

/// What an operation pays beside wages, and what its failures cost it, in the operation's currency.
///
/// What clients pay is in `Prices`: a vendor's charge for a resolution is a cost here, a client's fee for one is not.
public struct Costs: Sendable, Equatable {
    /// Each wrong answer that the AI gave alone.
    public var wrongAnswer: PriceByIntent
    /// Each case that ends wrong, the AI's or a human's, noticed or not.
    public var wrongCase: PriceByIntent
    /// Each case that ends unresolved: the customer gave up waiting, was turned away, or left.
    public var lostCustomer: PriceByIntent
    /// Each case that ends because nobody looked at it in time.
    public var unhandled: PriceByIntent
    /// What is paid whatever happens, in the order of the scenario.
    public var fixed: [FixedCost]
    /// Each query that the AI reads.
    public var aiPerQuery: Double
    /// What the AI's vendor charges for resolutions; nil when it charges for none.
    public var vendor: VendorPrice?

    /// Creates costs; the default is that nothing costs anything.
    public init(
        wrongAnswer: PriceByIntent = 0, wrongCase: PriceByIntent = 0, lostCustomer: PriceByIntent = 0,
        unhandled: PriceByIntent = 0, fixed: [FixedCost] = [], aiPerQuery: Double = 0, vendor: VendorPrice? = nil
    ) {
        self.wrongAnswer = wrongAnswer
        self.wrongCase = wrongCase
        self.lostCustomer = lostCustomer
        self.unhandled = unhandled
        self.fixed = fixed
        self.aiPerQuery = aiPerQuery
        self.vendor = vendor
    }
}

/// An amount for an event, which may depend on what the customer wanted.
public struct PriceByIntent: Sendable, Equatable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// Amount for the intents that have none of their own, 0 or more.
    public var rest: Double
    /// Amounts of their own, by the index of the real intent, 0 or more.
    public var own: [Int: Double]

    /// Creates a price.
    public init(_ rest: Double, own: [Int: Double] = [:]) {
        self.rest = rest
        self.own = own
    }

    /// A price that is the same for every intent.
    public init(floatLiteral value: Double) { self.init(value) }

    /// A price that is the same for every intent.
    public init(integerLiteral value: Int) { self.init(Double(value)) }

    /// The amount for an intent.
    public func amount(_ intent: Int) -> Double { own[intent] ?? rest }

    /// Whether it is 0 for every intent that a catalog of so many has.
    func isFree(intents: Int) -> Bool { (0..<max(1, intents)).allSatisfy { amount($0) <= 0 } }
}

/// Something that is paid for every month, whatever happens.
public struct FixedCost: Sendable, Equatable {
    /// Name in the scenario.
    public var name: String
    /// Amount a month, 0 or more.
    public var perMonth: Double

    /// Creates a fixed cost.
    public init(name: String, perMonth: Double) {
        self.name = name
        self.perMonth = perMonth
    }
}
