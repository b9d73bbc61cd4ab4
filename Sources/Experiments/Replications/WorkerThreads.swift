import Foundation
import Synchronization

/// Threads of our own for work that is simulated: with room for deep calls, and content with fewer than were asked for.
public enum WorkerThreads {
    /// Stack of a thread in bytes: some tests and programs call from threads with very little.
    public static let stackBytes = 8 << 20

    private static let note = Mutex<(@Sendable (_ started: Int, _ wanted: Int) -> Void)?>(nil)

    /// Sets what is told, once in the life of the program, where the system gives fewer threads than were asked for.
    public static func onShortage(_ tell: @escaping @Sendable (_ started: Int, _ wanted: Int) -> Void) {
        note.withLock { $0 = tell }
    }

    /// Runs `body` on several threads at once and waits until all are done.
    ///
    /// Where the system refuses a thread, those that there are do the work; where it gives none, the caller's does. So
    /// `body` has to take its share of the work from a place that all share.
    ///
    /// - Parameter count: threads to start, 1 or more.
    public static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
        var threads: [Thread] = []
        while threads.count < count, let thread = Thread(body) { threads.append(thread) }
        if threads.count < count {
            let tell = note.withLock { told in
                defer { told = nil }
                return told
            }
            tell?(max(1, threads.count), count)
        }
        if threads.isEmpty { body() }
        for thread in threads { thread.join() }
    }

    /// Starts a thread that nobody waits for; false where the system refuses.
    public static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        Thread(body).map { $0.detach() } != nil
    }

    /// A thread of the system. Foundation's says nothing when it could not be started, and its work is never done.
    private struct Thread {
        private let id: pthread_t

        init?(_ body: @escaping @Sendable () -> Void) {
            var attributes = pthread_attr_t()
            pthread_attr_init(&attributes)
            defer { pthread_attr_destroy(&attributes) }
            pthread_attr_setstacksize(&attributes, stackBytes)
            let box = Unmanaged.passRetained(Box(body))
            #if canImport(Darwin)
            var id: pthread_t?
            let code = pthread_create(&id, &attributes, { Box.run($0) }, box.toOpaque())
            guard code == 0, let id else {
                box.release()
                return nil
            }
            #else
            var id = pthread_t()
            guard pthread_create(&id, &attributes, { Box.run($0) }, box.toOpaque()) == 0 else {
                box.release()
                return nil
            }
            #endif
            self.id = id
        }

        func join() { pthread_join(id, nil) }

        func detach() { pthread_detach(id) }
    }

    /// Carries a closure to its thread.
    private final class Box: Sendable {
        private let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }

        static func run(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
            guard let box else { return nil }
            Unmanaged<Box>.fromOpaque(box).takeRetainedValue().body()
            return nil
        }
    }
}
