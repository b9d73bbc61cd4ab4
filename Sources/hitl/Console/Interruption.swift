import Files
import Foundation

/// Ctrl-C: removes what is half written and ends with the documented code.
enum Interruption {
    nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

    /// What becomes of the work, in the message. Set before work begins, read when it is over.
    nonisolated(unsafe) static var consequence = "nothing was written"

    static func install() {
        // A reader that goes away (such as `head`) ends the program quietly.
        signal(SIGPIPE, SIG_DFL)
        // A file that may not grow is an error of writing, as a full disk is.
        signal(SIGXFSZ, SIG_IGN)
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                WholeStep.end()
                PartialOutputs.removeAll()
                if Console.isLive { Console.redraw("") }
                Console.note("interrupted: \(consequence)")
                exit(Failure.interrupted)
            }
            source.resume()
            sources.append(source)
        }
    }
}
