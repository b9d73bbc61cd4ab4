import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// An HTTP service in the chat-completions shape: POST of a JSON object, reply with `choices`.
final class ChatService: AnswerTransport {
    private let url: URL
    private let key: String?
    private var session: URLSession?

    /// - Parameter keyVariable: environment variable with the key that goes into the Authorization header.
    init(url: URL, keyVariable: String?) {
        self.url = url
        key = keyVariable.flatMap { ProcessInfo.processInfo.environment[$0] }
    }

    deinit { session?.invalidateAndCancel() }

    func exchange(_ request: [UInt8], seconds: Double) -> Result<[UInt8], AnswerFault> {
        let session = session ?? URLSession(configuration: .ephemeral)
        self.session = session
        var call = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: seconds)
        call.httpMethod = "POST"
        call.httpBody = Data(request)
        call.setValue("application/json", forHTTPHeaderField: "Content-Type")
        if let key { call.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        let wait = TimedWait<Result<[UInt8], AnswerFault>>()
        let task = session.dataTask(with: call) { data, response, error in
            if let error {
                wait.finish(.failure((error as? URLError)?.code == .timedOut ? .timedOut : .refused))
            } else if let http = response as? HTTPURLResponse, (200..<300).contains(http.statusCode) {
                wait.finish(.success(Array(data ?? Data())))
            } else {
                wait.finish(.failure(.refused))
            }
        }
        task.resume()
        guard let result = wait.wait(seconds: seconds) else {
            task.cancel()
            return .failure(.timedOut)
        }
        return result
    }

    func reset() {}
}
