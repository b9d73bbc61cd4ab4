import Testing
import Traffic

struct CorpusTrafficTests {
    /// A corpus with 100, 60, 30, 9 and 1 texts per intent.
    private static func corpus() throws -> Corpus {
        var csv = "text,intent\n"
        for (intent, count) in [100, 60, 30, 9, 1].enumerated() {
            for text in 0..<count { csv += "text \(intent) \(text),intent\(intent)\n" }
        }
        return try Corpus(bytes: Array(csv.utf8), file: "c.csv")
    }

    private static func traffic(
        seed: UInt64 = 1, replication: UInt32 = 0, firstLabels: Int = 20, recycle: Bool = false
    ) throws -> CorpusTraffic {
        try CorpusTraffic(
            corpus(), seed: seed, replication: replication, firstLabels: firstLabels, recycle: recycle)
    }

    @Test func everyTextComesOnceAndFirstLabelsNever() throws {
        var traffic = try Self.traffic()
        #expect(traffic.firstLabels.count == 20 && traffic.trafficCount == 180)
        var seen = Set(traffic.firstLabels)
        for _ in 0..<180 {
            let draw = try traffic.next()
            #expect(seen.insert(draw.text).inserted && !draw.recycled)
            traffic.markLabelled(draw.text)
        }
        #expect(seen.count == 200)
    }

    @Test func whenTextsRunOutTheErrorNamesTheNeed() throws {
        var traffic = try Self.traffic()
        for _ in 0..<180 { _ = try traffic.next(needed: 700) }
        #expect(throws: TrafficError.corpusExhausted(texts: 180, needed: 700)) { try traffic.next(needed: 700) }
        #expect(
            TrafficError.corpusExhausted(texts: 180, needed: 700).description
                == "the corpus has 180 texts for traffic and the horizon needs about 700; use fewer weeks, less "
                + "volume, or recycle: true")
    }

    @Test func recycledTextsAreMarkedAndLabelledOnesNeverReturn() throws {
        var traffic = try Self.traffic(recycle: true)
        var labelled = Set(traffic.firstLabels)
        var times = [Int](repeating: 0, count: 200)
        for number in 0..<1_500 {
            let draw = try traffic.next()
            #expect(!labelled.contains(draw.text), "a labelled text came back")
            #expect(draw.recycled == (number >= 180))
            times[draw.text] += 1
            // Label some at once, and some texts that may still lie ahead in this pass.
            if number % 20 == 0 {
                traffic.markLabelled(draw.text)
                labelled.insert(draw.text)
            }
            if number > 200 && number % 50 == 7 {
                traffic.markLabelled(number % 200)
                labelled.insert(number % 200)
            }
        }
        #expect((times.max() ?? 0) > 5)
        for text in 0..<200 { traffic.markLabelled(text) }
        #expect(throws: TrafficError.corpusAllLabelled(texts: 180)) {
            for _ in 0..<200 { _ = try traffic.next() }
        }
    }

    @Test func labelsAndTrafficAreStratified() throws {
        let corpus = try Self.corpus()
        var traffic = try Self.traffic()
        var labels = [Int](repeating: 0, count: 5)
        for text in traffic.firstLabels { labels[corpus.intentOfText[text]] += 1 }
        #expect(labels.allSatisfy { $0 >= 1 } && labels[0] >= 9 && labels[0] <= 11)
        for _ in 0..<4 {
            var quarter = [Int](repeating: 0, count: 5)
            for _ in 0..<45 { quarter[try traffic.next().intent] += 1 }
            #expect((20...25).contains(quarter[0]) && (11...16).contains(quarter[1]))
        }
        let few = try Self.traffic(firstLabels: 3)
        #expect(few.firstLabels.count == 3)
        let most = try Self.traffic(firstLabels: 199)
        #expect(Set(most.firstLabels).count == 199 && most.trafficCount == 1)
    }

    @Test func orderDependsOnSeedAndReplicationOnly() throws {
        func order(_ traffic: CorpusTraffic, labelling: Bool) throws -> [Int] {
            var traffic = traffic
            return try (0..<180).map { _ in
                let draw = try traffic.next()
                if labelling { traffic.markLabelled((draw.text + 50) % 200) }
                return draw.text
            }
        }
        let plain = try order(Self.traffic(), labelling: false)
        #expect(try order(Self.traffic(), labelling: true) == plain, "policies meet the same texts")
        #expect(try order(Self.traffic(replication: 1), labelling: false) != plain)
        #expect(try order(Self.traffic(seed: 2), labelling: false) != plain)
    }

    @Test func impossibleFirstLabels() throws {
        #expect(throws: TrafficError.self) { try Self.traffic(firstLabels: -1) }
        #expect(throws: TrafficError.self) { try Self.traffic(firstLabels: 200) }
        #expect(try Self.traffic(firstLabels: 0).firstLabels.isEmpty)
    }
}
