import EventEngine
import Testing

enum Step: UInt8 { case first, second, third }

/// Writes down what happens, and lets a test schedule more while an event is handled.
struct Recorder: EventModel {
    var log: [String] = []
    var during: [Int: (Step, Int, Double)] = [:]
    var cancels: [Int: Int] = [:]

    mutating func handle(_ kind: Step, index: Int, at time: Double, calendar: inout EventCalendar<Step>) {
        log.append("\(time) \(kind) \(index)")
        if let other = cancels[index] { calendar.cancel(other) }
        if let (kind, index, time) = during[index] { calendar.schedule(kind, index: index, at: time) }
    }
}

/// A small generator for choosing operations; its quality does not matter here.
struct Mixer: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

@Suite("Event calendar")
struct EventCalendarTests {
    @Test("Events happen by time, then priority, then in the order they were scheduled")
    func totalOrder() {
        var calendar = EventCalendar<Step>()
        calendar.schedule(.third, index: 1, at: 5)
        calendar.schedule(.first, index: 2, at: 5)
        calendar.schedule(.second, index: 3, at: 2)
        calendar.schedule(.first, index: 4, at: 5)
        var model = Recorder()
        calendar.run(&model)
        #expect(model.log == ["2.0 second 3", "5.0 first 2", "5.0 first 4", "5.0 third 1"])
        let handled = calendar.eventsHandled
        #expect(handled == 4)
        let pending = calendar.pending
        #expect(pending == 0)
        let fault = calendar.fault
        #expect(fault == nil)
    }

    @Test("A cancelled event never happens, also when it is cancelled at the very time it was due")
    func cancellation() {
        var calendar = EventCalendar<Step>()
        calendar.schedule(.first, index: 1, at: 1)
        calendar.schedule(.second, index: 2, at: 1)
        calendar.schedule(.third, index: 3, at: 4)
        var model = Recorder(during: [1: (.third, 9, 3)], cancels: [1: 2])
        calendar.run(&model)
        #expect(model.log == ["1.0 first 1", "3.0 third 9", "4.0 third 3"])
        let isThere = calendar.cancel(2)
        #expect(!isThere)
    }

    @Test("The run ends at its end and can go on from there")
    func runUntil() {
        var calendar = EventCalendar<Step>()
        calendar.schedule(.first, index: 1, at: 1)
        calendar.schedule(.first, index: 2, at: 10)
        var model = Recorder()
        calendar.run(&model, until: 5)
        #expect(model.log.count == 1)
        let now = calendar.now
        #expect(now == 5)
        calendar.run(&model, until: 10)
        #expect(model.log.count == 2)
    }

    @Test("Thousands of random operations agree with a sorted list", arguments: [1, 2, 3] as [UInt64])
    func againstSortedList(seed: UInt64) {
        var mixer = Mixer(state: seed)
        var calendar = EventCalendar<Step>(entities: 16)
        var model = RandomModel(mixer: Mixer(state: seed ^ 77))
        for index in 0..<200 { model.schedule(index, &calendar) }
        for _ in 0..<40 {
            calendar.run(&model, until: calendar.now + Double(mixer.next() % 10))
            let pending = calendar.pending
            #expect(pending == model.expected.count)
        }
        #expect(model.mismatches == 0)
        let fault = calendar.fault
        #expect(fault == nil)
        let handled = calendar.eventsHandled
        #expect(handled > 1000)
    }

    @Test("A fault of the model stops the run and says what it was")
    func faults() {
        func fault(_ body: (inout EventCalendar<Step>) -> Void) -> CalendarFault? {
            var calendar = EventCalendar<Step>()
            body(&calendar)
            return calendar.fault
        }
        #expect(
            fault {
                $0.schedule(.first, index: 1, at: 1)
                $0.schedule(.first, index: 1, at: 2)
            } == .alreadyPending(entity: 1))
        #expect(fault { $0.schedule(.first, index: 1, at: -1) } == .badTime(-1, now: 0))
        #expect(fault { $0.schedule(.first, index: 1, at: .infinity) } == .badTime(.infinity, now: 0))
        #expect(fault { $0.schedule(.first, index: 1 << 24, at: 1) } == .entityOutOfRange(1 << 24))
        #expect(fault { $0.schedule(.first, index: -1, at: 1) } == .entityOutOfRange(-1))
    }

    @Test("A time-weighted value counts exactly what lies in its window")
    func timeWeighted() {
        var length = TimeWeighted(0, window: 10...20)
        length.add(2, at: 5)
        length.add(1, at: 12)
        length.add(-3, at: 18)
        length.add(7, at: 25)
        length.settle(40)
        #expect(length.area == 2 * 2 + 3 * 6)
        #expect(length.value == 7)
    }
}

/// Schedules and cancels at random, and keeps the pending events in a list of its own.
struct RandomModel: EventModel {
    struct Expected: Equatable {
        var time: Double
        var kind: UInt8
        var sequence: Int
        var index: Int
    }
    var mixer: Mixer
    var expected: [Expected] = []
    var sequence = 0
    var mismatches = 0

    mutating func schedule(_ index: Int, _ calendar: inout EventCalendar<Step>) {
        let time = calendar.now + Double(mixer.next() % 8)
        let kind = Step(rawValue: UInt8(mixer.next() % 3)) ?? .first
        calendar.schedule(kind, index: index, at: time)
        expected.append(Expected(time: time, kind: kind.rawValue, sequence: sequence, index: index))
        sequence += 1
    }

    mutating func handle(_ kind: Step, index: Int, at time: Double, calendar: inout EventCalendar<Step>) {
        expected.sort { ($0.time, $0.kind, $0.sequence) < ($1.time, $1.kind, $1.sequence) }
        let next = expected.removeFirst()
        if next.index != index || next.time != time || next.kind != kind.rawValue { mismatches += 1 }
        for _ in 0..<(mixer.next() % 3) {
            let other = Int(mixer.next() % 300)
            if calendar.isPending(other) {
                calendar.cancel(other)
                expected.removeAll { $0.index == other }
            } else {
                schedule(other, &calendar)
            }
        }
        if !calendar.isPending(index) { schedule(index, &calendar) }
    }
}
