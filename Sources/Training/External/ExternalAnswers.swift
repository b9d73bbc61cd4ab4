import Files
import Foundation
import Routing

/// An AI outside this program: its answers are replayed from a record; a recording run asks it once for every different
/// request that the record does not know.
///
/// Nothing is called and nothing is written before `startRecording`. Whatever the AI does wrong becomes an `AnswerFault`
/// of that query, after bounded repetitions; when `ExternalOptions.mostFailures` calls in a row have failed no further one
/// is made. Used by several threads: calls are made one at a time, and the first outcome of a request is everybody's.
public final class ExternalAnswers: AnswerSource, @unchecked Sendable {
    /// Names of the intents.
    public let intents: [String]
    /// How it is asked.
    public let options: ExternalOptions
    /// The record of its answers; nil for none.
    public let recordPath: String?
    private let numbers: [String: Int]
    private let request: ExternalRequest
    private let lock = NSLock()
    private var record: AnswerRecord
    /// Outcomes of this run: those of the record that were looked up, and those of calls.
    private var known: [String: Result<StatedAnswer, AnswerFault>] = [:]
    private var transport: (any AnswerTransport)?
    private var key: String?
    private var isRecording = false
    private var mostCalls = 0
    private var failures = 0
    private var made = 0
    private var unwritten: (any Error)?

    /// Prepares it.
    ///
    /// - Parameters:
    ///   - intents: names it may answer with.
    ///   - replay: the record; nil for none.
    ///   - willRecord: whether `startRecording` follows: the record is then read by that, and may be missing.
    /// - Throws: `Problems` for a record that cannot be read, `Problem` for one that is missing, empty or no file.
    public init(intents: [String], options: ExternalOptions, replay: String?, willRecord: Bool = false) throws {
        self.intents = intents
        self.options = options
        recordPath = replay
        numbers = Dictionary(
            intents.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        request = ExternalRequest(options.endpoint, intents: intents)
        record = try replay.map { willRecord ? AnswerRecord() : try AnswerRecord(path: $0) } ?? AnswerRecord()
        if let replay, !willRecord, record.count == 0 {
            throw Problem(file: replay, message: "the record is empty", remedy: "record the answers first")
        }
    }

    deinit { transport?.reset() }

    /// Opens the record to add to it, or begins it; from now on the AI is asked for what it does not know.
    ///
    /// - Parameters:
    ///   - key: what a service gets as its key; nil for none.
    ///   - mostCalls: calls that may be made, repetitions included; a request beyond them is as one not recorded.
    /// - Throws: `OutputError.cannotWrite`, also for a file that is there and no record.
    public func startRecording(key: String? = nil, mostCalls: Int = .max) throws {
        try lock.withLock {
            if let recordPath { record = try AnswerRecord(recordingTo: recordPath) }
            self.key = key
            self.mostCalls = mostCalls
            known = [:]
            isRecording = true
        }
    }

    /// Makes no further calls and closes the record.
    ///
    /// - Throws: `OutputError.cannotWrite` when an answer could not be written; no call was made after it.
    public func endRecording() throws {
        try lock.withLock {
            isRecording = false
            transport?.reset()
            transport = nil
            record.close()
            if let unwritten { throw unwritten }
        }
    }

    /// Calls made so far, repetitions included.
    public var callsMade: Int { lock.withLock { made } }

    /// Whether so many calls in a row have failed that no further one is made.
    public var hasGivenUp: Bool { lock.withLock { failures >= ExternalOptions.mostFailures } }

    /// Bytes of an unfinished last line of the record, which a run left that was broken off; they are not read.
    public var droppedBytes: Int { lock.withLock { record.droppedBytes } }

    /// The name of a text's request in a record: the SHA-256 of the request as it is sent.
    public func recordKey(of text: [UInt8]) -> String { ExternalRequest.key(request.bytes(text)) }

    /// What it says about a query's text.
    public func answer(to query: borrowing Query) -> Result<StatedAnswer, AnswerFault> {
        let bytes = request.bytes(query.text)
        let key = ExternalRequest.key(bytes)
        return lock.withLock {
            if let outcome = known[key] { return outcome }
            let outcome = replayed(key) ?? call(bytes, key)
            known[key] = outcome
            return outcome
        }
    }

    /// What the record says; nil when a call is to be made. A recording run tries again what failed.
    private func replayed(_ key: String) -> Result<StatedAnswer, AnswerFault>? {
        switch record[key] {
        case .answer(let intent, let confidence, let emotion):
            ExternalReply.check(intent: intent, confidence: confidence, emotion: emotion, numbers: numbers)
        case .fault(let fault): mayCall ? nil : .failure(fault)
        case nil: mayCall ? nil : .failure(.notRecorded)
        }
    }

    private var mayCall: Bool {
        isRecording && made < mostCalls && failures < ExternalOptions.mostFailures && unwritten == nil
    }

    private func call(_ bytes: [UInt8], _ key: String) -> Result<StatedAnswer, AnswerFault> {
        var outcome: Result<StatedAnswer, RefusedReply> = .failure(RefusedReply(.notRecorded))
        for attempt in 0...max(0, options.retries) where mayCall {
            if attempt > 0 {
                Thread.sleep(forTimeInterval: min(30, options.backoffSeconds * Double(1 << min(attempt - 1, 20))))
            }
            made += 1
            outcome = callOnce(bytes)
            guard case .failure = outcome else { break }
            failures += 1
        }
        do {
            switch outcome {
            case .success(let answer):
                failures = 0
                try record.keep(
                    intent: intents[answer.intent], confidence: answer.confidence,
                    emotion: answer.emotion > 0 ? answer.emotion : nil, for: key)
            case .failure(let refused): try record.keep(refused, for: key)
            }
        } catch {
            unwritten = error
        }
        return outcome.mapError(\.fault)
    }

    private func callOnce(_ bytes: [UInt8]) -> Result<StatedAnswer, RefusedReply> {
        let transport = self.transport ?? makeTransport()
        self.transport = transport
        let reply: [UInt8]
        switch transport.exchange(bytes, seconds: options.timeoutSeconds) {
        case .success(let bytes): reply = bytes
        case .failure(let refused): return .failure(refused)
        }
        let answer =
            switch options.endpoint {
            case .command: ExternalReply.answer(inText: reply, numbers: numbers)
            case .chat: ExternalReply.answer(inCompletion: reply, numbers: numbers)
            }
        // After words that are no answer nobody knows which line answers which request.
        if case .failure(.garbage) = answer { transport.reset() }
        return answer.mapError { RefusedReply($0, reply: reply) }
    }

    private func makeTransport() -> any AnswerTransport {
        switch options.endpoint {
        case .command(let command, let folder): LineProgram(command: command, folder: folder)
        case .chat(let url, _, _, _): ChatService(url: url, key: key)
        }
    }
}
