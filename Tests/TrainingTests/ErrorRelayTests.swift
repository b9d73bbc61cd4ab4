import Foundation
import Testing
import Training

/// What an AI program says on its own reaches the terminal as text.
@Suite struct ErrorRelayTests {
    @Test func everythingIsPassedOnAndNothingActs() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        let relay = try #require(ErrorRelay(to: ends[1]))
        // A letter in two writes, a line end in the middle, and no line end at the end.
        let pieces = [
            Array("loading \u{1B}[2Jm".utf8) + [0xC3], [0xB6] + Array("del\n::error::x\nlast \u{9B}31m".utf8), [0xFF],
        ]
        for piece in pieces {
            #expect(piece.withUnsafeBytes { write(relay.input, $0.baseAddress, piece.count) } == piece.count)
        }
        close(relay.input)
        relay.finish()
        close(ends[1])
        let said = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true).readDataToEndOfFile()
        let text = String(decoding: said, as: UTF8.self)
        #expect(text == "loading \\u001B[2Jmödel\n\\u003A:error::x\nlast \\u009B31m\u{FFFD}\n")
    }

    @Test func aProgramWithoutLineEndsIsPassedOnInPieces() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        let relay = try #require(ErrorRelay(to: ends[1]))
        let (input, output) = (relay.input, ends[0])
        let total = 300_000
        let program = Thread {
            let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: total)
            var done = 0
            while done < total {
                done += max(0, bytes.withUnsafeBytes { write(input, $0.baseAddress.map { $0 + done }, total - done) })
            }
            close(input)
        }
        program.start()
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var got = 0
        while got < total {
            let count = read(output, &bytes, bytes.count)
            guard count > 0 else { break }
            got += count
        }
        #expect(got >= total)
        relay.finish()
        for end in ends { close(end) }
    }
}
