#!/usr/bin/env bash
# Copies the program and its charts bundle, and writes completions, manual page and schema beside them. usage: install.sh PREFIX SHARE
set -euo pipefail

prefix=${1:?usage: install.sh PREFIX SHARE}
share=${2:?usage: install.sh PREFIX SHARE}

echo "installing $prefix/bin/hitl"
mkdir -p "$prefix/bin" "$prefix/share/hitl" || {
    echo "$prefix cannot be written; type: make install PREFIX=\$HOME/.local" >&2
    exit 1
}
install -m 755 .build/release/hitl "$prefix/bin/hitl"
if [ -s "$share/vega-bundle.js" ]; then
    install -m 644 "$share/vega-bundle.js" "$prefix/share/hitl/vega-bundle.js"
fi
"$(dirname "$0")/share.sh" "$prefix/bin/hitl" "$prefix/share"
