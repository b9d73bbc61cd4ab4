/// The slices one contact counts in besides the whole, eight at most; 0 where it has none of a kind.
struct ContactSlices: Sendable, Equatable {
    private let members: SIMD8<Int32>

    init(_ members: SIMD8<Int32> = SIMD8(repeating: 0)) { self.members = members }

    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        for lane in 0..<8 where members[lane] > 0 { body(Int(members[lane])) }
    }
}
