import Stochastics
import Testing
import Training

@Suite struct RectifiedRiskTests {
    /// 100 answers claimed to be wrong in 5%, 20 audited at random of which 2 are wrong: 5% + (10% - 5%) = 10%.
    @Test func claimAndAuditsByHand() throws {
        var risk = RectifiedRisk()
        #expect(risk.estimate() == nil)
        for _ in 0..<100 { risk.answered(claim: 0.05) }
        #expect(risk.estimate() == nil, "no audits at all")
        for number in 0..<20 { risk.audited(isWrong: number < 2, claim: 0.05, cameBack: false, probability: 0.2) }
        let found = try #require(risk.estimate())
        #expect(abs(found.mean - 0.1) < 1e-12)
        #expect(found.answers == 100)
        // Spread of (2 + 1) / (20 + 2), and 1/20 - 1/100 for drawing 20 of 100.
        let share = 3.0 / 22
        #expect(abs(found.standardError - (share * (1 - share) * (1.0 / 20 - 1.0 / 100)).squareRoot()) < 1e-9)
        #expect(found.interval().contains(0.1) && found.interval().lowerBound > 0)
        #expect(abs(found.halfWidth * 2 - (found.interval().upperBound - found.interval().lowerBound)) < 1e-12)
    }

    /// Audits that are likelier where the AI doubts: 10 of 10 at .5, of which 5 are wrong; 10 of 100 at .1, none wrong.
    @Test func unequalProbabilitiesAreWeighed() throws {
        var risk = RectifiedRisk()
        for _ in 0..<20 { risk.answered(claim: 0.05) }
        for _ in 0..<100 { risk.answered(claim: 0.05) }
        for number in 0..<10 { risk.audited(isWrong: number < 5, claim: 0.05, cameBack: false, probability: 0.5) }
        for _ in 0..<10 { risk.audited(isWrong: false, claim: 0.05, cameBack: false, probability: 0.1) }
        risk.audited(isWrong: true, claim: 0.05, cameBack: false, probability: 0)
        risk.audited(isWrong: true, claim: .nan, cameBack: false, probability: 1)
        #expect(risk.audits == 20)
        #expect(abs(try #require(risk.estimate()).mean - 10.0 / 120) < 1e-12)
    }

    @Test func aReturnMovesAnAnswerAndItsAuditsRectifyReturnsAlone() throws {
        var risk = RectifiedRisk()
        for _ in 0..<100 { risk.answered(claim: 0.001) }
        for _ in 0..<4 { risk.cameBack(claim: 0.001) }
        #expect(risk.answers == 100)
        for _ in 0..<2 { risk.audited(isWrong: true, claim: 0.001, cameBack: true, probability: 1) }
        for _ in 0..<20 { risk.audited(isWrong: false, claim: 0.001, cameBack: false, probability: 1) }
        #expect(abs(try #require(risk.estimate()).mean - 0.04) < 1e-12)
    }

    @Test func aWindowPutsRightWhatAWeekClaims() throws {
        var (before, week) = (RectifiedRisk(), RectifiedRisk())
        for _ in 0..<100 { before.answered(claim: 0.05) }
        for number in 0..<50 { before.audited(isWrong: number < 4, claim: 0.05, cameBack: false, probability: 0.5) }
        for _ in 0..<100 { week.answered(claim: 0.08) }
        #expect(week.estimate() == nil)
        before.add(week)
        // The week's claim and the window's rectifier, 8% - 5%.
        #expect(abs(try #require(week.estimate(within: before)).mean - 0.11) < 1e-12)
        // Nothing like these was audited: the claim stands, and next to nothing is known.
        var strange = RectifiedRisk()
        strange.answered(claim: 0.5)
        before.add(strange)
        let unknown = try #require(strange.estimate(within: before))
        #expect(unknown.mean == 0.5 && unknown.standardError == 0.5)
    }

    /// Confident errors (1 in 100 claimed .1%), returns after half of the wrong ones, 5% audits.
    @Test(arguments: [UInt64(1), 2]) func intervalsHoldTheTruth(seed: UInt64) throws {
        var random = RandomStream(seed: seed, replication: 0, purpose: 1, entity: 0)
        var (held, bias, square, width) = (0.0, 0.0, 0.0, 0.0)
        let weeks = 200
        for _ in 0..<weeks {
            var risk = RectifiedRisk()
            var wrong = 0.0
            let count = 10_000
            for number in 0..<count {
                let claim = number % 3 == 0 ? 0.05 : 0.001
                let isWrong = random.bernoulli(number % 3 == 0 ? 0.06 : 0.011)
                if isWrong { wrong += 1 }
                risk.answered(claim: claim)
                let returns = isWrong && random.bernoulli(0.5)
                if returns { risk.cameBack(claim: claim) }
                if random.bernoulli(0.05) {
                    risk.audited(isWrong: isWrong, claim: claim, cameBack: returns, probability: 0.05)
                }
            }
            let found = try #require(risk.estimate())
            let gap = found.mean - wrong / Double(count)
            bias += gap / Double(weeks)
            square += gap * gap / Double(weeks)
            width += found.halfWidth / Double(weeks)
            if found.interval().contains(wrong / Double(count)) { held += 1 }
        }
        // At least what is promised, by less than a third wider than it need be.
        #expect(held / Double(weeks) > 0.92, "\(held / Double(weeks))")
        #expect(width < 1.3 * 1.96 * square.squareRoot(), "\(width) \(square.squareRoot())")
        #expect(abs(bias) < 0.0015, "\(bias)")
    }

    @Test func noneWrongOfFewIsNoCertainty() throws {
        var risk = RectifiedRisk()
        for _ in 0..<1000 { risk.answered(claim: 0.001) }
        for _ in 0..<50 { risk.audited(isWrong: false, claim: 0.001, cameBack: false, probability: 0.05) }
        let found = try #require(risk.estimate())
        #expect(found.mean < 1e-12)
        #expect((0.04...0.09).contains(found.interval().upperBound), "\(found.interval())")
    }
}

@Suite struct AuditReaderTests {
    /// Errors of single readings drawn as in the model, adjudicated as operations do.
    @Test(arguments: [false, true]) func errorsOfAuditsAreThoseOfReaders(readsAgain: Bool) {
        let (intents, error, count) = (5, 0.2, 400_000)
        var random = RandomStream(seed: 4, replication: 0, purpose: 1, entity: 0)
        func read(_ truth: Int) -> Int {
            random.bernoulli(error) ? (truth + 1 + random.below(intents - 1)) % intents : truth
        }
        /// Whether the answer 0 is called wrong.
        func verdict(truth: Int) -> Bool {
            let first = read(truth)
            guard readsAgain, first != 0 else { return first != 0 }
            let second = read(truth)
            guard second != first else { return true }
            let third = read(truth)
            if third == first { return true }
            if third == second { return second != 0 }
            return second != 0 && third != 0
        }
        var (falseAlarms, missed) = (0.0, 0.0)
        for _ in 0..<count {
            if verdict(truth: 0) { falseAlarms += 1 }
            if !verdict(truth: 1) { missed += 1 }
        }
        let reader = AuditReader(error: error, intents: intents, readsAgain: readsAgain)
        #expect(abs(reader.callsWrong - falseAlarms / Double(count)) < 0.003, "\(reader.callsWrong) \(falseAlarms)")
        #expect(abs(reader.callsRight - missed / Double(count)) < 0.003, "\(reader.callsRight) \(missed)")
    }

    /// Rogan and Gladen by hand, and the delta method: d/de of (p - e) / (1 - e k') with k' = 1 + 1 / 19.
    @Test func correctionCountsWhatIsNotKnownOfReaders() throws {
        let known = AuditReader(error: 0.05, intents: 20, readsAgain: false)
        let one = try #require(known.corrected(0.08, standardError: 0.01))
        let power = 1 - 0.05 - 0.05 / 19
        #expect(abs(one.mean - 0.03 / power) < 1e-12)
        #expect(abs(one.standardError - 0.01 / power) < 1e-12)
        let few = AuditReader(error: 0.05, readings: 100, intents: 20, readsAgain: false)
        let other = try #require(few.corrected(0.08, standardError: 0.01))
        #expect(other.mean == one.mean)
        let slope = (-power + 0.03 * (1 + 1.0 / 19)) / (power * power)
        let share = 5.5 / 101
        let expected = (one.standardError * one.standardError + slope * slope * share * (1 - share) / 101).squareRoot()
        #expect(abs(other.standardError - expected) < 1e-5)
        #expect(AuditReader(error: 0.5, intents: 2, readsAgain: false).corrected(0.5, standardError: 0.1) == nil)
    }

    @Test func doubleReadingsByOnePersonAreNotCounted() throws {
        var quality = LabelQuality(intents: 21)
        #expect(quality.readTwice(agrees: true, by: 7, and: 7) == false)
        #expect(quality.items == 0 && quality.noise == nil)
        // Two who err in 10% agree on .9^2 + .1^2 / 20 = .8105.
        for number in 0..<2000 { quality.readTwice(agrees: number < 1621, by: 1, and: 2) }
        #expect(abs(try #require(quality.readerError) - 0.1) < 1e-9)
        quality.labels = 100
        quality.changed = 4
        #expect(abs(try #require(quality.noise) - 0.06) < 1e-9)
    }

    /// No prior: as many right as one likes are no error at all, and few are no statement.
    @Test func noiseHasNoPrior() {
        var quality = LabelQuality(intents: 4)
        for number in 0..<40 {
            #expect((quality.readerError == nil) == (number < 20))
            quality.readGold(isWrong: false)
        }
        #expect(quality.noise == 0)
    }
}
