#ifndef HITL_BUILD_COMMIT_H
#define HITL_BUILD_COMMIT_H

/// The commit of the working tree that was built, with "-changed" where it differs; "unknown" without `BuildCommit`.
const char *_Nonnull hitl_build_commit(void);

#endif
