import Foundation

/// Exponential numbers: the xoshiro256++ generator (Blackman and Vigna, "Scrambled linear pseudorandom number
/// generators", ACM TOMS 47, 2021) behind a ziggurat of 256 layers (Marsaglia and Tsang, "The ziggurat method for
/// generating random variables", J. Statistical Software 5, 2000), as in the reference program in C.
struct ExponentialSource: ~Copyable {
    private var state: (UInt64, UInt64, UInt64, UInt64)
    /// Per layer: the integer below which a draw is inside the layer above, and width / 2^53.
    private let layers: UnsafeMutablePointer<(inside: UInt64, width: Double)>
    /// Density at the edge of each layer.
    private let density: UnsafeMutablePointer<Double>

    private static let tail = 7.69711747013104972
    private static let area = 3.949659822581572e-3

    init(seed: UInt64) {
        var word = seed
        func mix() -> UInt64 {
            // SplitMix64 (Steele, Lea, Flood 2014) fills the state.
            word &+= 0x9E37_79B9_7F4A_7C15
            var z = word
            z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
            return z ^ z >> 31
        }
        state = (mix(), mix(), mix(), mix())
        layers = .allocate(capacity: 256)
        density = .allocate(capacity: 256)
        let scale = 0x1p53
        let bottom = Self.area / exp(-Self.tail)
        layers[0] = (UInt64(Self.tail / bottom * scale), bottom / scale)
        density[0] = 1
        density[255] = exp(-Self.tail)
        layers[255] = (0, Self.tail / scale)
        var edge = Self.tail
        for layer in stride(from: 254, through: 1, by: -1) {
            let next = -log(Self.area / edge + exp(-edge))
            layers[layer + 1].inside = UInt64(next / edge * scale)
            edge = next
            layers[layer] = (0, edge / scale)
            density[layer] = exp(-edge)
        }
    }

    deinit {
        layers.deallocate()
        density.deallocate()
    }

    @inline(__always)
    private mutating func bits() -> UInt64 {
        let sum = state.0 &+ state.3
        let result = (sum &<< 23 | sum &>> 41) &+ state.0
        let shifted = state.1 &<< 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = state.3 &<< 45 | state.3 &>> 19
        return result
    }

    /// The next exponential number of mean 1.
    @inline(__always)
    mutating func next() -> Double {
        let word = bits()
        let layer = Int(truncatingIfNeeded: word & 255)
        let position = word &>> 11
        let entry = layers[layer]
        if position < entry.inside { return Double(Int64(bitPattern: position)) * entry.width }
        return outside(position, layer)
    }

    @inline(never)
    private mutating func outside(_ position: UInt64, _ layer: Int) -> Double {
        var (position, layer) = (position, layer)
        while true {
            if layer == 0 { return Self.tail - log((Double(bits() >> 11) + 0.5) * 0x1p-53) }
            let x = Double(position) * layers[layer].width
            let height = Double(bits() >> 11) * 0x1p-53
            if density[layer] + height * (density[layer - 1] - density[layer]) < exp(-x) { return x }
            let word = bits()
            layer = Int(word & 255)
            position = word >> 11
            if position < layers[layer].inside { return Double(position) * layers[layer].width }
        }
    }
}
