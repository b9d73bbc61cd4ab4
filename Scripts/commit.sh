#!/bin/sh
# Writes the commit of a working tree, as Swift, for the program to tell: the build calls it.
# usage: commit.sh ROOT FILE
#
# "-changed" says that what makes the program is not what the commit has. Outside a repository of its own, as in an
# archive or a copy inside another project, the commit is "unknown". The file stays untouched where it says so already.
set -eu
root=$1
file=$2

# Reading must not write: no lock on the index, which the build watches.
export GIT_OPTIONAL_LOCKS=0
commit=unknown
if top=$(git -C "$root" rev-parse --show-toplevel 2>/dev/null) && [ "$(cd "$top" && pwd -P)" = "$(cd "$root" && pwd -P)" ]; then
    commit=$(git -C "$root" rev-parse --short=12 --verify --quiet HEAD) || commit=unknown
    if [ "$commit" != unknown ] && [ -n "$(git -C "$root" status --porcelain -- Sources Package.swift)" ]; then
        commit=$commit-changed
    fi
fi
line="let commit: StaticString = \"$commit\""
[ -f "$file" ] && [ "$(cat "$file")" = "$line" ] || printf '%s\n' "$line" >"$file"
