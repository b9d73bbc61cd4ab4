import Quantities
import Testing

@Suite struct SaturatingIntTests {
    @Test func numbersBeyondAnIntBecomeTheNearest() {
        #expect(Int(saturating: 2.9) == 2 && Int(saturating: -2.9) == -2)
        #expect(Int(saturating: 1e308) == .max && Int(saturating: -1e308) == .min)
        #expect(Int(saturating: .infinity) == .max && Int(saturating: -.infinity) == .min && Int(saturating: .nan) == 0)
        #expect(Int(saturating: 0x1p63) == .max && Int(saturating: -0x1p63) == .min)
        #expect(Int(saturating: (0x1p63).nextDown) == Int((0x1p63).nextDown))
    }
}
