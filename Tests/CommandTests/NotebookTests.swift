import Foundation
import TestSupport
import Testing

/// The notebooks, run as a researcher runs them: with pinned packages in an environment outside of the tree, which the
/// first run makes (and needs the network for).
@Suite(.serialized) struct NotebookTests {
    private static let script = BuiltProgram.root + "/Scripts/notebook.py"
    private static let notebook = BuiltProgram.root + "/notebooks/threshold-sweep.ipynb"

    private func run(_ notebook: String, _ sweep: String, in folder: TemporaryFolder) throws -> BuiltProgram.Outcome {
        try BuiltProgram.start(
            "/usr/bin/env", ["python3", Self.script, notebook, sweep, "--out", "executed.ipynb"], in: folder
        ).finish()
    }

    private static func cells(_ text: String) throws -> [[String: Any]] {
        let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return try #require(document?["cells"] as? [[String: Any]])
    }

    @Test func itIsCommittedWithoutOutputs() throws {
        let cells = try Self.cells(try String(contentsOfFile: Self.notebook, encoding: .utf8))
        #expect(cells.count > 8)
        for cell in cells where cell["cell_type"] as? String == "code" {
            #expect((cell["outputs"] as? [Any])?.isEmpty == true && cell["execution_count"] is NSNull)
        }
    }

    @Test(.timeLimit(.minutes(30))) func everyCellRunsOnASweep() throws {
        let folder = try TemporaryFolder()
        let sweep = try BuiltProgram.run(
            [
                "sweep", BuiltProgram.root + "/scenarios/learning.yaml", "--vary", "policy.threshold=60%,90%", "--vary",
                "teams.support.agents=4,6", "--set", "horizon=2 weeks", "--replications", "3", "--out", "sweep",
                "--quiet",
            ], in: folder)
        #expect(sweep.code == 0, "\(sweep.errors)")
        let executed = try run(Self.notebook, "sweep", in: folder)
        #expect(executed.code == 0 && executed.output.contains("6 cells ran"), "\(executed.errors)")
        // Two pictures and the labels, as altair gives them.
        let charts = try Self.cells(try folder.text("executed.ipynb")).count { cell in
            (cell["outputs"] as? [[String: Any]] ?? []).contains { output in
                (output["data"] as? [String: Any])?.keys.contains { $0.contains("vegalite") } ?? false
            }
        }
        #expect(charts == 3)
        // A cell that fails fails the run; what is not there is said.
        try folder.write(
            "broken.ipynb",
            """
            {"cells": [{"cell_type": "code", "id": "a", "execution_count": null, "metadata": {}, "outputs": [],
            "source": ["raise ValueError('the cell is broken')"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            """)
        let broken = try run("broken.ipynb", "sweep", in: folder)
        #expect(broken.code == 1 && broken.errors.contains("the cell is broken"), "\(broken.code): \(broken.errors)")
        // Without the files of a sweep the notebook itself fails.
        try FileManager.default.createDirectory(atPath: folder.path + "/empty", withIntermediateDirectories: true)
        let empty = try run(Self.notebook, "empty", in: folder)
        #expect(empty.code == 1 && empty.errors.contains("sweep.json"))
        #expect(try run(Self.notebook, "gone", in: folder).code == 64)
    }
}
