/// Writes rows of comma-separated values (RFC 4180) that a spreadsheet shows and does not run (`CSVGuard`).
public enum CSVWriter {
    /// One row without its line end: fields that hold a separator, a quote or a line end, or begin or end with a
    /// space, are quoted; so is the only field of a row when it is empty, since a blank line is no row.
    ///
    /// - Parameters:
    ///   - separator: an ASCII byte, a comma by default.
    ///   - isGuarded: false where no spreadsheet ever reads the row.
    public static func line(
        _ fields: [String], separator: UInt8 = UInt8(ascii: ","), isGuarded: Bool = true
    ) -> String {
        var bytes: [UInt8] = []
        append(fields, separator: separator, isGuarded: isGuarded, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends one row without its line end to `bytes`; see `line`.
    public static func append(
        _ fields: [String], separator: UInt8 = UInt8(ascii: ","), isGuarded: Bool = true, to bytes: inout [UInt8]
    ) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(separator) }
            let field = isGuarded ? CSVGuard.guarded(field) : field
            append(field, separator: separator, alone: fields.count == 1, to: &bytes)
        }
    }

    private static func append(_ field: String, separator: UInt8, alone: Bool, to bytes: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let space = UInt8(ascii: " ")
        let utf8 = field.utf8
        let needsQuotes =
            utf8.first == space || utf8.last == space || (alone && utf8.isEmpty)
            || utf8.contains { $0 == separator || $0 == quote || $0 == 10 || $0 == 13 }
        guard needsQuotes else {
            bytes += utf8
            return
        }
        bytes.append(quote)
        for byte in utf8 {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }
}
