import Foundation

/// How often an experiment of a test is made: a few times, and as often as a bar asks where `HITL_LONG` is set.
enum LongForm {
    static let isOn = ProcessInfo.processInfo.environment["HITL_LONG"] == "1"

    static func count(_ long: Int, short: Int) -> Int { isOn ? long : short }
}
