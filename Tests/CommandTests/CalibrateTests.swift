import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct CalibrateTests {
    private func trained() throws -> TemporaryFolder {
        let folder = try FastScenario.folder()
        try folder.write("labels.csv", FastScenario.labels())
        let run = try BuiltProgram.run(
            ["train", "--labels", "labels.csv", "--out", "m.json", "--quiet"], in: folder)
        #expect(run.code == 0 && run.errors == "", "\(run.errors)")
        return folder
    }

    @Test func aModelIsCalibratedOnLiveLabels() throws {
        let folder = try trained()
        let call = ["calibrate", "--model", "m.json", "--labels", "labels.csv", "--out", "new.json"]
        let run = try BuiltProgram.run(call, in: folder)
        #expect(run.code == 0, "\(run.errors)")
        for words in ["claimed error before", "claimed error after", "rectified error", "label noise", "new.json"] {
            #expect(run.output.contains(words), "\(words) in \(run.output)")
        }
        #expect(try BuiltProgram.run(call, in: folder).code == 73, "the model is there already")
        #expect(try BuiltProgram.run(call + ["--force"], in: folder).code == 0)
        let quality = try BuiltProgram.run(["evaluate", "--model", "new.json", "--labels", "labels.csv"], in: folder)
        #expect(quality.code == 0, "\(quality.errors)")
    }

    @Test func badLiveLabelsAreNamedWithTheirPlace() throws {
        let folder = try trained()
        let call = ["calibrate", "--model", "m.json", "--labels", "live.csv"]
        try folder.write("live.csv", "text,intent\nhello,nonsense\n")
        let foreign = try BuiltProgram.run(call, in: folder)
        #expect(foreign.code == 65 && foreign.errors.contains("live.csv:2:7"), "\(foreign.errors)")
        let intent = "card"
        try folder.write("live.csv", "text,intent,weight\nhello,\(intent),0\n")
        let weight = try BuiltProgram.run(call, in: folder)
        #expect(weight.code == 65 && weight.errors.contains("above 0"), "\(weight.errors)")
        try folder.write(
            "live.csv", "text,intent,annotator,second_intent,second_annotator\nhello,\(intent),a,\(intent),a\n")
        let twice = try BuiltProgram.run(call, in: folder)
        #expect(twice.code == 65 && twice.errors.contains("gave both labels"), "\(twice.errors)")
        try folder.write("live.csv", "text,intent\nhello,\n")
        #expect(try BuiltProgram.run(call, in: folder).errors.contains("no text has a label"))
        #expect(try BuiltProgram.run(call + ["--threshold", "2"], in: folder).code == 64)
        #expect(try BuiltProgram.run(["calibrate"], in: folder).code == 64)
    }
}
