/// Says which simulation of a staffing is under way.
struct StaffingProgress: Sendable {
    private let line: LiveLine

    init(isQuiet: Bool) { line = LiveLine(isQuiet: isQuiet) }

    func update(_ what: String, done: Int, of count: Int) {
        line.show { "\(what): \(done) of \(count) replications, \(Int($0)) s so far" }
    }

    func finish() { line.clear() }
}
