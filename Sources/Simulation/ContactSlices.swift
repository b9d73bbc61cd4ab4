/// The slices one contact counts in besides the whole, eight at most.
struct ContactSlices: Sendable {
    private var members = SIMD8<Int32>(repeating: 0)
    private var count = 0

    mutating func append(_ slice: Int) {
        members[count] = Int32(truncatingIfNeeded: slice)
        count &+= 1
    }

    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        for lane in 0..<count { body(Int(members[lane])) }
    }
}
