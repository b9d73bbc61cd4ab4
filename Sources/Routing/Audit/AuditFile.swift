import Files

/// An audit sink for a run with an end: every event a line of canonical JSON in a SHA-256 chain.
///
/// Each line ends with the digest of the previous line's digest and the line itself, so an altered, dropped or
/// reordered record breaks the chain; the last digest and the number of records go to `PATH.head`, so a dropped tail
/// shows as well. The trail appears under its name when `finish` is called, whole; `AuditJournal` is for live traffic.
/// A class, because one open file has one owner; not for use by several threads at once.
public final class AuditFile: AuditSink {
    private let file: PartialFile
    private let head: PartialFile
    private var chain = HashChain()
    private var failure: (any Error)?

    /// Begins a trail that only its owner may read (0600).
    ///
    /// - Parameters:
    ///   - path: where the trail will be.
    ///   - replace: whether an older trail and its head may be replaced.
    /// - Throws: `OutputError`.
    public init(path: String, replace: Bool) throws {
        file = try PartialFile(path: path, replace: replace, isPrivate: true)
        // Opened now, so that a head that may not be replaced is found before hours of work.
        head = try PartialFile(path: AuditTrail.headPath(of: path), replace: replace, isPrivate: true)
    }

    /// Writes the event; a failure to write is kept and thrown by `finish`.
    public func record(_ event: AuditEvent, at seconds: Double, policy: EscalationPolicy, catalog: Catalog) {
        guard failure == nil else { return }
        let record = AuditRecord.text(
            of: event, number: chain.count + 1, at: seconds, origin: nil, policy: policy, catalog: catalog)
        let digest = chain.append(record)
        do {
            try file.append(AuditTrail.seal(record, digest: digest))
        } catch {
            failure = error
        }
    }

    /// Completes the trail and writes its head beside it.
    ///
    /// - Throws: `OutputError` when anything could not be written; no trail appears then.
    public func finish() throws {
        if let failure { throw failure }
        try head.append(AuditTrail.Head(count: chain.count, digest: chain.head).bytes)
        // A full disk shows here, before either has its name.
        try file.flush()
        try head.commit()
        try file.commit()
    }
}
