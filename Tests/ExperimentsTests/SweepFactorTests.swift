import Experiments
import Files
import Foundation
import Testing

@Suite struct SweepFactorTests {
    private func values(_ text: String) throws -> [String] {
        guard case .values(let values) = try SweepFactor.parse(text, takesRanges: false).levels else { return [] }
        return values
    }

    @Test(arguments: [
        ("a=60%:75%:5%", ["60%", "65%", "70%", "75%"]), ("a=7:11:2", ["7", "9", "11"]),
        ("a=7:10:2", ["7", "9"]), ("a=0.1:0.3:0.1", ["0.1", "0.2", "0.3"]),
        ("a=30 s:90 s:30 s", ["30 s", "60 s", "90 s"]),
        ("a=30:90:30 s", ["30 s", "60 s", "90 s"]), ("a=-1:1:1", ["-1", "0", "1"]), ("a=5:5:1", ["5"]),
        ("a=1.50 USD:2 USD:0.25 USD", ["1.50 USD", "1.75 USD", "2.00 USD"]),
        ("a=100 per day:300 per day:100 per day", ["100 per day", "200 per day", "300 per day"]),
        ("a.b.0=x,y", ["x", "y"]), ("a=[p, q],[q]", ["[p, q]", "[q]"]), ("a='08:00','09:30'", ["'08:00'", "'09:30'"]),
        ("a={x: 1, y: 2}, {x: 2}", ["{x: 1, y: 2}", "{x: 2}"]), ("a=b=c,d", ["b=c", "d"]),
    ])
    func valuesAreReadWithTheirUnits(text: String, expected: [String]) throws {
        #expect(try values(text) == expected)
    }

    @Test(arguments: [
        ("a", "there are no values"), ("=1,2", "there is no such path"), ("a..b=1", "there is no such path"),
        ("a=", "there are no values"),
        ("a=1,,2", "value 2 is empty"), ("a=1:5:0", "the step is zero"), ("a=1:5:-1", "the step is negative"),
        ("a=5:1:1", "the range goes down"), ("a=1 s:5 min:1 s", "mixes the units min and s"),
        ("a=60%:90%", "the range has no step"), ("a=1,2,1", "'1' is there twice"),
        ("a=0:9000000:1", "more than a million"), ("a=60%,60.0%", "'60.0%' is the same as '60%'"),
        ("a=5 min,360 s,0.1 h", "'0.1 h' is the same as '360 s'"), ("a=60 per h,1440 per day", "is the same as"),
        ("a=1:b:2", "no range of numbers"),
    ])
    func badFactorsSayWhatToWrite(text: String, message: String) {
        let problem = #expect(throws: Problem.self) { try values(text) }
        #expect(problem?.message.contains(message) == true, "\(String(describing: problem))")
        #expect(problem?.remedy.isEmpty == false)
        #expect(problem?.file == "--vary \(text)")
    }

    @Test func coordinatesBecomeValues() throws {
        func value(_ text: String, _ place: Double) throws -> String {
            try SweepFactor.parse(text, takesRanges: true).value(at: place)
        }
        #expect(try value("a=60%:95%", 0.5) == "77.50%")
        #expect(try value("a=7:11", 0.0001) == "7" && value("a=7:11", 0.9999) == "11")
        // Five whole numbers with equal chances.
        let counts = try (0..<1000).reduce(into: [:]) { counts, place in
            counts[try value("a=7:11", (Double(place) + 0.5) / 1000), default: 0] += 1
        }
        #expect(counts == ["7": 200, "8": 200, "9": 200, "10": 200, "11": 200])
        #expect(try value("a=0.5:0.6", 0.25) == "0.52500")
        #expect(try value("a=10:20:5", 0.4) == "15" && value("a=x,y", 0.6) == "y")
        #expect(try value("a=1000 per day:9000 per day", 0.5) == "5000 per day")
    }

    @Test func numbersHaveBaseUnits() {
        #expect(SweepFactor.number("60%")?.value == 0.6 && SweepFactor.number("60%")?.unit == "share")
        #expect(SweepFactor.number("2 min")?.value == 120 && SweepFactor.number("2 min")?.unit == "seconds")
        #expect(SweepFactor.number("25 USD per hour")?.value == 25)
        #expect(SweepFactor.number("25 USD per hour")?.unit == "USD per hour")
        #expect(SweepFactor.number("7")?.unit == "" && SweepFactor.number("suggest") == nil)
        #expect(SweepFactor.number("08:00") == nil && SweepFactor.number("[1, 2]") == nil)
    }

    /// The same points give the same effects and columns, in whatever units they are written.
    @Test func numbersAreBroughtToOneUnit() throws {
        let mixed = ["60 per h", "1440 per day", "90 per h", "2160 per day"]
        let found = try #require(SweepFactor.numbers(mixed))
        #expect(found.unit == "per hour" && zip(found.values, [60.0, 60, 90, 90]).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(SweepFactor.numbers(["30 per h", "40 per h"])?.unit == "per h")
        #expect(SweepFactor.numbers(["0.5 USD per min", "20 USD per hour"])?.values == [30, 20])
        #expect(SweepFactor.numbers(["20 USD", "30 EUR"]) == nil && SweepFactor.numbers(["5", "5%"]) == nil)
        #expect(SweepFactor.numbers(["x", "y"]) == nil)
        func effects(_ values: [String]) -> [MainEffect] {
            let sizes = zip([0.1, 0.2, 0.4, 0.3], [0, 1, 0.5, 1.5])
            return MainEffects(paths: ["rate", "b"], points: zip(values, ["1", "2", "2", "3"]).map { [$0, $1] })
                .effects(
                    on: SweepResponse(
                        measure: "m", unit: "", isLowerBetter: true,
                        samples: sizes.map { SweepSample(means: [$0, $0 + $1, $0 - $1]) }))
        }
        let one = effects(["60 per h", "60 per h", "90 per h", "90 per h"])
        #expect(!one.isEmpty && effects(mixed).map(\.range.mean) == one.map(\.range.mean))
    }

    @Test func gridsAndDesigns() throws {
        let factors = try ["a=1,2,3", "b=x,y"].map { try SweepFactor.parse($0, takesRanges: false) }
        #expect(SweepDesign.gridCount(factors) == 6)
        let grid = try SweepDesign.grid.points(factors, count: 0, seed: 1)
        #expect(grid == [["1", "x"], ["1", "y"], ["2", "x"], ["2", "y"], ["3", "x"], ["3", "y"]])
        // Points that fall together are there once.
        #expect(try Set(SweepDesign.sobol.points(factors, count: 64, seed: 1)) == Set(grid))
        #expect(try SweepDesign.sobol.points(factors, count: 64, seed: 1).count == 6)
        let lhs = try SweepDesign.lhs.points(factors, count: 30, seed: 1)
        #expect(try lhs == SweepDesign.lhs.points(factors, count: 30, seed: 1))
        let huge = (0..<20).map { SweepFactor(path: "p\($0)", levels: .values((0..<1000).map(String.init)), text: "") }
        #expect(SweepDesign.gridCount(huge) == Int.max)
    }
}
