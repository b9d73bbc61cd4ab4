import Experiments
import Routing
import Simulation
import Stochastics
import Testing
import Traffic
import Workforce

/// Work and AI share a difficulty: what is left to humans is harder, and nothing else changes.
@Suite("Shared difficulty")
struct SharedDifficultyTests {
    /// Every answer is audited, which takes what the contact itself would have taken; nobody waits or comes back.
    private func operation(
        seen: Double, threshold: Double, handleTime: Distribution, days: Double = 4
    ) throws -> OperationSpecification {
        var operation = Operations.humansOnly(
            agents: 400, handleTime: handleTime, patience: nil, arrivals: try .constant(perSecond: 0.15),
            horizonSeconds: days * Operations.day)
        operation.catalog = Catalog(intents: ["one", "other"], queues: ["general"])
        operation.ai = AISpecification()
        operation.ai?.assumed = .beta(accuracy: 0.8, concentration: 5)
        operation.ai?.seesDifficulty = seen
        operation.policy = PolicyRules(threshold: threshold, defaultQueue: "general", auditShare: 1)
        operation.auditQueue = 0
        return operation
    }

    private static func phi(_ z: Double) -> Double { NormalDistribution.standardTails(z).lower }

    /// Mean work of escalated and of answered contacts over that of all: Phi(z + rho sigma) / k with z = Phi^-1(k), and the
    /// rest. Confidence with beta(4, 1) is below t with probability t^4.
    @Test(arguments: [0.1, 0.2, 0.4096, 0.6, 0.85])
    func closedForm(escalated k: Double) throws {
        let (mean, rho) = (300.0, 0.5)
        let work = try Distribution.lognormal(mean: mean, coefficientOfVariation: 1)
        let ledger = try Operations.ledger(
            operation(seen: rho, threshold: PortableMath.pow(k, 0.25), handleTime: work))
        func total(_ counter: Counter) -> Double { ledger[counter, slice: SliceMap.whole] }
        let shift = rho * PortableMath.log(2).squareRoot()
        let share = Self.phi(NormalDistribution.standardQuantile(k) + shift)
        if k == 0.4096 {
            #expect(abs(share / k - 1.402454) < 1e-6 && abs((1 - share) / (1 - k) - 0.720790) < 1e-6)
        }
        let (handled, audited) = (total(.handled), total(.audited))
        let cases = total(.cases)
        #expect(cases > 50_000 && abs(handled / cases - k) < 4 * (k * (1 - k) / cases).squareRoot())
        // The coefficient of variation of either part is below 1.1 (that of all is 1).
        let ofHumans = total(.handleSeconds) / handled / mean
        #expect(abs(ofHumans * k / share - 1) < 4 * 1.1 / handled.squareRoot(), "\(ofHumans)")
        let ofAI = total(.auditingSeconds) / audited / mean
        #expect(abs(ofAI * (1 - k) / (1 - share) - 1) < 4 * 1.1 / audited.squareRoot(), "\(ofAI)")
    }

    @Test func nothingSeenChangesNothing() throws {
        for work in [Distribution.exponential(mean: 300), .lognormal(mu: 5, sigma: 1)] {
            var one = try operation(seen: 0, threshold: 0.7, handleTime: work, days: 0.5)
            let plain = try Operations.log(one, columns: ["decision", "handle_s", "confidence"])
            one.traffic.work.channelFactors = [1]
            one.traffic.work.intentFactors = [1, 1]
            #expect(try Operations.log(one, columns: ["decision", "handle_s", "confidence"]) == plain)
            let flat = try Operations.ledger(one)
            func mean(_ seconds: Counter, _ count: Counter) -> Double {
                flat[seconds, slice: SliceMap.whole] / flat[count, slice: SliceMap.whole]
            }
            #expect(abs(mean(.handleSeconds, .handled) / mean(.auditingSeconds, .audited) - 1) < 0.15)
        }
    }

    /// With nothing for the AI to answer alone every contact takes what it takes without a shared difficulty.
    @Test func theWorkOfAContactStays() throws {
        let work = Distribution.lognormal(mu: 5, sigma: 1)
        func rows(_ seen: Double) throws -> [[String]] {
            let operation = try operation(
                seen: seen, threshold: PolicyRules.alwaysHuman, handleTime: work, days: 0.5)
            return try Operations.log(operation, columns: ["number", "handle_s"])
        }
        let plain = try rows(0)
        #expect(try plain.count > 5000 && rows(0.7) == plain)
    }

    @Test(arguments: [
        Distribution.exponential(mean: 300), .gamma(shape: 2, scale: 150), .weibull(shape: 0.8, scale: 250),
        .uniform(low: 100, high: 500),
    ])
    func bothDistributionsAndCalibrationStay(work: Distribution) throws {
        let forecast = try Operations.forecast(operation(seen: 0.8, threshold: 0.8, handleTime: work, days: 2))
        #expect(abs(try Operations.value(forecast, "ai.coverage") - (1 - 0.4096)) < 0.01)
        #expect(abs(try Operations.value(forecast, "ai.selective_risk") - 0.0889973) < 0.008)
        #expect(try Operations.value(forecast, "ai.calibration_error") < 0.02)
        let ledger = try Operations.ledger(operation(seen: 0.8, threshold: 0.8, handleTime: work, days: 2))
        func total(_ counter: Counter) -> Double { ledger[counter, slice: SliceMap.whole] }
        let mean = (total(.handleSeconds) + total(.auditingSeconds)) / total(.cases)
        #expect(abs(mean / work.mean - 1) < 0.04)
        #expect(total(.handleSeconds) / total(.handled) > 1.15 * work.mean)
    }

    @Test("Levels in any order: the hard contacts fall below the threshold, as many as before")
    func levels() throws {
        var operation = try operation(
            seen: 1, threshold: 0.5, handleTime: try .lognormal(mean: 300, coefficientOfVariation: 1))
        operation.ai?.assumed = .levels([.init(share: 0.8, confidence: 0.9), .init(share: 0.2, confidence: 0.1)])
        let ledger = try Operations.ledger(operation)
        func total(_ counter: Counter) -> Double { ledger[counter, slice: SliceMap.whole] }
        #expect(abs(total(.handled) / total(.cases) - 0.2) < 0.01)
        // rho = 1: the hardest fifth, Phi(z + sigma) / k.
        let share = Self.phi(NormalDistribution.standardQuantile(0.2) + PortableMath.log(2).squareRoot())
        #expect(abs(total(.handleSeconds) / total(.handled) / 300 * 0.2 / share - 1) < 0.05)
    }

    @Test("In the invented language the classifier sees it: texts stay as long, and escalated work is harder")
    func language() throws {
        func run(_ seen: Double) throws -> (handle: Double, coverage: Double) {
            var operation = try Operations.learning(weeks: 3, perDay: 1500)
            operation.policy.triggers = []
            operation.policy.belowThreshold = .escalate
            operation.policy.auditShare = 0
            operation.traffic.actions = []
            operation.queues[0].capacity = nil
            operation.teams = [
                Team(
                    name: "all", queues: [0, 1, 2], shifts: [.always(agents: 60)],
                    handleTime: try .lognormal(mean: 300, coefficientOfVariation: 1))
            ]
            operation.ai?.seesDifficulty = seen
            operation.ai?.firstLabelsPerIntent = 20
            operation.training = nil
            let ledger = try Operations.ledger(operation)
            func total(_ counter: Counter) -> Double { ledger[counter, slice: SliceMap.whole] }
            return (total(.handleSeconds) / total(.handled), total(.answered) / total(.read))
        }
        let (plain, seen) = (try run(0), try run(0.9))
        #expect(abs(plain.handle / 270 - 1) < 0.04, "a tenth is saved by the summary")
        #expect(seen.handle > 1.1 * plain.handle, "\(plain) \(seen)")
        #expect(abs(seen.coverage - plain.coverage) < 0.03, "\(plain) \(seen)")
    }

    @Test func wordsFallWithDifficultyAndNotOnTheWhole() throws {
        let language = try SyntheticLanguage(LanguageSpecification(intentCount: 4), seed: 1)
        func words(_ clarity: (Double) -> SyntheticLanguage.Clarity) -> [(latent: Double, words: Double)] {
            (0..<4000).map { number in
                var latent = RandomStream(seed: 1, replication: 0, purpose: 200, entity: UInt64(number))
                var stream = RandomStream(seed: 1, replication: 0, purpose: 201, entity: UInt64(number))
                let hard = latent.normal()
                var text: [UInt8] = []
                language.write(
                    intent: 1, upset: false, outOfScope: false, atSeconds: 0, clarity: clarity(hard), into: &text,
                    using: &stream)
                return (hard, Double(text.count { $0 == UInt8(ascii: " ") } + 1))
            }
        }
        func mean(_ sample: [(latent: Double, words: Double)]) -> Double {
            sample.reduce(0) { $0 + $1.words } / Double(sample.count)
        }
        let plain = words { _ in .usual }
        let seen = words { .init(shift: -0.8 * $0, spread: 0.6) }
        #expect(abs(mean(seen) / mean(plain) - 1) < 0.04)
        #expect(mean(seen.filter { $0.latent > 0 }) < 0.8 * mean(seen.filter { $0.latent < 0 }))
        #expect(abs(mean(plain.filter { $0.latent > 0 }) / mean(plain.filter { $0.latent < 0 }) - 1) < 0.06)
    }
}
