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

    /// The answer in one line of a program.
    static func answer(inLine bytes: [UInt8], numbers: [String: Int]) -> Result<StatedAnswer, AnswerFault> {
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(bytes)) else { return .failure(.garbage) }
        return check(intent: body.intent, confidence: body.confidence, emotion: body.emotion, numbers: numbers)
    }

    /// The answer in the body of a chat completion: a JSON object in the first choice, perhaps with words around it.
    static func answer(inCompletion bytes: [UInt8], numbers: [String: Int]) -> Result<StatedAnswer, AnswerFault> {
        guard let completion = try? JSONDecoder().decode(Completion.self, from: Data(bytes)),
            let content = completion.choices.first?.message.content,
            let open = content.firstIndex(of: "{"), let close = content.lastIndex(of: "}"), open < close
        else { return .failure(.garbage) }
        return answer(inLine: Array(content[open...close].utf8), numbers: numbers)
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
