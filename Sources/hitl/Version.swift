import CBuildCommit

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

    /// The release of a version that a manifest has.
    static func release(of version: String) -> String { String(version.prefix { $0 != "+" }) }

    /// Whether a program of another version may simulate differently: another release did, and another commit perhaps.
    /// A version without its commit is taken at its word.
    static func mayDiffer(from version: String) -> Bool {
        guard release(of: version) == text else { return true }
        return version != full && version != text && full != text
    }
}
