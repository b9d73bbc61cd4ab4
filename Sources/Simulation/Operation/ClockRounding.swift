/// What rounding does to times that would be one instant in exact arithmetic.
///
/// A time in seconds since the start is a sum of other times, each rounded to a double: an arrival every ten minutes and work
/// of ten minutes meet up to some units in the last place of the clock. Times nearer to each other than this count as one
/// instant: whoever finishes then makes room before anybody asks for it, a wait as short is none, and a wait longer than
/// a limit by as little is within it.
enum ClockRounding {
    /// Part of the clock that rounding can make, 64 units in the last place and more: 2^-46.
    private static let share = 0x1p-46

    /// Longest time that is nothing but rounding, in seconds: 1e-14 of the clock (9 nanoseconds after a week), and that of the
    /// first hour before.
    @inline(__always)
    static func seconds(at now: Double) -> Double { max(now, 3600) * share }
}
