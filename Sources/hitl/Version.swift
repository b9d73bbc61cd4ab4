import CBuildCommit
import Results

/// The version of this program.
enum Version {
    /// The release. One release gives the same results, so this is what plans and baselines are held to, and what pages
    /// name.
    static let text = "0.1.0"

    /// The release with the commit, as manifests have it: `0.1.0+3271b8128c0d`, and `-changed` behind it where the
    /// sources differed from the commit; the release alone where the commit is not known.
    static let full: String = {
        let commit = String(cString: hitl_build_commit())
        return commit == "unknown" ? text : text + "+" + commit
    }()

    /// This program, to be compared with the versions that results name.
    static let program = ProgramVersion(full)
}
