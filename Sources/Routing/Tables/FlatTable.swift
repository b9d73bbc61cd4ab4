/// A table of plain values in memory of its own, for what is touched at every event.
///
/// An array asks at every change whether somebody else shares its memory; a table that cannot be copied need not. Every
/// access is checked against the bounds, as in an array.
@frozen
public struct FlatTable<Element: ~Copyable>: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<Element>
    @usableFromInline var capacity: Int
    /// Number of values.
    @usableFromInline var size: Int

    /// An empty table.
    public init() {
        capacity = 1
        size = 0
        base = .allocate(capacity: 1)
    }

    deinit {
        base.deinitialize(count: size)
        base.deallocate()
    }

    /// Number of values.
    @inlinable @inline(__always)
    public var count: Int { size }

    /// The value at an index in 0..<count, reached where it lies: to read a part of it copies no more than that part.
    @inlinable
    public subscript(index: Int) -> Element {
        @inline(__always) unsafeAddress { UnsafePointer(address(of: index)) }
        @inline(__always) unsafeMutableAddress { address(of: index) }
    }

    /// Where a value lies, until the table next grows.
    @inlinable @inline(__always)
    public func address(of index: Int) -> UnsafeMutablePointer<Element> {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: size), "index out of range")
        return base + index
    }

    /// Adds a value at the end; the memory doubles when it is full.
    @inlinable @inline(__always)
    public mutating func append(_ value: consuming Element) {
        if size == capacity { reserve(size + 1) }
        (base + size).initialize(to: value)
        size &+= 1
    }

    /// Takes the last value away, or gives nil when there is none.
    @inlinable @inline(__always)
    public mutating func removeLast() -> Element? {
        guard size > 0 else { return nil }
        size &-= 1
        return (base + size).move()
    }

    @usableFromInline
    mutating func reserve(_ count: Int) {
        guard count > capacity else { return }
        capacity = max(count, capacity * 2)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.moveInitialize(from: base, count: size)
        base.deallocate()
        base = larger
    }
}

extension FlatTable {
    /// A table of `count` equal values.
    public init(repeating value: Element, count: Int) {
        self.init()
        grow(to: count, filling: value)
    }

    /// A table of the values of a collection.
    public init(_ values: some Collection<Element>) {
        self.init()
        reserve(values.count)
        for value in values { append(value) }
    }

    /// Makes the table at least `count` long, with `value` in the new places.
    public mutating func grow(to count: Int, filling value: Element) {
        guard count > size else { return }
        reserve(count)
        (base + size).initialize(repeating: value, count: count - size)
        size = count
    }
}

extension FlatTable: @unchecked Sendable where Element: Sendable & ~Copyable {}
