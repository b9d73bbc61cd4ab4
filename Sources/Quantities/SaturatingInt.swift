extension Int {
    /// The whole number that a number is nearest to towards 0; the largest or smallest `Int` where it is beyond them, and 0
    /// for what is no number.
    ///
    /// For numbers that follow from a file: `Int(value)` ends the program where the value does not fit.
    /// - Parameter value: any number, infinity and NaN included.
    public init(saturating value: Double) {
        if value.isNaN {
            self = 0
        } else if value >= 0x1p63 {
            self = .max
        } else {
            self = value < -0x1p63 ? .min : Int(value)
        }
    }
}
