import CGSL
import Foundation
import Stochastics
import Testing

@Suite("Special functions")
struct SpecialFunctionsTests {
    @Test("The normal quantile meets GSL's to 1e-14")
    func normalQuantile() {
        var worst = 0.0
        for i in 1..<100_000 {
            let p = Double(i) / 100_000
            worst = max(worst, abs(NormalDistribution.standardQuantile(p) - gsl_cdf_ugaussian_Pinv(p)))
        }
        for exponent in stride(from: -300.0, through: -5, by: 5) {
            let p = pow(10, exponent)
            worst = max(worst, abs(NormalDistribution.standardQuantile(p) / gsl_cdf_ugaussian_Pinv(p) - 1))
        }
        #expect(worst < 1e-14)
        #expect(NormalDistribution.standardQuantile(0) == -.infinity)
        #expect(NormalDistribution.standardQuantile(1) == .infinity)
        #expect(NormalDistribution.standardQuantile(-0.1).isNaN)
        #expect(NormalDistribution.standardQuantile(.nan).isNaN)
    }

    @Test("The t quantile and distribution meet GSL's to 1e-10, and tables")
    func studentT() throws {
        for degrees in [0.5, 1, 1.5, 2, 3, 4, 7, 9, 19, 30, 100, 365, 999, 1000, 5000, 1e6] {
            for p in [0.005, 0.05, 0.3, 0.5, 0.6, 0.9, 0.95, 0.975, 0.995, 0.9995, 0.999999] {
                let t = try StudentT.quantile(p, degreesOfFreedom: degrees)
                let expected = gsl_cdf_tdist_Pinv(p, degrees)
                #expect(abs(t - expected) <= 1e-9 * max(1, abs(expected)), "p \(p), degrees \(degrees)")
                #expect(abs(StudentT.cumulative(t, degreesOfFreedom: degrees) - p) < 1e-10)
            }
        }
        #expect(abs(try StudentT.quantile(0.975, degreesOfFreedom: 9) - 2.2621571628) < 1e-10)
        #expect(abs(try StudentT.quantile(0.975, degreesOfFreedom: 1) - 12.7062047362) < 1e-9)
        for (p, degrees) in [(0.0, 3.0), (1, 3), (.nan, 3), (0.9, 0), (0.9, .nan), (0.9, .infinity)] {
            #expect(throws: StochasticsError.self) { try StudentT.quantile(p, degreesOfFreedom: degrees) }
        }
    }

    @Test("expm1 and the logarithm of the gamma function meet GSL's")
    func gamma() {
        var worst = 0.0
        var worstOfExponential = 0.0
        for i in 1...20_000 {
            let x = 1e-3 * Double(i) * Double(i) / 1000
            let expected = gsl_sf_lngamma(x)
            worst = max(worst, abs(PortableMath.logGamma(x) - expected) / max(1, abs(expected)))
            let small = Double(i - 10_000) / 20_000
            let exact = Foundation.expm1(small)
            worstOfExponential = max(worstOfExponential, abs(PortableMath.expm1(small) - exact) / exact.ulp)
        }
        #expect(worst < 1.5e-14)
        #expect(worstOfExponential <= 4)
        #expect(PortableMath.logGamma(0) == .infinity)
        #expect(PortableMath.logGamma(-1).isNaN)
    }
}
