import Files
import Foundation

/// An audit sink for live traffic: what `commit` has returned from is on the disk, under the trail's own name.
///
/// The trail verifies at every moment, also after a killed process or a loss of power: records are added to its end and
/// reach the disk first, then the head is replaced whole. So a trail may be some records ahead of its head, never behind.
/// A caller hands out no decision before `commit` has returned. A class, because one open file has one owner; one process
/// at a time writes a trail, and not several threads at once.
public final class AuditJournal: AuditSink {
    /// What becomes of a trail that is there already.
    public enum Existing: Sendable {
        /// It stays, and no journal is begun.
        case keep
        /// It goes.
        case replace
        /// It is checked and goes on; one that is not there is begun.
        case resume
    }

    /// Whose query the next records are about; they carry none where it is nil.
    public var origin: AuditOrigin?
    /// Records in the trail, those not yet committed among them.
    public var count: Int { chain.count }
    /// Bytes of an unfinished last line that `resume` cut off; its decision had not been handed out.
    public let droppedBytes: Int

    private let file: AppendFile
    private let headPath: String
    private var chain: HashChain
    private var pending: [UInt8] = []
    private var failure: (any Error)?

    /// Begins a trail or goes on with one; only its owner may read it (0600).
    ///
    /// - Throws: `OutputError`; `Problems` with what is wrong with a trail that should go on.
    public init(path: String, existing: Existing) throws {
        headPath = AuditTrail.headPath(of: path)
        let isThere = try AppendFile.size(of: path) != nil
        if isThere, existing == .keep { throw OutputError.exists(path: path) }
        if isThere, existing == .resume {
            let found = try AuditTrail.verify(path)
            try Problems(found.problems).throwIfAny()
            file = try AppendFile(path: path, isPrivate: true)
            guard file.size == found.wholeBytes else {
                throw OutputError.cannotWrite(path: path, reason: "another process wrote to it just now")
            }
            droppedBytes = file.droppedBytes
            chain = HashChain(head: found.digest, count: found.records)
            try writeHead()
            removeAbandonedHeads()
            return
        }
        // A head without its trail says that a trail was there, unless it is the one that a trail begins with.
        if !isThere, existing != .replace, let size = try AppendFile.size(of: headPath),
            size != 0, try AuditTrail.readHead(headPath)?.count != 0
        {
            throw OutputError.exists(path: headPath)
        }
        chain = HashChain()
        droppedBytes = 0
        // The head of an empty trail fits the older trail and the empty one: a process may die between the two.
        if isThere {
            file = try AppendFile(path: path, isPrivate: true)
            try writeHead()
            try file.removeAll()
        } else {
            try Self.write(AuditTrail.Head(count: 0, digest: HashChain.origin), to: headPath)
            file = try AppendFile(path: path, isPrivate: true)
            guard file.size == 0 else { throw OutputError.exists(path: path) }
        }
        removeAbandonedHeads()
    }

    /// Takes an event; it is on the disk when `commit` has returned.
    public func record(_ event: AuditEvent, at seconds: Double, policy: EscalationPolicy, catalog: Catalog) {
        let record = AuditRecord.text(
            of: event, number: chain.count + 1, at: seconds, origin: origin, policy: policy, catalog: catalog)
        pending += AuditTrail.seal(record, digest: chain.append(record))
    }

    /// Waits until the disk has every record taken so far, and then their head; costs two waits, whatever their number.
    ///
    /// - Throws: `OutputError`, from then on always: nothing that was recorded since the last `commit` may be handed out.
    public func commit() throws {
        if let failure { throw failure }
        guard !pending.isEmpty else { return }
        do {
            try file.append(lines: pending)
            try writeHead()
        } catch {
            failure = error
            throw error
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// Removes what processes left that died while they replaced the head. None that lives has this trail open.
    private func removeAbandonedHeads() {
        let url = URL(fileURLWithPath: headPath)
        let folder = url.deletingLastPathComponent().path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasPrefix(".\(url.lastPathComponent).partial-") { unlink(folder + "/" + name) }
    }

    private func writeHead() throws {
        try Self.write(AuditTrail.Head(count: chain.count, digest: chain.head), to: headPath)
    }

    private static func write(_ head: AuditTrail.Head, to path: String) throws {
        let file = try PartialFile(path: path, replace: true, isPrivate: true)
        try file.append(head.bytes)
        try file.commit()
    }
}
