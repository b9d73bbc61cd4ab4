import Foundation

/// A program that answers every line on its standard input with one line on its standard output.
///
/// The line may hold words beside its answer; where it holds none, such as the opening of a fence, more lines are waited
/// for, for a moment. The program is started with the first request, in a process group of its own. A time-out, an end or a
/// superfluous answer ends the whole group; the next request then starts it anew. It sees the end of its input when this
/// program ends.
final class LineProgram: AnswerTransport {
    private let command: [String]
    private let folder: String
    private var running: Running?

    init(command: [String], folder: String) {
        self.command = command
        self.folder = folder
    }

    deinit { reset() }

    func exchange(_ request: [UInt8], seconds: Double) -> Result<[UInt8], RefusedReply> {
        if running?.isOutOfStep ?? false { reset() }
        if running == nil { running = Running(command, folder: folder) }
        guard let running else { return .failure(RefusedReply(.died)) }
        let wait = TimedWait<Result<[UInt8], RefusedReply>>()
        let thread = Thread { wait.finish(running.exchange(request + [10])) }
        thread.start()
        let reply = wait.wait(seconds: seconds) ?? .failure(RefusedReply(.timedOut))
        if case .failure = reply { reset() }
        return reply
    }

    func reset() {
        running?.end()
        running = nil
    }
}

/// One run of the program. Used by one thread at a time, but for `end`, which only sends a signal.
private final class Running: @unchecked Sendable {
    private let pid: pid_t
    private let input: Int32
    private let output: Int32
    private let errors: ErrorRelay

    /// Starts the program; nil when that fails.
    init?(_ command: [String], folder: String) {
        guard !command.isEmpty else { return nil }
        var toChild: [Int32] = [-1, -1]
        var fromChild: [Int32] = [-1, -1]
        guard pipe(&toChild) == 0 else { return nil }
        guard pipe(&fromChild) == 0 else {
            toChild.forEach { _ = close($0) }
            return nil
        }
        for descriptor in toChild + fromChild { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        let errors = ErrorRelay()
        let started = errors.flatMap {
            Self.spawn(command, folder: folder, input: toChild[0], output: fromChild[1], errors: $0.input)
        }
        _ = close(toChild[0])
        _ = close(fromChild[1])
        if let errors { _ = close(errors.input) }
        guard let started, let errors else {
            _ = close(toChild[1])
            _ = close(fromChild[0])
            return nil
        }
        pid = started
        input = toChild[1]
        output = fromChild[0]
        self.errors = errors
    }

    deinit {
        _ = close(input)
        _ = close(output)
        var status: Int32 = 0
        // The group has been sent SIGKILL, or has ended: this does not wait long.
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        errors.finish()
    }

    private static func spawn(
        _ command: [String], folder: String, input: Int32, output: Int32, errors: Int32
    ) -> pid_t? {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        #else
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        #endif
        guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
        defer { posix_spawn_file_actions_destroy(&actions) }
        guard posix_spawnattr_init(&attributes) == 0 else { return nil }
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        // The thread that starts it may have blocked signals, which a program expects to get.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        // A shell changes the folder: not every system's spawn can.
        let line = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder.isEmpty ? "." : folder] + command
        var words = line.map { strdup($0) }
        words.append(nil)
        defer { words.forEach { free($0) } }
        var pid = pid_t()
        guard posix_spawn(&pid, line[0], &actions, &attributes, words, environ) == 0 else { return nil }
        return pid
    }

    /// Ends the whole group; a read or write under way in another thread then comes to its end.
    func end() { kill(-pid, SIGKILL) }

    /// Time in which more must come after a line without an answer, in milliseconds.
    private static let quietMilliseconds: Int32 = 500

    /// Whether the program has ended, or has said more than it was asked for; words without an answer are passed over.
    var isOutOfStep: Bool {
        var rest: [UInt8] = []
        while canRead(within: 0) {
            guard let more = readPiece(), rest.count < ExternalReply.mostBytes else { return true }
            rest += more
        }
        return rest.contains(UInt8(ascii: "{"))
    }

    /// Writes a line and reads the reply: to the end of the line with the answer, or of one after which nothing comes.
    func exchange(_ line: [UInt8]) -> Result<[UInt8], RefusedReply> {
        guard send(line) else { return .failure(RefusedReply(.died)) }
        var reply: [UInt8] = []
        while true {
            let isWholeLine = reply.last == 10
            if isWholeLine {
                let hasAnswer = reply.contains(UInt8(ascii: "}")) && ExternalReply.hasAnswer(reply)
                guard canRead(within: hasAnswer ? 0 : Self.quietMilliseconds) else { return .success(reply) }
            }
            guard let more = readPiece() else {
                return isWholeLine ? .success(reply) : .failure(RefusedReply(.died, reply: reply))
            }
            reply += more
            guard reply.count <= ExternalReply.mostBytes else { return .failure(RefusedReply(.tooLong, reply: reply)) }
        }
    }

    /// Whether there is something to read, the end included.
    private func canRead(within milliseconds: Int32) -> Bool {
        var wanted = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        var count: Int32 = 0
        repeat { count = poll(&wanted, 1, milliseconds) } while count < 0 && errno == EINTR
        return count > 0
    }

    /// Waits for bytes; nil at the end.
    private func readPiece() -> [UInt8]? {
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        var count = 0
        repeat { count = read(output, &piece, piece.count) } while count < 0 && errno == EINTR
        return count > 0 ? Array(piece[..<count]) : nil
    }

    /// Writes without being ended by SIGPIPE when the program is gone.
    private func send(_ bytes: [UInt8]) -> Bool {
        var pipeSignal = sigset_t()
        var before = sigset_t()
        sigemptyset(&pipeSignal)
        sigaddset(&pipeSignal, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &pipeSignal, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { write(input, $0.baseAddress.map { $0 + done }, bytes.count - done) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                var pending = sigset_t()
                sigpending(&pending)
                var taken: Int32 = 0
                if sigismember(&pending, SIGPIPE) == 1 { sigwait(&pipeSignal, &taken) }
                return false
            }
            done += count
        }
        return true
    }
}
