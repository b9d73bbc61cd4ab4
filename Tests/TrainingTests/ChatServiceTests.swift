import Foundation
import Testing
import Training

/// A small HTTP server in the chat-completions shape, for as long as the value lives. It notes every request and whether
/// a key came with it; calls about some words go on to another address.
final class ChatServer {
    let url: URL
    private let process = Process()
    private let log = NSTemporaryDirectory() + "hitl-server-\(UUID().uuidString)"

    static var hasPython: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") }

    /// What the user says decides the reply.
    static let script = #"""
        import http.server, json, sys, time
        log, other = sys.argv[1:]
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                with open(log, "a") as file: print(self.command, self.path, "Authorization" in self.headers, file=file)
                self.send_error(404)
            def do_POST(self):
                with open(log, "a") as file: print(self.command, self.path, "Authorization" in self.headers, file=file)
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                text = body["messages"][1]["content"]
                told = body["messages"][0]["content"]
                if "slow" in text: time.sleep(5)
                if "busy" in text: return self.send_error(429)
                for status in (301, 302, 303, 307, 308):
                    if f"moved {status}" in text and self.path != "/moved":
                        self.send_response(status)
                        near = "http://127.0.0.1:%d" % self.server.server_port
                        self.send_header("Location", (other if "away" in text else near) + "/moved")
                        self.end_headers()
                        return self.wfile.write(b"gone away")
                if "headers" in text:
                    self.send_response(200)
                    try:
                        for number in range(1_000_000):
                            self.send_header(f"X-{number}", "y" * 1000)
                            if number % 20 == 0: self.flush_headers()
                        self.end_headers()
                    except OSError: pass
                    return
                if "drip" in text or "flood" in text:
                    self.send_response(200)
                    self.end_headers()
                    try:
                        while True:
                            self.wfile.write(b"x" * (1 << 16 if "flood" in text else 1))
                            if "drip" in text: time.sleep(0.02)
                    except OSError: return
                content = "```json\n" + json.dumps({"intent": "b", "confidence": 0.6}) + "\n```"
                if "words" in text: content = "It is b."
                if "shape" in text: out = "{}"
                else: out = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})
                if "a, b" not in told or body["model"] != "m" or self.headers["Authorization"] != "Bearer secret": out = "no"
                self.send_response(200)
                self.end_headers()
                self.wfile.write(out.encode())
            def log_message(self, *args): pass
        # A client that hangs up is no news.
        http.server.ThreadingHTTPServer.handle_error = lambda *args: None
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        print(server.server_port, flush=True)
        server.serve_forever()
        """#

    /// - Parameter other: where calls go on to that ask for it.
    init(other: String = "") throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", Self.script, log, other]
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
        url = try #require(URL(string: "http://127.0.0.1:\(port)/v1/chat/completions"))
    }

    deinit {
        // A thread of the test runner may have blocked SIGTERM, and its children inherit that.
        kill(process.processIdentifier, SIGKILL)
        unlink(log)
    }

    /// What came, one line each: method, path, whether there was a key.
    var requests: [String] {
        ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    }

    /// Scheme, host and port.
    var origin: String { "http://127.0.0.1:\(url.port ?? 0)" }

    func answers(timeout: Double = 20, record: String? = nil) throws -> ExternalAnswers {
        let endpoint = ExternalOptions.Endpoint.chat(
            url: url, model: "m", prompt: ExternalOptions.standardPrompt, keyVariable: nil)
        let answers = try ExternalAnswers(
            intents: ["a", "b"],
            options: ExternalOptions(endpoint: endpoint, timeoutSeconds: timeout, retries: 0, backoffSeconds: 0),
            replay: record, willRecord: true)
        try answers.startRecording(key: "secret")
        return answers
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

    /// The key goes to the address of the scenario and to no other, whatever that says.
    @Test(arguments: [301, 302, 303, 307, 308])
    func noRedirectIsFollowedToAnotherOrigin(status: Int) throws {
        let thief = try ChatServer()
        let server = try ChatServer(other: thief.origin)
        let helper = try HelperProgram()
        let answers = try server.answers(record: helper.folder + "/record.jsonl")
        #expect(answers.answer(to: query("moved \(status) away")) == .failure(.redirected))
        #expect(answers.answer(to: query("moved \(status) near")) == .failure(.redirected))
        // The next call is answered all the same, and the thief was never asked.
        #expect(answers.answer(to: query("hello")) == .success(StatedAnswer(intent: 1, confidence: 0.6)))
        #expect(thief.requests == [])
        #expect(server.requests == Array(repeating: "POST /v1/chat/completions True", count: 3))
        try answers.endRecording()
        #expect(
            try helper.text("record.jsonl").contains(
                #""fault":"redirected""#) && helper.text("record.jsonl").contains("\(status) to \(thief.origin)/moved"))
    }

    @Test func repliesHeadersAndTimeAreLimited() throws {
        let server = try ChatServer()
        let helper = try HelperProgram()
        let answers = try server.answers(record: helper.folder + "/record.jsonl")
        #expect(answers.answer(to: query("flood")) == .failure(.tooLong))
        let headers = answers.answer(to: query("headers"))
        #expect(headers == .failure(.tooLong) || headers == .failure(.refused))
        #expect(answers.answer(to: query("busy")) == .failure(.refused))
        #expect(answers.answer(to: query("hello")) == .success(StatedAnswer(intent: 1, confidence: 0.6)))
        try answers.endRecording()
        let lines = try helper.text("record.jsonl").split(separator: "\n").map(String.init)
        #expect(lines.count == 4)
        #expect(lines[0].contains(String(repeating: "x", count: 4096)) && lines[0].count < 5000)
        #expect(lines[2].contains(#""status":"HTTP 429""#) && lines[2].contains("Too Many Requests"))
        // A byte now and then is no reason to wait longer.
        let start = Date()
        #expect(try server.answers(timeout: 0.5).answer(to: query("drip")) == .failure(.timedOut))
        #expect(-start.timeIntervalSinceNow < 10)
    }

    @Test func aServerThatIsNotThereRefuses() throws {
        let endpoint = ExternalOptions.Endpoint.chat(
            url: try #require(URL(string: "http://127.0.0.1:9/v1")), model: "m", prompt: "", keyVariable: nil)
        let answers = try ExternalAnswers(
            intents: ["a"], options: ExternalOptions(endpoint: endpoint, retries: 0), replay: nil)
        try answers.startRecording()
        #expect(answers.answer(to: query("hello")) == .failure(.refused))
    }
}
