import CLibCrypto

/// SHA-256 (FIPS 180-4) of bytes that arrive in pieces; `hex(of:)` does it in one call.
public struct SHA256Digest: ~Copyable {
    /// Fetched once: a fetch by name at every digest costs more than hashing a short line.
    nonisolated(unsafe) private static let algorithm: OpaquePointer? = EVP_MD_fetch(nil, "SHA256", nil)

    private let context: OpaquePointer?

    /// Starts an empty digest.
    public init() {
        context = EVP_MD_CTX_new()
        precondition(EVP_DigestInit_ex(context, Self.algorithm, nil) == 1, "libcrypto offers no SHA-256")
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    /// Adds bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Ends the digest: 64 lower-case hexadecimal digits.
    public consuming func hex() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &digest, nil)
        return Self.hexDigits(digest)
    }

    /// The digest of `bytes` as 64 lower-case hexadecimal digits.
    public static func hex(of bytes: [UInt8]) -> String {
        bytes.withUnsafeBytes { hex(of: $0) }
    }

    /// The digest of `bytes` as 64 lower-case hexadecimal digits.
    public static func hex(of bytes: UnsafeRawBufferPointer) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        let done = EVP_Digest(bytes.baseAddress, bytes.count, &digest, nil, algorithm, nil)
        precondition(done == 1, "libcrypto offers no SHA-256")
        return hexDigits(digest)
    }

    private static func hexDigits(_ digest: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: 2 * digest.count) { target in
            for (index, byte) in digest.enumerated() {
                target[2 * index] = digit(byte >> 4)
                target[2 * index + 1] = digit(byte & 15)
            }
            return 2 * digest.count
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
