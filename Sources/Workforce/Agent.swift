/// One person, with what is true of them and the operation need not know.
public struct Agent: Sendable, Equatable {
    /// Index of the team.
    public let team: Int
    /// Index of the shift within the team.
    public let shift: Int
    /// Factor on handle time from personal speed, about 1.
    public let speedFactor: Double
    /// Tenure at the start of the run, in seconds.
    public let tenureSeconds: Double
}
