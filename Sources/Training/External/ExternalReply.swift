import Foundation

/// Reads what an external AI replied.
struct ExternalReply {
    private struct Body: Decodable {
        var intent: String
        var confidence: Double
        var emotion: Double?
    }

    private struct Completion: Decodable {
        struct Choice: Decodable { var message: Message }
        struct Message: Decodable { var content: String }
        var choices: [Choice]
    }

    /// Longest reply that is read, in bytes.
    static let mostBytes = 1 << 20

    /// Opening braces of a reply that are looked at.
    private static let mostBraces = 20

    /// The answer of a program: the one JSON object of it with an intent and a confidence, perhaps with words or a fence
    /// around it.
    static func answer(inText bytes: [UInt8], numbers: [String: Int]) -> Result<StatedAnswer, AnswerFault> {
        let found = bodies(in: bytes)
        guard found.count == 1, let body = found.first else { return .failure(.garbage) }
        return check(intent: body.intent, confidence: body.confidence, emotion: body.emotion, numbers: numbers)
    }

    /// The answer in the body of a chat completion: in the text of its first choice.
    static func answer(inCompletion bytes: [UInt8], numbers: [String: Int]) -> Result<StatedAnswer, AnswerFault> {
        guard let completion = try? JSONDecoder().decode(Completion.self, from: Data(bytes)),
            let content = completion.choices.first?.message.content
        else { return .failure(.garbage) }
        return answer(inText: Array(content.utf8), numbers: numbers)
    }

    /// Whether a reply that goes on perhaps holds an answer already.
    static func hasAnswer(_ bytes: [UInt8]) -> Bool { !bodies(in: bytes).isEmpty }

    /// The objects in a text that are answers in their shape, none inside another.
    private static func bodies(in bytes: [UInt8]) -> [Body] {
        var found: [Body] = []
        var start = 0
        for _ in 0..<mostBraces {
            guard let open = bytes[start...].firstIndex(of: UInt8(ascii: "{")) else { break }
            start = open + 1
            guard let close = closingBrace(of: open, in: bytes),
                let body = try? JSONDecoder().decode(Body.self, from: Data(bytes[open...close]))
            else { continue }
            found.append(body)
            start = close + 1
        }
        return found
    }

    /// Where the object that opens at a place is closed; nil when it is not.
    private static func closingBrace(of open: Int, in bytes: [UInt8]) -> Int? {
        var depth = 0
        var isInString = false
        var isEscaped = false
        for place in open..<bytes.count {
            switch bytes[place] {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = isInString
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "{") where !isInString: depth += 1
            case UInt8(ascii: "}") where !isInString:
                depth -= 1
                if depth == 0 { return place }
            default: break
            }
        }
        return nil
    }

    /// Checks names and ranges; `numbers` has the index of every intent by its name.
    static func check(
        intent: String, confidence: Double, emotion: Double?, numbers: [String: Int]
    ) -> Result<StatedAnswer, AnswerFault> {
        guard let number = numbers[intent] else { return .failure(.unknownIntent) }
        let emotion = emotion ?? 0
        guard confidence >= 0, confidence <= 1, emotion >= 0, emotion <= 1 else { return .failure(.badConfidence) }
        return .success(StatedAnswer(intent: number, confidence: confidence, emotion: emotion))
    }
}
