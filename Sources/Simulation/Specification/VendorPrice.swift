/// What the vendor of an AI charges for the queries that it resolved alone: a bill for each month.
///
/// An answer is a resolution when the customer does not come back, and no human comes, for `reopenedWithinSeconds`. It
/// belongs to the month of the customer's first contact.
public struct VendorPrice: Sendable, Equatable {
    /// A step of a price that depends on the number of resolutions of a month.
    public struct Tier: Sendable, Equatable {
        /// Resolutions that this step is for, above 0; infinity for the last one.
        public var count: Double
        /// Amount for each of them, 0 or more.
        public var each: Double

        /// Creates a tier.
        public init(count: Double, each: Double) {
            self.count = count
            self.each = each
        }
    }

    /// The steps in order, of which the last has no end; empty where only a minimum is paid.
    public var tiers: [Tier]
    /// Time in which a return takes the charge back, in seconds.
    public var reopenedWithinSeconds: Double
    /// Resolutions of a month that the minimum or another fee has paid for already.
    public var includedPerMonth: Double
    /// Least amount of a month's bill.
    public var minimumPerMonth: Double

    /// Creates a price in steps.
    public init(
        tiers: [Tier], reopenedWithinSeconds: Double, includedPerMonth: Double = 0, minimumPerMonth: Double = 0
    ) {
        self.tiers = tiers
        self.reopenedWithinSeconds = reopenedWithinSeconds
        self.includedPerMonth = includedPerMonth
        self.minimumPerMonth = minimumPerMonth
    }

    /// Creates a price that is the same for every resolution.
    public init(
        perResolution: Double, reopenedWithinSeconds: Double, includedPerMonth: Double = 0,
        minimumPerMonth: Double = 0
    ) {
        self.init(
            tiers: [Tier(count: .infinity, each: perResolution)], reopenedWithinSeconds: reopenedWithinSeconds,
            includedPerMonth: includedPerMonth, minimumPerMonth: minimumPerMonth)
    }

    /// The bill of a month, or of a part of one: the larger of the minimum and the tiers over what is not included.
    ///
    /// - Parameters:
    ///   - resolutions: of the part.
    ///   - part: of the month that was measured, in 0...1: minimum, included number and tiers count in proportion.
    public func bill(resolutions: Double, part: Double = 1) -> Double {
        guard part > 0 else { return 0 }
        var left = max(0, resolutions / part - includedPerMonth)
        var sum = 0.0
        for tier in tiers where left > 0 {
            let taken = min(left, tier.count)
            sum += taken * tier.each
            left -= taken
        }
        return part * max(minimumPerMonth, sum)
    }
}
