/// Data that cannot be used, where no place in a file is to blame.
public struct DataError: Error, CustomStringConvertible {
    /// What is wrong and what to do, in a sentence.
    public let description: String

    /// Says what is wrong.
    public init(_ description: String) { self.description = description }
}

/// Something that cannot be asked for: a setting out of range, or two that exclude each other.
public struct UsageError: Error, CustomStringConvertible {
    /// What is wrong and what to write instead, in a sentence.
    public let description: String

    /// Says what is wrong.
    public init(_ description: String) { self.description = description }
}
