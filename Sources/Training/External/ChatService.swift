import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// An HTTP service in the chat-completions shape: POST of a JSON object, reply with `choices`.
///
/// The request and the key go to the address given and nowhere else: no redirect is followed. Replies and headers are
/// limited, and so is the time of the whole call.
final class ChatService: AnswerTransport {
    private let url: URL
    private let key: String?
    private var connection: (session: URLSession, reader: ReplyReader)?

    /// - Parameter key: what goes into the Authorization header; nil for none.
    init(url: URL, key: String?) {
        self.url = url
        self.key = key
    }

    deinit { reset() }

    func exchange(_ request: [UInt8], seconds: Double) -> Result<[UInt8], RefusedReply> {
        let (session, reader) = connection ?? Self.connect()
        connection = (session, reader)
        var call = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: seconds)
        call.httpMethod = "POST"
        call.httpBody = Data(request)
        call.setValue("application/json", forHTTPHeaderField: "Content-Type")
        if let key { call.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        let wait = reader.begin()
        session.dataTask(with: call).resume()
        let result = wait.wait(seconds: seconds) ?? .failure(RefusedReply(.timedOut))
        // What comes late of a failed call must not be taken for the next one's.
        if case .failure = result { reset() }
        return result
    }

    func reset() {
        connection?.session.invalidateAndCancel()
        connection = nil
    }

    private static func connect() -> (session: URLSession, reader: ReplyReader) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.urlCredentialStorage = nil
        configuration.urlCache = nil
        let reader = ReplyReader()
        return (URLSession(configuration: configuration, delegate: reader, delegateQueue: nil), reader)
    }
}

/// Reads the reply to one call after the other, as much as is allowed.
private final class ReplyReader: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    private static let mostHeaderBytes = 1 << 16

    private let lock = NSLock()
    private var wait = TimedWait<Result<[UInt8], RefusedReply>>()
    private var body: [UInt8] = []
    private var refusal: (fault: AnswerFault, status: String?)?

    /// Prepares for the next call; what comes of it.
    func begin() -> TimedWait<Result<[UInt8], RefusedReply>> {
        lock.withLock {
            wait = TimedWait()
            body = []
            refusal = nil
            return wait
        }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        lock.withLock {
            refusal = (.redirected, "HTTP \(response.statusCode) to \(request.url?.absoluteString ?? "nowhere")")
        }
        completionHandler(nil)
        finish(task)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        let http = response as? HTTPURLResponse
        let headers = (http?.allHeaderFields ?? [:]).reduce(0) {
            $0 + "\($1.key)".utf8.count + "\($1.value)".utf8.count
        }
        let isTooLong = headers > Self.mostHeaderBytes
        lock.withLock {
            let status = http?.statusCode ?? 0
            if isTooLong {
                refusal = (.tooLong, "\(headers) bytes of headers")
            } else if refusal == nil, !(200..<300).contains(status) {
                refusal = (.refused, "HTTP \(status)")
            }
        }
        completionHandler(isTooLong ? .cancel : .allow)
        if isTooLong { finish(dataTask) }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = lock.withLock {
            body += data
            guard body.count > ExternalReply.mostBytes else { return false }
            refusal = refusal ?? (.tooLong, nil)
            return true
        }
        if isTooLong { finish(dataTask) }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        lock.withLock {
            if let error, refusal == nil {
                refusal = ((error as? URLError)?.code == .timedOut ? .timedOut : .refused, nil)
            }
        }
        finish(task)
    }

    /// Hands over what came, and ends the rest.
    private func finish(_ task: URLSessionTask) {
        lock.withLock {
            if let refusal {
                wait.finish(.failure(RefusedReply(refusal.fault, reply: body, status: refusal.status)))
                task.cancel()
            } else {
                wait.finish(.success(body))
            }
        }
    }
}
