/// The normal distribution's quantile in plain Swift, for streams whose bits must not depend on the machine.
public enum NormalDistribution {
    /// The standard normal quantile of p in (0, 1), relative error about 1e-16; infinite at 0 and 1, else NaN.
    ///
    /// Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37
    /// (1988), PPND16.
    public static func standardQuantile(_ p: Double) -> Double {
        let q = p - 0.5
        if q.magnitude <= 0.425 {
            let r = 0.180625 - q * q
            return q * central(r)
        }
        guard p > 0, p < 1 else {
            return p == 0 ? -.infinity : p == 1 ? .infinity : .nan
        }
        let tail = (-PortableMath.log(q < 0 ? p : 1 - p)).squareRoot()
        let magnitude = tail <= 5 ? near(tail - 1.6) : far(tail - 5)
        return q < 0 ? -magnitude : magnitude
    }

    @inline(__always)
    private static func central(_ r: Double) -> Double {
        let a67 = 3.343_057_558_358_812_810_5e4 + r * 2.509_080_928_730_122_672_7e3
        let a45 = 4.592_195_393_154_987_145_7e4 + r * 6.726_577_092_700_870_085_3e4
        let a23 = 1.971_590_950_306_551_442_7e3 + r * 1.373_169_376_550_946_112_5e4
        let a01 = 3.387_132_872_796_366_608_0e0 + r * 1.331_416_678_917_843_774_5e2
        let b67 = 2.872_908_573_572_194_267_4e4 + r * 5.226_495_278_852_854_561_0e3
        let b45 = 2.121_379_430_158_659_586_7e4 + r * 3.930_789_580_009_271_061_0e4
        let b23 = 6.871_870_074_920_579_083_0e2 + r * 5.394_196_021_424_751_107_7e3
        let b01 = 1.0 + r * 4.231_333_070_160_091_125_2e1
        let r2 = r * r
        let r4 = r2 * r2
        return ((a01 + r2 * a23) + r4 * (a45 + r2 * a67)) / ((b01 + r2 * b23) + r4 * (b45 + r2 * b67))
    }

    private static func near(_ r: Double) -> Double {
        let c67 = 2.272_384_498_926_918_458_33e-2 + r * 7.745_450_142_783_414_076_40e-4
        let c45 = 1.270_458_252_452_368_382_58e0 + r * 2.417_807_251_774_506_117_70e-1
        let c23 = 5.769_497_221_460_691_405_50e0 + r * 3.647_848_324_763_204_605_04e0
        let c01 = 1.423_437_110_749_683_577_34e0 + r * 4.630_337_846_156_545_295_90e0
        let d67 = 5.475_938_084_995_344_946_00e-4 + r * 1.050_750_071_644_416_843_24e-9
        let d45 = 1.481_039_764_274_800_745_90e-1 + r * 1.519_866_656_361_645_719_66e-2
        let d23 = 1.676_384_830_183_803_849_40e0 + r * 6.897_673_349_851_000_045_50e-1
        let d01 = 1.0 + r * 2.053_191_626_637_758_821_87e0
        let r2 = r * r
        let r4 = r2 * r2
        return ((c01 + r2 * c23) + r4 * (c45 + r2 * c67)) / ((d01 + r2 * d23) + r4 * (d45 + r2 * d67))
    }

    private static func far(_ r: Double) -> Double {
        let e67 = 2.711_555_568_743_487_578_15e-5 + r * 2.010_334_399_292_288_132_65e-7
        let e45 = 2.653_218_952_657_612_309_30e-2 + r * 1.242_660_947_388_078_438_60e-3
        let e23 = 1.784_826_539_917_291_335_80e0 + r * 2.965_605_718_285_048_912_30e-1
        let e01 = 6.657_904_643_501_103_777_20e0 + r * 5.463_784_911_164_114_369_90e0
        let f67 = 1.421_511_758_316_445_888_70e-7 + r * 2.044_263_103_389_939_785_64e-15
        let f45 = 7.868_691_311_456_132_591_00e-4 + r * 1.846_318_317_510_054_681_80e-5
        let f23 = 1.369_298_809_227_358_053_10e-1 + r * 1.487_536_129_085_061_485_25e-2
        let f01 = 1.0 + r * 5.998_322_065_558_879_376_90e-1
        let r2 = r * r
        let r4 = r2 * r2
        return ((e01 + r2 * e23) + r4 * (e45 + r2 * e67)) / ((f01 + r2 * f23) + r4 * (f45 + r2 * f67))
    }
}
