import EventEngine
import Testing

/// Events that are due up to rounding are found wherever they are in the heap, and taken once.
@Suite struct DueEventTests {
    private enum Kind: UInt8 { case end, other, start }

    private struct Model: EventModel {
        var due: [Int] = []
        var happened: [Int] = []
        var limit = 0.0

        mutating func handle(_ kind: Kind, index: Int, at time: Double, calendar: inout EventCalendar<Kind>) {
            happened.append(index)
            guard kind == .start else { return }
            if index == 1 { calendar.schedule(.other, index: 40, at: time + 0.5) }
            while let next = calendar.takeDue(.end, by: time + limit) { due.append(next) }
        }
    }

    @Test(arguments: [0, 1])
    func allThatIsDueIsTakenInOrder(first: Int) {
        var calendar = EventCalendar<Kind>()
        var model = Model(limit: 1e-6)
        for index in 2..<10 { calendar.schedule(.end, index: index, at: 10 + Double(10 - index) * 1e-8) }
        for index in 10..<20 { calendar.schedule(.other, index: index, at: 10 + Double(index) * 1e-9) }
        for index in 20..<30 { calendar.schedule(.end, index: index, at: 10.5 + Double(index)) }
        calendar.schedule(.start, index: first, at: 10)
        calendar.run(&model, until: 11)
        #expect(model.due == (2..<10).reversed())
        #expect(model.happened.first == first && model.happened.filter { (2..<10).contains($0) }.isEmpty)
        #expect(model.happened.filter { (10..<20).contains($0) } == Array(10..<20))
        #expect(calendar.pending == 10)
    }

    @Test func nothingIsTakenThatIsNotDue() {
        var calendar = EventCalendar<Kind>()
        var model = Model()
        calendar.schedule(.end, index: 2, at: 10.000001)
        calendar.schedule(.start, index: 0, at: 10)
        calendar.run(&model)
        #expect(model.due.isEmpty && model.happened == [0, 2])
    }
}
