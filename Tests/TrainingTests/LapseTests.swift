import Files
import Foundation
import Routing
import Stochastics
import Testing
import Training

@Suite struct LapseTests {
    /// Outcomes at their expected shares, with a twentieth wrong at every confidence.
    private func outcomes(lapse: Double, noise: Double) -> [ConfidenceCalibration.Outcome] {
        let truth = ConfidenceCalibration(offset: 0.3, slope: 0.9, lapse: lapse)
        return (1...199).flatMap { step -> [ConfidenceCalibration.Outcome] in
            let confidence = step < 100 ? Double(step) / 100 : 1 - 0.01 / Double(step - 98)
            let right = truth.applied(to: confidence)
            let agreement = right * (1 - noise) + (1 - right) * noise / 20
            return [true, false].map {
                .init(confidence: confidence, agrees: $0, weight: $0 ? agreement : 1 - agreement, noise: noise)
            }
        }
    }

    /// Weights of one pair sum to one, so that the fit takes them for one label: many copies are many labels.
    @Test(arguments: [0, 0.05]) func aFloorOfConfidentErrorsIsFound(noise: Double) {
        let rows = (0..<20).flatMap { _ in outcomes(lapse: 0.05, noise: noise) }
        let without = ConfidenceCalibration.fit(rows, intents: 21, priorStrength: 0)
        let fitted = without.lapsing(rows, intents: 21, priorStrength: 0)
        #expect(abs(fitted.lapse - 0.05) < 0.005, "\(fitted)")
        #expect(abs(fitted.offset - 0.3) < 0.05 && abs(fitted.slope - 0.9) < 0.05, "\(fitted)")
        #expect(without.applied(to: 0.9999) > 0.97)
        #expect(abs(fitted.applied(to: 1) - 0.95) < 0.006)
    }

    @Test func withoutEvidenceThereIsNone() {
        let rows = outcomes(lapse: 0, noise: 0)
        let without = ConfidenceCalibration.fit(rows, intents: 21, priorStrength: 10)
        #expect(without.lapsing(rows, intents: 21, priorStrength: 10) == without)
        #expect(ConfidenceCalibration.none.lapsing([], intents: 3, priorStrength: 1) == .none)
        #expect(ConfidenceCalibration(offset: 0, slope: 1, lapse: 0.9).lapse == ConfidenceCalibration.mostLapse)
    }

    @Test func earlierVersionsAreRead() throws {
        let old = try JSONDecoder().decode(
            ConfidenceCalibration.self, from: Data(#"{"offset": 0.5, "slope": 1.5}"#.utf8))
        #expect(old == ConfidenceCalibration(offset: 0.5, slope: 1.5))
    }

    /// Noise has one most likely value, so where the search for it begins does not matter.
    @Test func theStartOfNoiseIsNoPrior() {
        var random = RandomStream(seed: 5, replication: 0, purpose: 1, entity: 0)
        var rows = LogitRows(columns: 5)
        for number in 0..<2000 {
            let truth = number % 5
            let label = random.bernoulli(0.1) ? (truth + 1 + random.below(4)) % 5 : truth
            rows.append((0..<5).map { $0 == truth ? Float(4) : 0 }, label: label, weight: 1)
        }
        let found = [0.01, 0.05, 0.3].map {
            NoisyLabelCalibration.fit(rows, priorStrength: 5, start: $0).labelNoise
        }
        #expect(abs(found[0] - found[2]) < 0.002 && abs(found[1] - found[2]) < 0.002, "\(found)")
    }
}

@Suite struct LiveCalibrationTests {
    private func trained() throws -> (model: TextModel, texts: [String]) {
        var featuriser = Featuriser(options: .words)
        let texts = ["where is my order", "the parcel is late", "refund my money", "money back please"]
        let examples = texts.enumerated().map {
            LabelledText(text: Array($1.utf8), intent: $0 / 2, order: $0, featuriser: &featuriser)
        }
        let trainer = Trainer(options: TrainingOptions(features: .words))
        return (try trainer.train(examples, intents: ["order", "refund"], version: 3), texts)
    }

    private func read(_ lines: [String], header: String = "text,intent") throws -> [LiveLabel] {
        let text = ([header] + lines).joined(separator: "\n") + "\n"
        return try LiveLabel.read(Array(text.utf8), file: "live.csv", intents: ["order", "refund"])
    }

    private func problem(_ lines: [String], header: String = "text,intent") -> String {
        do {
            _ = try read(lines, header: header)
            return ""
        } catch { return "\(error)" }
    }

    @Test func badLabelsAreNamedWithTheirPlace() {
        let foreign = problem(["a,order", "b,billing", "c,shipping"])
        #expect(foreign.contains("live.csv:3:3") && foreign.contains("knows no intent 'billing'"), "\(foreign)")
        for weight in ["0", "-1", "x", "inf", "nan"] {
            let text = problem(["a,order,\(weight)"], header: "text,intent,weight")
            #expect(text.contains("live.csv:2:9") && text.contains("above 0"), "\(text)")
        }
        #expect(problem(["a,order,1.5"], header: "text,intent,probability").contains("1 at most"))
        #expect(problem(["a,order,1.5"], header: "text,intent,confidence").contains("from 0 to 1"))
        let twice = "text,intent,annotator,second_intent,second_annotator"
        let same = problem(["a,order,ann,order,ann"], header: twice)
        #expect(same.contains("live.csv:2:19") && same.contains("'ann' gave both labels"), "\(same)")
        #expect(problem(["a,order,,order,ann"], header: twice).contains("needs both readers"))
        #expect(problem(["a,order,order"], header: "text,intent,second_intent").contains("who gave the labels"))
        #expect(problem(["a,order,1,1"], header: "text,intent,weight,probability").contains("keep one"))
        #expect(problem(["a,", "b,"]).contains("no text has a label"))
        #expect(problem([]).contains("no text has a label"))
        #expect(problem(["a,order"], header: "words,intent").contains("no column"))
    }

    @Test func labelsThatTheModelDoesNotKnowAreItsErrors() throws {
        let (model, texts) = try trained()
        var lines: [String] = []
        for number in 0..<400 {
            let text = texts[number % 4]
            lines.append("\(text),\(number % 5 == 0 ? "legal" : ["order", "order", "refund", "refund"][number % 4])")
        }
        let found = LiveCalibration(model, labels: try read(lines))
        #expect(found.unknown == 80 && found.labels == 400 && found.answers == 400)
        let rectified = try #require(found.rectified)
        #expect(abs(rectified.mean - 0.2) < 1e-9, "\(rectified)")
        #expect(rectified.interval().contains(0.2) && rectified.halfWidth > 0.02)
        #expect(abs(try #require(found.claimedAfter) - 0.2) < 0.03, "\(found.claimedAfter ?? -1)")
        #expect(found.model.version == 3 && found.model.temperature > 0)
        let again = try ModelFile.decode(try ModelFile.encode(found.model), file: "m.json")
        #expect(again.confidenceCalibration == found.model.confidenceCalibration)
    }

    @Test func doubleReadingsTellTheNoise() throws {
        let (model, texts) = try trained()
        let lines = (0..<200).map { number -> String in
            let right = ["order", "order", "refund", "refund"][number % 4]
            let second = number % 10 == 0 ? (right == "order" ? "refund" : "order") : right
            return "\(texts[number % 4]),\(right),ann,\(second),bob"
        }
        let rows = try read(lines, header: "text,intent,annotator,second_intent,second_annotator")
        let found = LiveCalibration(model, labels: rows)
        // (1 - e)^2 + e^2 = .9 for two intents.
        #expect(abs(found.labelNoise - (1 - (2 * 0.9 - 1.0).squareRoot()) / 2) < 1e-9)
        #expect(found.readTwice == 200 && found.isNoiseMeasured)
    }

    @Test func unlabelledAnswersCountInTheClaims() throws {
        let (model, _) = try trained()
        let rows = try read(
            (0..<100).map { "where is my order,\($0 < 10 ? "order" : ""),0.95" }, header: "text,intent,confidence")
        let found = LiveCalibration(model, labels: rows, threshold: 0.9)
        #expect(found.answers == 100 && found.labels == 10)
        #expect(abs(try #require(found.claimedBefore) - 0.05) < 1e-9)
        #expect(LiveCalibration(model, labels: rows, threshold: 0.99).rectified == nil)
    }
}
