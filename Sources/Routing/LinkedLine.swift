/// First-in-first-out line of small numbers from which any can leave in O(1).
///
/// The links live in a `LinkTable` that lines of disjoint members share.
struct LinkedLine: Sendable {
    private var head: Int32 = -1
    private var tail: Int32 = -1

    /// The number that has been in line longest, or nil.
    var first: Int? { head < 0 ? nil : Int(head) }

    mutating func append(_ member: Int, in table: inout LinkTable) {
        let number = Int32(member)
        table.next[member] = -1
        table.previous[member] = tail
        if tail < 0 { head = number } else { table.next[Int(tail)] = number }
        tail = number
    }

    mutating func remove(_ member: Int, in table: inout LinkTable) {
        let before = table.previous[member]
        let after = table.next[member]
        if before < 0 { head = after } else { table.next[Int(before)] = after }
        if after < 0 { tail = before } else { table.previous[Int(after)] = before }
    }
}

/// Neighbours in line of every number.
struct LinkTable: Sendable {
    var next: [Int32] = []
    var previous: [Int32] = []

    mutating func grow(to size: Int) {
        guard size > next.count else { return }
        next.append(contentsOf: repeatElement(-1, count: size - next.count))
        previous.append(contentsOf: repeatElement(-1, count: size - previous.count))
    }
}
