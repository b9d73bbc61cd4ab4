import Files
import Foundation
import Routing

/// An AI outside this program: asked once for every different request, its answers recorded and replayed.
///
/// Whatever it does wrong becomes an `AnswerFault` of that query, after bounded repetitions; when
/// `ExternalOptions.mostFailures` calls in a row have failed no further one is made. Used by several threads: calls are
/// made one at a time, and the first outcome of a request is everybody's.
public final class ExternalAnswers: AnswerSource, @unchecked Sendable {
    /// Names of the intents.
    public let intents: [String]
    /// How it is asked.
    public let options: ExternalOptions
    private let numbers: [String: Int]
    private let request: ExternalRequest
    private let lock = NSLock()
    private var record: AnswerRecord
    /// Outcomes of this run: those of the record that were looked up, and those of calls.
    private var known: [String: Result<StatedAnswer, AnswerFault>] = [:]
    private var transport: (any AnswerTransport)?
    private var failures = 0
    private var made = 0

    /// Prepares it.
    ///
    /// - Parameters:
    ///   - intents: names it may answer with.
    ///   - replay: the record to read, and to add to when `options.mode` is `.record`; nil for none.
    /// - Throws: `Problems` for a record that cannot be read, `Problem` for one that cannot be written.
    public init(intents: [String], options: ExternalOptions, replay: String?) throws {
        self.intents = intents
        self.options = options
        numbers = Dictionary(
            intents.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        request = ExternalRequest(options.endpoint, intents: intents)
        var record = AnswerRecord()
        if let replay {
            let isNew = options.mode == .record && !FileManager.default.fileExists(atPath: replay)
            if !isNew { record = try AnswerRecord(path: replay) }
            if options.mode == .record { try record.open(path: replay) }
        }
        self.record = record
    }

    deinit {
        transport?.reset()
        record.close()
    }

    /// Calls made so far, repetitions included.
    public var callsMade: Int { lock.withLock { made } }

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
        case .fault(let fault): options.mode == .replay ? .failure(fault) : nil
        case nil: options.mode == .replay ? .failure(.notRecorded) : nil
        }
    }

    private func call(_ bytes: [UInt8], _ key: String) -> Result<StatedAnswer, AnswerFault> {
        var outcome: Result<StatedAnswer, AnswerFault> = .failure(.gaveUp)
        for attempt in 0...max(0, options.retries) {
            guard failures < ExternalOptions.mostFailures else { break }
            if attempt > 0 {
                Thread.sleep(forTimeInterval: min(30, options.backoffSeconds * Double(1 << min(attempt - 1, 20))))
            }
            made += 1
            outcome = callOnce(bytes)
            guard case .failure = outcome else { break }
            failures += 1
        }
        switch outcome {
        case .success(let answer):
            failures = 0
            record.keep(
                .answer(
                    intent: intents[answer.intent], confidence: answer.confidence,
                    emotion: answer.emotion > 0 ? answer.emotion : nil), for: key)
        case .failure(let fault): record.keep(.fault(fault), for: key)
        }
        return outcome
    }

    private func callOnce(_ bytes: [UInt8]) -> Result<StatedAnswer, AnswerFault> {
        let transport = self.transport ?? Self.transport(options.endpoint)
        self.transport = transport
        let reply: [UInt8]
        switch transport.exchange(bytes, seconds: options.timeoutSeconds) {
        case .success(let bytes): reply = bytes
        case .failure(let fault): return .failure(fault)
        }
        let answer =
            switch options.endpoint {
            case .command: ExternalReply.answer(inLine: reply, numbers: numbers)
            case .chat: ExternalReply.answer(inCompletion: reply, numbers: numbers)
            }
        // After a line that is no answer nobody knows which line answers which request.
        if case .failure(.garbage) = answer { transport.reset() }
        return answer
    }

    private static func transport(_ endpoint: ExternalOptions.Endpoint) -> any AnswerTransport {
        switch endpoint {
        case .command(let command, let folder): LineProgram(command: command, folder: folder)
        case .chat(let url, _, _, let keyVariable): ChatService(url: url, keyVariable: keyVariable)
        }
    }
}
