import CGSL

/// Points that fill the unit cube evenly: for experiments that cannot afford a full grid.
public enum SpaceFillingDesign {
    /// Most dimensions of a Sobol sequence.
    public static let mostSobolDimensions = 40
    /// Purpose of the streams of designs; entity: dimension. See `RandomStream`.
    private static let purpose: UInt16 = 200

    /// The first points of the Sobol sequence, the one in the middle first; each coordinate is in (0, 1).
    ///
    /// Source: Sobol, "On the distribution of points in a cube", USSR Computational Mathematics and Mathematical
    /// Physics 7 (1967), as GSL computes it after Bratley and Fox, ACM algorithm 659 (1988); nothing in it is random.
    /// - Parameters:
    ///   - count: number of points, 1 or more.
    ///   - dimensions: 1 to 40.
    /// - Throws: ``StochasticsError`` for an argument out of range.
    public static func sobol(count: Int, dimensions: Int) throws(StochasticsError) -> [[Double]] {
        try require(count, dimensions)
        try StochasticsError.require(
            dimensions <= mostSobolDimensions, "dimensions", Double(dimensions), "must be 40 or fewer")
        guard let generator = hitl_sobol_alloc(UInt32(dimensions)) else {
            throw StochasticsError.notComputed(function: "gsl_qrng_alloc")
        }
        defer { gsl_qrng_free(generator) }
        var point = [Double](repeating: 0, count: dimensions)
        return (0..<count).map { _ in
            gsl_qrng_get(generator, &point)
            return point
        }
    }

    /// A Latin hypercube: in each dimension every one of `count` equal parts of (0, 1) holds one point, at random in it.
    ///
    /// Source: McKay, Beckman and Conover, "A comparison of three methods for selecting values of input variables",
    /// Technometrics 21 (1979). The parts are shuffled by Durstenfeld's algorithm (ACM algorithm 235, 1964) on the stream
    /// of the seed and the dimension.
    /// - Parameters:
    ///   - count: number of points, 1 or more.
    ///   - dimensions: 1 or more.
    /// - Throws: ``StochasticsError`` for an argument out of range.
    public static func latinHypercube(
        count: Int, dimensions: Int, seed: UInt64
    ) throws(StochasticsError) -> [[Double]] {
        try require(count, dimensions)
        var points = [[Double]](repeating: [Double](repeating: 0, count: dimensions), count: count)
        for dimension in 0..<dimensions {
            var stream = RandomStream(seed: seed, replication: 0, purpose: purpose, entity: UInt64(dimension))
            var parts = Array(0..<count)
            for last in stride(from: count - 1, to: 0, by: -1) { parts.swapAt(last, stream.below(last + 1)) }
            for (point, part) in parts.enumerated() {
                points[point][dimension] = (Double(part) + stream.openUniform()) / Double(count)
            }
        }
        return points
    }

    private static func require(_ count: Int, _ dimensions: Int) throws(StochasticsError) {
        try StochasticsError.require(count >= 1, "points", Double(count), "must be 1 or more")
        try StochasticsError.require(dimensions >= 1, "dimensions", Double(dimensions), "must be 1 or more")
    }
}
