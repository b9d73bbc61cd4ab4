/// A key of a scenario file: where it stands, what may be written there, and what it says.
public struct ScenarioKey: Sendable, Hashable {
    /// Dotted path; `*` stands for a name of the user's, `#` for a place in a list.
    public let path: String
    /// What may be written there: any of these.
    public let kinds: [Kind]
    /// Whether it has to be there, and what holds without it.
    public let presence: Presence
    /// One sentence or two on it.
    public let summary: String

    /// What may be written at a key.
    public enum Kind: Sendable, Hashable {
        /// Keys of its own.
        case mapping
        /// Names of the user's, each with a value; keys of its own may stand among them.
        case members
        /// A list of mappings.
        case list
        /// Any text on one line.
        case text
        /// One fixed word.
        case word(String)
        /// A list of names; a single name counts as a list of one.
        case names
        /// A list of whole numbers within a range.
        case wholes(ClosedRange<Int>)
        /// A list of whole numbers within a range, some of which may be the same.
        case counts(ClosedRange<Int>)
        /// A whole number within a range.
        case whole(ClosedRange<Int>)
        /// A number without a unit within a range; with `above` not 0.
        case number(ClosedRange<Double>, above: Bool)
        /// A list of so many numbers of 0 or more.
        case numbers(Int)
        /// A list of factors that begins with 1.
        case factors
        /// A duration such as `30 min`; with `above` not 0.
        case duration(above: Bool)
        /// A rate such as `8000 per day`.
        case rate(canBeZero: Bool)
        /// A percentage; with `below` not 100%, with `above` not 0%.
        case share(below: Bool, above: Bool)
        /// A factor above 0 up to 1,000, as a number or a percentage: `1.4` or `140%`.
        case factor
        /// An amount in the scenario's currency, such as `25 USD`.
        case money
        /// An amount for an hour, such as `25 USD per hour`.
        case moneyPerHour
        /// An amount for a month, such as `4000 USD per month`.
        case moneyPerMonth
        /// A whole number for a month, such as `50 per month`.
        case countPerMonth
        /// A list of numbers with the price of each, the last for the rest: `[[50, 0.95 USD], [rest, 0.90 USD]]`.
        case tiers
        /// An amount for a time of any unit, such as `0.10 USD per min`.
        case moneyPerTime
        /// True or false.
        case flag
        /// One of several words.
        case choice([String])
        /// A distribution of durations: a single one, or a mapping.
        case times
        /// A distribution of amounts: a single one, or a mapping.
        case amounts
        /// A time of day such as `'08:30'`.
        case timeOfDay
        /// Days such as `mon-fri`.
        case days
        /// A currency's code.
        case currency

        /// A duration that may be 0.
        static let duration = Kind.duration(above: false)
        /// A percentage from 0% to 100%.
        static let share = Kind.share(below: false, above: false)
        /// Any number from 0 to a thousand millions.
        static let number = Kind.number(0...1e9, above: false)
    }

    /// Whether a key has to be there.
    public enum Presence: Sendable, Hashable {
        /// Always.
        case required
        /// One of these keys beside each other has to be there.
        case oneOf([String])
        /// Under a condition, said in words.
        case needed(String)
        /// Never; without it this value holds.
        case standard(String)
        /// Never; words on what holds without it.
        case without(String)
        /// A name of the user's, of which there may be any number.
        case member
    }

    /// Declares a key.
    init(_ path: String, _ kinds: [Kind], _ presence: Presence, _ summary: String) {
        self.path = path
        self.kinds = kinds
        self.presence = presence
        self.summary = summary
    }

    /// Declares a key of one kind.
    init(_ path: String, _ kind: Kind, _ presence: Presence, _ summary: String) {
        self.init(path, [kind], presence, summary)
    }

    /// Its name: the last part of the path.
    public var name: String { path.split(separator: ".").last.map(String.init) ?? path }
}
