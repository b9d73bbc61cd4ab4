import Files

extension SweepPlan {
    /// A file that the scenario reads, and what was in it.
    public struct InputDigest: Codable, Sendable, Equatable {
        /// Where the scenario names it.
        public var path: String
        /// Absolute path.
        public var file: String
        /// SHA-256 of its bytes.
        public var sha256: String

        /// Takes the digest of a file.
        ///
        /// - Throws: `Problem` when it cannot be read.
        public init(path: String, file: String) throws {
            self.path = path
            self.file = file
            sha256 = SHA256Digest.hex(of: try InputFile.read(file, as: .texts))
        }
    }
}
