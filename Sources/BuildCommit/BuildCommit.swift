/// The commit of the working tree that was built, in place of the "unknown" of `CBuildCommit`.
///
/// No target imports this one: the program is only linked with it, so that another commit compiles nothing else.
@_cdecl("hitl_build_commit")
public func buildCommit() -> UnsafePointer<CChar> {
    UnsafeRawPointer(commit.utf8Start).assumingMemoryBound(to: CChar.self)
}
