import Quantities
import Stochastics

/// How customers react to what they get.
public struct CustomerBehaviour: Sendable, Equatable {
    /// Probability that a customer notices that a resolution is wrong.
    public var noticesWrong: Double
    /// Probability that somebody who noticed comes back; the others leave for good.
    public var returns: Double
    /// Probability that somebody who was served rightly comes back all the same.
    public var returnsWhenRight: Double
    /// Time until the return, in seconds.
    public var returnDelay: Distribution
    /// Time within which a return reopens the case, in seconds: who would come later stays away.
    public var reopenWindowSeconds: Double
    /// Probability that a return is upset although the first contact was not.
    public var upsetOnReturn: Double
    /// Contacts about one matter after which a customer gives up.
    public var mostContacts: Int
    /// Time a customer takes to confirm or rephrase when asked, in seconds.
    public var rephraseDelay: Distribution = .constant(30)

    /// Creates customers who notice most errors and mostly come back within a day.
    public init(
        noticesWrong: Double = 0.8, returns: Double = 0.8, returnsWhenRight: Double = 0,
        returnDelay: Distribution = .exponential(mean: 14_400), reopenWindowSeconds: Double = Seconds.perDay,
        upsetOnReturn: Double = 0.3, mostContacts: Int = 5
    ) {
        self.noticesWrong = noticesWrong
        self.returns = returns
        self.returnsWhenRight = returnsWhenRight
        self.returnDelay = returnDelay
        self.reopenWindowSeconds = reopenWindowSeconds
        self.upsetOnReturn = upsetOnReturn
        self.mostContacts = mostContacts
    }

    /// Customers who take what they get: no repeats.
    public static let content = CustomerBehaviour(noticesWrong: 0, returns: 0)
}
