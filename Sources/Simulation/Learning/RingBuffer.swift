/// The last so many elements, in the order they came.
struct RingBuffer<Element> {
    private let capacity: Int
    private var stored: [Element] = []
    private var next = 0

    init(capacity: Int) { self.capacity = max(1, capacity) }

    var count: Int { stored.count }

    mutating func append(_ element: Element) {
        if stored.count < capacity {
            stored.append(element)
        } else {
            stored[next] = element
            next = (next + 1) % capacity
        }
    }

    /// All, oldest first.
    var elements: [Element] { Array(stored[next...] + stored[..<next]) }
}
