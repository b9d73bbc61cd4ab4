import CGSL

/// The only door to GSL: its aborting error handler is switched off before the first call.
enum GSL {
    private static let isQuiet: Bool = {
        gsl_set_error_handler_off()
        return true
    }()

    /// The value of a GSL function, NaN where GSL reports a domain error.
    @inline(__always)
    static func value(_ compute: () -> Double) -> Double {
        isQuiet ? compute() : .nan
    }

    /// The value of a GSL function, or an error where it gives no number.
    @inline(__always)
    static func number(_ function: String, _ compute: () -> Double) throws(StochasticsError) -> Double {
        let result = value(compute)
        guard !result.isNaN else { throw .notComputed(function: function) }
        return result
    }
}
