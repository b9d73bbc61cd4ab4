/// First-in-first-out line of small numbers from which any can leave in O(1).
///
/// The links live in a table that lines of disjoint members share.
struct LinkedLine: Sendable {
    private var head: Int32 = -1
    private var tail: Int32 = -1

    /// The number that has been in line longest, or -1.
    var first: Int { Int(head) }

    /// The number that came last, or -1.
    var last: Int { Int(tail) }

    var isEmpty: Bool { head < 0 }

    /// Puts a number at the head of the line.
    mutating func prepend(_ member: Int, in table: inout FlatTable<Link>) {
        let number = Int32(truncatingIfNeeded: member)
        table[member] = Link(next: head, previous: -1)
        if head < 0 { tail = number } else { table[Int(head)].previous = number }
        head = number
    }

    mutating func append(_ member: Int, in table: inout FlatTable<Link>) {
        let number = Int32(truncatingIfNeeded: member)
        table[member] = Link(next: -1, previous: tail)
        if tail < 0 { head = number } else { table[Int(tail)].next = number }
        tail = number
    }

    mutating func remove(_ member: Int, in table: inout FlatTable<Link>) {
        let link = table[member]
        if link.previous < 0 { head = link.next } else { table[Int(link.previous)].next = link.next }
        if link.next < 0 { tail = link.previous } else { table[Int(link.next)].previous = link.previous }
    }
}

/// Neighbours in line of a number, or -1.
struct Link: Sendable {
    var next: Int32 = -1
    var previous: Int32 = -1
}
