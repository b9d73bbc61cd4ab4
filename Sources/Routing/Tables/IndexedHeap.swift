/// A binary heap of small numbers by a key, from which any can leave: each operation takes O(log n).
///
/// Equal keys keep their order. Where a member stands is noted in a table that heaps of disjoint members share. Source:
/// Cormen, Leiserson, Rivest, Stein, "Introduction to Algorithms", section 6.5 (priority queues with handles).
struct IndexedHeap: ~Copyable, Sendable {
    /// A member: what it is ordered by, and what equal keys are told apart by.
    struct Entry: Sendable {
        var key: Double
        var order: Int
        var member: Int

        @inline(__always)
        func comes(before other: Entry) -> Bool {
            key < other.key || (key == other.key && order < other.order)
        }
    }

    private var entries = FlatTable<Entry>()

    var isEmpty: Bool { entries.count == 0 }

    /// The member with the least key; there must be one.
    var first: Entry { entries[0] }

    mutating func insert(_ entry: Entry, places: inout FlatTable<Int32>) {
        entries.append(entry)
        rise(entry, from: entries.count - 1, places: &places)
    }

    /// Takes a member out, which must be in this heap.
    mutating func remove(_ member: Int, places: inout FlatTable<Int32>) {
        let hole = Int(places[member])
        places[member] = -1
        guard let last = entries.removeLast(), last.member != member else { return }
        if hole > 0, last.comes(before: entries[(hole - 1) / 2]) {
            rise(last, from: hole, places: &places)
        } else {
            sink(last, from: hole, places: &places)
        }
    }

    private mutating func rise(_ entry: Entry, from start: Int, places: inout FlatTable<Int32>) {
        var place = start
        while place > 0 {
            let parent = (place - 1) / 2
            guard entry.comes(before: entries[parent]) else { break }
            put(entries[parent], at: place, places: &places)
            place = parent
        }
        put(entry, at: place, places: &places)
    }

    private mutating func sink(_ entry: Entry, from start: Int, places: inout FlatTable<Int32>) {
        var place = start
        let count = entries.count
        while true {
            var child = 2 * place + 1
            guard child < count else { break }
            if child + 1 < count, entries[child + 1].comes(before: entries[child]) { child += 1 }
            guard entries[child].comes(before: entry) else { break }
            put(entries[child], at: place, places: &places)
            place = child
        }
        put(entry, at: place, places: &places)
    }

    @inline(__always)
    private mutating func put(_ entry: Entry, at place: Int, places: inout FlatTable<Int32>) {
        entries[place] = entry
        places[entry.member] = Int32(truncatingIfNeeded: place)
    }
}
