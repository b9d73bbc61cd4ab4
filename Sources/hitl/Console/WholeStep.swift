import Foundation

/// Steps that a signal does not cut in two, such as a batch of records with the decisions that follow from them.
enum WholeStep {
    private static let condition = NSCondition()
    // Both are touched only while the condition is locked.
    nonisolated(unsafe) private static var isUnderWay = false
    nonisolated(unsafe) private static var isEnding = false
    /// Longest time that the end of the program waits for a step, such as one whose reader does not read.
    private static let patienceSeconds = 5.0

    /// Runs a step, unless the program is ending: then it waits for the end.
    static func run(_ step: () throws -> Void) rethrows {
        condition.withLock {
            while isEnding { condition.wait() }
            isUnderWay = true
        }
        defer {
            condition.withLock {
                isUnderWay = false
                condition.broadcast()
            }
        }
        try step()
    }

    /// Waits for the step under way, and lets no other begin. Called from the thread that ends the program.
    static func end() {
        condition.withLock {
            isEnding = true
            let latest = Date(timeIntervalSinceNow: patienceSeconds)
            while isUnderWay, condition.wait(until: latest) {}
        }
    }
}
