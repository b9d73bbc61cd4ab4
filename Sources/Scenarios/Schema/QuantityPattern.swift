import Quantities
import Simulation

/// Regular expressions (ECMA-262) for quantities with units as `Quantity` reads them.
///
/// They leave out what nobody writes (a number without a digit before its exponent), and what needs the rest of the
/// scenario: its currency, and sums.
enum QuantityPattern {
    /// A number of 0 or more, with separators of thousands.
    static let number = #"\+?([0-9]{1,3}(,[0-9]{3})+|[0-9][0-9_]*|(?=\.[0-9]))(\.[0-9_]*)?([eE][+-]?[0-9]+)?"#
    private static let time = "(ms|s|sec|seconds?|min|minutes?|h|hours?|days?|weeks?)"
    private static let currency = #"(?!"# + time + #"\b)[^\s0-9.,%+-]{1,8}"#
    /// Asserts a digit that is not 0.
    private static let above = "(?=[^1-9]*[1-9])"

    static func plain(above: Bool) -> String { whole(number, above: above) }

    static func duration(above: Bool) -> String {
        whole(number + " *" + time + "( +" + number + " *" + time + ")*", above: above)
    }

    static func rate(canBeZero: Bool) -> String { whole(number + " *per +" + time, above: !canBeZero) }

    static func share(below: Bool, above: Bool) -> String {
        let under = #"[0-9]{1,2}(\.[0-9]*)?|\.[0-9]+"#
        return whole(#"\+?0*("# + under + (below ? "" : #"|100(\.0*)?"#) + ") *%", above: above)
    }

    static func money(above: Bool = false) -> String { whole(number + " *" + currency, above: above) }
    static let moneyPerHour = whole(number + " *" + currency + " per hour", above: false)
    static let moneyPerTime = whole(number + " *" + currency + " per " + time, above: false)
    static let timeOfDay = "^(([01]?[0-9]|2[0-3]):[0-5]?[0-9]|24:00?)$"
    static let currencyCode = #"^[^\s0-9.,%+-]{1,8}$"#

    /// Days such as `mon-fri`, in letters of either case.
    static let days: String = {
        func anyCase(_ word: String) -> String {
            word.map { "[\(String($0).uppercased())\($0)]" }.joined()
        }
        let day = "(" + Weekday.keys.map(anyCase).joined(separator: "|") + ")[A-Za-z]*"
        let span = "(\(anyCase("daily"))|\(day)(-\(day))?)"
        return "^\(span)(, ?\(span))*$"
    }()

    private static func whole(_ inner: String, above: Bool) -> String {
        "^" + (above ? self.above : "") + " *" + inner + " *$"
    }
}
