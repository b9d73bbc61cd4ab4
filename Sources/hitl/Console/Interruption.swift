import Experiments
import Files
import Foundation

/// Ctrl-C, a request to end and a terminal that goes away: removes what is half written and ends with the documented
/// code.
enum Interruption {
    /// What becomes of the work, in the message. Set before work begins, read when it is over.
    nonisolated(unsafe) static var consequence = "nothing was written"

    /// Where the handler of signals writes, which may do little else: both ends of a pipe.
    nonisolated(unsafe) private static var pipeEnds: (read: Int32, write: Int32) = (-1, -1)

    static func install() {
        // A reader that goes away (such as `head`) ends the program quietly.
        signal(SIGPIPE, SIG_DFL)
        // A file above the limit of its size (`ulimit -f`) is an error of its writing.
        signal(SIGXFSZ, SIG_IGN)
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        pipeEnds = (ends[0], ends[1])
        // Where there is no thread to clean up, the signals end the program as they do any other.
        guard WorkerThreads.start({ awaitSignal() }) else { return }
        for number in [SIGINT, SIGTERM, SIGHUP] where number != SIGHUP || !isIgnored(number) {
            signal(number) { _ in
                let kept = errno
                var byte: UInt8 = 1
                _ = write(Interruption.pipeEnds.write, &byte, 1)
                errno = kept
            }
            // A program that blocks signals, such as one that starts this one from a thread of a pool, hands that down.
            var blocked = sigset_t()
            sigemptyset(&blocked)
            sigaddset(&blocked, number)
            pthread_sigmask(SIG_UNBLOCK, &blocked, nil)
        }
    }

    /// Waits for the first signal, cleans up and ends the program.
    private static func awaitSignal() {
        var byte: UInt8 = 0
        while read(pipeEnds.read, &byte, 1) != 1 { guard errno == EINTR else { return } }
        WholeStep.end()
        PartialOutputs.removeAll()
        if Console.isLive { Console.redraw("") }
        Console.note("interrupted: \(consequence)")
        exit(Failure.interrupted)
    }

    /// Whether a signal was ignored when the program began, as `nohup` has it.
    private static func isIgnored(_ number: Int32) -> Bool {
        var old = sigaction()
        guard sigaction(number, nil, &old) == 0 else { return false }
        #if canImport(Darwin)
        let handler = old.__sigaction_u.__sa_handler
        #else
        let handler = old.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == 1
    }
}
