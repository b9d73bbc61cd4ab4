import Files

/// The files of a sweep's result folder.
public enum SweepFiles {
    /// The plan, which repeats the sweep.
    public static let plan = "plan.jsonl"
    /// The folder of the tasks' results.
    public static let tasks = "tasks"
    /// What the sweep found.
    public static let json = "sweep.json"

    /// Everything that a sweep writes, the manifest last: where it is, the sweep is complete.
    public static let all = [plan, tasks] + SweepCSV.names + [json, "report.html", Manifest.fileName]
}
