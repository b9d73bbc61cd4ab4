import EventEngine
import PeerFormat

/// What happens in a queue.
enum QueueEvent: UInt8 {
    case departs
    case abandons
    case arrives
}

/// The M/M/c(+M) queue on the bare engine; patience of those who are served is really cancelled.
struct QueueModel: EventModel, ~Copyable {
    /// Longest queue that can be simulated.
    static let places = 1 << 16
    /// Entity 0 is the arrival, 1...c the servers, those after the waiting customers.
    private let firstWaiting: Int
    private let arrivalMean: Double
    private let serviceMean: Double
    private let patienceMean: Double
    private let isImpatient: Bool
    private var toCome: Int
    private var source: ExponentialSource
    private let arrived: UnsafeMutablePointer<Double>
    private let free: UnsafeMutablePointer<Int32>
    private var freeCount: Int
    private let joined: UnsafeMutablePointer<Double>
    private let gone: UnsafeMutablePointer<Bool>
    private var head = 0
    private var tail = 0
    /// Whether the queue outgrew its places, which ends the run.
    private(set) var overflows = false
    private(set) var report = PeerReport()

    init(_ workload: Workload) {
        firstWaiting = workload.servers + 1
        arrivalMean = 1 / workload.arrivalRate
        serviceMean = 1 / workload.serviceRate
        isImpatient = workload.patienceRate > 0
        patienceMean = isImpatient ? 1 / workload.patienceRate : 0
        toCome = workload.customers
        source = ExponentialSource(seed: workload.seed)
        arrived = .allocate(capacity: workload.servers + 1)
        free = .allocate(capacity: workload.servers)
        freeCount = workload.servers
        for server in 0..<workload.servers { free[server] = Int32(workload.servers - server) }
        joined = .allocate(capacity: Self.places)
        gone = .allocate(capacity: Self.places)
        gone.initialize(repeating: false, count: Self.places)
    }

    deinit {
        arrived.deallocate()
        free.deallocate()
        joined.deallocate()
        gone.deallocate()
    }

    /// Runs until everybody has left.
    static func run(_ workload: Workload) throws -> PeerReport {
        var model = QueueModel(workload)
        var calendar = EventCalendar<QueueEvent>(entities: workload.servers + 1 + places)
        calendar.schedule(.arrives, index: 0, at: model.source.next() * model.arrivalMean)
        calendar.run(&model)
        if let fault = calendar.fault { throw fault }
        if model.overflows { throw QueueOverflow() }
        return model.report
    }

    mutating func handle(_ kind: QueueEvent, index: Int, at time: Double, calendar: inout EventCalendar<QueueEvent>) {
        var server = index
        var servedPlace = -1
        switch kind {
        case .arrives:
            toCome &-= 1
            if toCome > 0 { calendar.schedule(.arrives, index: 0, at: time + source.next() * arrivalMean) }
            guard freeCount > 0 else {
                join(at: time, &calendar)
                return
            }
            freeCount &-= 1
            server = Int(free[freeCount])
            arrived[server] = time
        case .departs:
            report.served &+= 1
            report.sojournSum += time - arrived[server]
            while head != tail, gone[head & (Self.places &- 1)] { head &+= 1 }
            guard head != tail else {
                free[freeCount] = Int32(truncatingIfNeeded: server)
                freeCount &+= 1
                return
            }
            servedPlace = head & (Self.places &- 1)
            head &+= 1
            report.waitSum += time - joined[servedPlace]
            arrived[server] = joined[servedPlace]
        case .abandons:
            let place = index &- firstWaiting
            gone[place] = true
            report.abandoned &+= 1
            report.waitSum += time - joined[place]
            return
        }
        calendar.schedule(.departs, index: server, at: time + source.next() * serviceMean)
        if isImpatient, servedPlace >= 0 { calendar.cancel(firstWaiting &+ servedPlace) }
    }

    @inline(__always)
    private mutating func join(at time: Double, _ calendar: inout EventCalendar<QueueEvent>) {
        guard tail &- head < Self.places else {
            overflows = true
            calendar.stop()
            return
        }
        let place = tail & (Self.places &- 1)
        tail &+= 1
        joined[place] = time
        gone[place] = false
        report.waited &+= 1
        if isImpatient {
            calendar.schedule(.abandons, index: firstWaiting &+ place, at: time + source.next() * patienceMean)
        }
    }
}

/// More customers wait than there are places for.
struct QueueOverflow: Error, CustomStringConvertible {
    var description: String { "more than \(QueueModel.places) customers wait: the queue is unstable" }
}
