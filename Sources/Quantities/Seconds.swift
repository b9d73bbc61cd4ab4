/// Lengths of time in seconds, in which the whole program counts; second 0 is Monday 00:00.
///
/// Computed and inlinable, so that each is a literal wherever it is used, in loops of the simulator too.
public enum Seconds {
    /// 60.
    @inlinable public static var perMinute: Double { 60 }
    /// 3,600.
    @inlinable public static var perHour: Double { 3_600 }
    /// 86,400.
    @inlinable public static var perDay: Double { 86_400 }
    /// 604,800.
    @inlinable public static var perWeek: Double { 604_800 }
    /// 365 days, which is what a year is taken for.
    @inlinable public static var perYear: Double { 365 * 86_400 }
}
