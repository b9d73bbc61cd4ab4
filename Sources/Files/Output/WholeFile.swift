import Foundation

/// Writes a file whole or not at all.
public enum WholeFile {
    /// Writes `bytes` to `path`: into a hidden file beside it, renamed into place when complete.
    ///
    /// - Parameters:
    ///   - replace: whether a file that is there already may be replaced.
    ///   - isDurable: see `PartialFile`.
    /// - Throws: `OutputError`.
    public static func write(_ bytes: [UInt8], to path: String, replace: Bool, isDurable: Bool = true) throws {
        let file = try PartialFile(path: path, replace: replace, isDurable: isDurable)
        do {
            try file.append(bytes)
            try file.commit()
        } catch {
            file.discard()
            throw error
        }
    }

    /// Writes `data` to `path`; see `write(_:to:replace:)` for bytes.
    public static func write(_ data: Data, to path: String, replace: Bool) throws {
        try write([UInt8](data), to: path, replace: replace)
    }
}
