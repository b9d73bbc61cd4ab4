import Stochastics
import Testing

@Suite struct SpaceFillingDesignTests {
    /// The first points in two dimensions, as Bratley and Fox print them.
    @Test func sobolIsThePublishedSequence() throws {
        let points = try SpaceFillingDesign.sobol(count: 7, dimensions: 2)
        #expect(
            points == [
                [0.5, 0.5], [0.75, 0.25], [0.25, 0.75], [0.375, 0.375], [0.875, 0.875], [0.625, 0.125], [0.125, 0.625],
            ])
        // 2^k - 1 points and the origin have one in every elementary interval of each dimension.
        let many = try SpaceFillingDesign.sobol(count: 1023, dimensions: 40)
        for dimension in 0..<40 {
            #expect(Set(many.map { Int($0[dimension] * 1024) }) == Set(1..<1024), "dimension \(dimension)")
        }
    }

    @Test func everyPartOfALatinHypercubeHasOnePoint() throws {
        let points = try SpaceFillingDesign.latinHypercube(count: 97, dimensions: 5, seed: 3)
        for dimension in 0..<5 {
            #expect(Set(points.map { Int($0[dimension] * 97) }) == Set(0..<97))
        }
        #expect(try SpaceFillingDesign.latinHypercube(count: 97, dimensions: 5, seed: 3) == points)
        #expect(try SpaceFillingDesign.latinHypercube(count: 97, dimensions: 5, seed: 4) != points)
        // Dimensions are shuffled on their own: ranks hardly correlate.
        let ranks = (0..<2).map { dimension in points.map { Double(Int($0[dimension] * 97)) - 48 } }
        let product = zip(ranks[0], ranks[1]).reduce(0) { $0 + $1.0 * $1.1 }
        let square = ranks[0].reduce(0) { $0 + $1 * $1 }
        #expect(abs(product / square) < 0.4)
    }

    @Test func whatCannotBeIsRefused() {
        #expect(throws: StochasticsError.self) { try SpaceFillingDesign.sobol(count: 5, dimensions: 41) }
        #expect(throws: StochasticsError.self) { try SpaceFillingDesign.sobol(count: 0, dimensions: 2) }
        #expect(throws: StochasticsError.self) {
            try SpaceFillingDesign.latinHypercube(count: 5, dimensions: 0, seed: 1)
        }
    }
}
