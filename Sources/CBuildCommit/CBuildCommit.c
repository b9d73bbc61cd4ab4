#include "CBuildCommit.h"

__attribute__((weak)) const char *hitl_build_commit(void) { return "unknown"; }
