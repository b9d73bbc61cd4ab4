import Files

/// The text a case was read from, so that what is wrong with it is said with its place.
final class TheorySource: Sendable {
    let file: String
    let bytes: [UInt8]

    init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
    }

    /// A problem at a value, or at the nearest one around it that is there.
    func problem(_ message: String, _ remedy: String, at path: [JSONPlace.Step]) -> Problem {
        var path = path
        while !path.isEmpty {
            if let place = JSONPlace(of: path, in: bytes) {
                return Problem(
                    file: file, line: place.line, column: place.column, message: message, remedy: remedy,
                    snippet: place.snippet)
            }
            path.removeLast()
        }
        return Problem(file: file, message: message, remedy: remedy)
    }
}
