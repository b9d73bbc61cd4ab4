/// A call without a usable answer, with what came in place of one.
struct RefusedReply: Error, Sendable {
    /// What is wrong.
    var fault: AnswerFault
    /// The reply as it was, or its beginning; empty where nothing came.
    var bytes: [UInt8] = []
    /// Length of the whole reply as far as it was read, in bytes.
    var length: Int
    /// What a service answered with in place of success; nil where that is not the reason.
    var status: String?

    /// A refusal.
    ///
    /// - Parameter reply: what came; only as much of it as a record keeps is held.
    init(_ fault: AnswerFault, reply: [UInt8] = [], status: String? = nil) {
        self.fault = fault
        bytes = Array(reply.prefix(AnswerRecord.mostReplyBytes))
        length = reply.count
        self.status = status
    }
}
