import Simulation

extension Requirement {
    /// Whether the measure counts contacts among contacts: a share, but not of time on duty.
    public var isShareOfContacts: Bool {
        form.unit == .share && form.kind == .ratio && !measure.hasPrefix(Measure.humanOccupancy.name)
    }

    /// Whether it asks less than an earlier requirement on the same measure; nil where they cannot be compared.
    public func isLooser(than other: Requirement) -> Bool? {
        guard measure == other.measure, comparison.wantsMore == other.comparison.wantsMore else { return nil }
        func less(_ now: Double, _ before: Double) -> Bool { comparison.wantsMore ? now < before : now > before }
        switch (limit, other.limit) {
        case (.value(let now), .value(let before)):
            let allowsEqual = comparison == .atLeast || comparison == .atMost
            let allowedEqual = other.comparison == .atLeast || other.comparison == .atMost
            return less(now, before) || now == before && allowsEqual && !allowedEqual
        case (.baseline(let factor, let offset), .baseline(let oldFactor, let oldOffset)):
            let grows = less(factor, oldFactor) || less(offset, oldOffset)
            let shrinks = less(oldFactor, factor) || less(oldOffset, offset)
            return grows && shrinks ? nil : grows
        default: return nil
        }
    }
}
