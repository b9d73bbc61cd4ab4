/// Where results of tasks are kept, by the hash of the task.
public protocol SweepStore: Sendable {
    /// Whether the whole result of a task is there.
    func has(_ hash: String) -> Bool
    /// A result; nil when it is not there, or not whole.
    func result(_ hash: String) throws -> SweepResult?
    /// Where something stands in the place of a result that is no whole result; nil where nothing does.
    func damaged(_ hash: String) -> String?
    /// Keeps a result, whole or not at all, from any thread.
    func keep(_ result: SweepResult, _ hash: String) throws
}
