import Foundation
import Testing
import Training

/// A small HTTP server in the chat-completions shape, for as long as the value lives.
final class ChatServer {
    let url: URL
    private let process = Process()

    static var hasPython: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") }

    /// What the user says decides the reply.
    static let script = #"""
        import http.server, json, sys, time
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                text = body["messages"][1]["content"]
                told = body["messages"][0]["content"]
                if "slow" in text: time.sleep(5)
                if "busy" in text: return self.send_error(429)
                content = "```json\n" + json.dumps({"intent": "b", "confidence": 0.6}) + "\n```"
                if "words" in text: content = "It is b."
                if "shape" in text: out = "{}"
                else: out = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})
                if "a, b" not in told or body["model"] != "m" or self.headers["Authorization"] != "Bearer secret": out = "no"
                self.send_response(200)
                self.end_headers()
                self.wfile.write(out.encode())
            def log_message(self, *args): pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        print(server.server_port, flush=True)
        server.serve_forever()
        """#

    init() throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", Self.script]
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
        url = try #require(URL(string: "http://127.0.0.1:\(port)/v1/chat/completions"))
    }

    deinit {
        // A thread of the test runner may have blocked SIGTERM, and its children inherit that.
        kill(process.processIdentifier, SIGKILL)
    }

    func answers(timeout: Double = 20) throws -> ExternalAnswers {
        setenv("HITL_TEST_KEY", "secret", 1)
        let endpoint = ExternalOptions.Endpoint.chat(
            url: url, model: "m", prompt: ExternalOptions.standardPrompt, keyVariable: "HITL_TEST_KEY")
        return try ExternalAnswers(
            intents: ["a", "b"],
            options: ExternalOptions(
                endpoint: endpoint, mode: .record, timeoutSeconds: timeout, retries: 0, backoffSeconds: 0),
            replay: nil)
    }
}

@Suite(.enabled(if: ChatServer.hasPython), .serialized) struct ChatServiceTests {
    @Test func aServiceAnswers() throws {
        let server = try ChatServer()
        let answers = try server.answers()
        #expect(answers.answer(to: query("hello")) == .success(StatedAnswer(intent: 1, confidence: 0.6)))
        #expect(answers.answer(to: query("busy")) == .failure(.refused))
        #expect(answers.answer(to: query("words")) == .failure(.garbage))
        #expect(answers.answer(to: query("shape")) == .failure(.garbage))
        #expect(try server.answers(timeout: 0.5).answer(to: query("slow")) == .failure(.timedOut))
    }

    @Test func aServerThatIsNotThereRefuses() throws {
        let endpoint = ExternalOptions.Endpoint.chat(
            url: try #require(URL(string: "http://127.0.0.1:9/v1")), model: "m", prompt: "", keyVariable: nil)
        let answers = try ExternalAnswers(
            intents: ["a"], options: ExternalOptions(endpoint: endpoint, mode: .record, retries: 0), replay: nil)
        #expect(answers.answer(to: query("hello")) == .failure(.refused))
    }
}
