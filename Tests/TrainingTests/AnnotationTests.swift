import Stochastics
import Testing
import Training

/// Agreement of annotators, doubtful labels, gold items.
@Suite("Annotation")
struct AnnotationTests {
    @Test("Kappa of the textbook table: 20 and 15 agree, 5 and 10 do not")
    func kappa() throws {
        var table = Agreement(labels: 2)
        for (one, other, count) in [(0, 0, 20), (0, 1, 5), (1, 0, 10), (1, 1, 15)] {
            for _ in 0..<count { table.record(one, other) }
        }
        #expect(table.count == 50 && table.agreed == 35)
        #expect(abs(try #require(table.byChance) - 0.5) < 1e-12)
        #expect(abs(try #require(table.kappa) - 0.4) < 1e-12)
        #expect(abs(try #require(table.standardError) - (0.7 * 0.3 / 50).squareRoot() / 0.5) < 1e-12)
        let interval = try #require(table.interval())
        #expect(abs(interval.lowerBound - (0.4 - 1.959964 * 0.129615)) < 1e-5)
        #expect(abs(interval.upperBound - (0.4 + 1.959964 * 0.129615)) < 1e-5)
    }

    @Test("Kappa is about 0 by chance, 1 where all agree, and nothing where there is one label")
    func kappaLimits() throws {
        var random = RandomStream(seed: 1, replication: 0, purpose: 1, entity: 0)
        var chance = Agreement(labels: 4)
        var same = Agreement(labels: 4)
        for number in 0..<4000 {
            chance.record(random.below(4), random.below(4))
            same.record(number % 4, number % 4)
        }
        #expect(abs(try #require(chance.kappa)) < 4 * (try #require(chance.standardError)))
        #expect(same.kappa == 1)
        var only = Agreement(labels: 4)
        only.record(2, 2)
        only.record(7, 1)
        #expect(only.count == 1 && only.kappa == nil)
        #expect(Agreement(labels: 3).share == nil)
    }

    /// A model that is right nine times in ten with probability .8, and one label in ten that is wrong.
    @Test("Wrong labels are found by what a model thinks that has not seen them")
    func doubtful() {
        var random = RandomStream(seed: 3, replication: 0, purpose: 1, entity: 0)
        var labels: [Int] = []
        var rows: [[Float]] = []
        var isWrong: [Bool] = []
        for number in 0..<2000 {
            let truth = number % 5
            var row = [Float](repeating: 0.05, count: 5)
            row[random.bernoulli(0.9) ? truth : (truth + 1 + random.below(4)) % 5] = 0.8
            let flips = random.bernoulli(0.1)
            labels.append(flips ? (truth + 1 + random.below(4)) % 5 : truth)
            rows.append(row)
            isWrong.append(flips)
        }
        let found = LabelDoubt.doubtful(labels, probabilities: rows)
        let hits = found.count { isWrong[$0] }
        let wrong = isWrong.count { $0 }
        #expect(Double(hits) > 0.85 * Double(wrong), "found \(hits) of \(wrong)")
        #expect(Double(found.count) < 2.5 * Double(wrong), "\(found.count) looked at")
        #expect(Set(found).count == found.count)
    }

    @Test("Labels are judged by those before them, and a label that the model agrees with is never doubtful")
    func judging() {
        var doubt = LabelDoubt(labels: 3)
        let sure: [Float] = [0.9, 0.05, 0.05]
        #expect(!doubt.judge(1, probabilities: sure).isDoubtful, "nothing is known yet")
        for _ in 0..<5 { doubt.note(0, probabilities: sure) }
        #expect(abs((doubt.threshold(of: 0) ?? 0) - 0.9) < 1e-6)
        #expect(doubt.threshold(of: 1) == doubt.threshold(of: 0), "that of all, while there are few")
        #expect(doubt.judge(1, probabilities: sure).suspected == 0)
        #expect(abs(doubt.judge(1, probabilities: sure).margin + 0.85) < 1e-6)
        #expect(!doubt.judge(0, probabilities: sure).isDoubtful)
        #expect(!doubt.judge(1, probabilities: [0.8, 0.1, 0.1]).isDoubtful, "less sure than usual")
        #expect(!doubt.judge(7, probabilities: sure).isDoubtful)
        doubt.reset()
        #expect(doubt.threshold(of: 0) == nil)
    }

    @Test("Annotators' errors are drawn towards those of all")
    func gold() throws {
        var errors = AnnotatorErrors(priorStrength: 20)
        #expect(errors.rate(of: 0) == nil && errors.worst == nil)
        for number in 0..<80 { errors.add(annotator: 0, isWrong: number < 4) }
        for number in 0..<20 { errors.add(annotator: 2, isWrong: number < 6) }
        #expect(errors.rate == 0.1)
        #expect(abs(try #require(errors.rate(of: 0)) - (4 + 2.0) / 100) < 1e-12)
        #expect(abs(try #require(errors.rate(of: 2)) - (6 + 2.0) / 40) < 1e-12)
        #expect(errors.rate(of: 9) == 0.1)
        #expect(errors.worst == errors.rate(of: 2))
    }
}
