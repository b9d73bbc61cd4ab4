#!/usr/bin/env bash
# Writes what goes beside the program: completions for three shells, the manual page and the schema of scenarios.
# usage: share.sh PROGRAM FOLDER
set -euo pipefail

program=${1:?usage: share.sh PROGRAM FOLDER}
folder=${2:?usage: share.sh PROGRAM FOLDER}

mkdir -p "$folder/bash-completion/completions" "$folder/zsh/site-functions" "$folder/fish/vendor_completions.d" \
    "$folder/man/man1" "$folder/hitl"
"$program" --generate-completion-script bash > "$folder/bash-completion/completions/hitl"
"$program" --generate-completion-script zsh > "$folder/zsh/site-functions/_hitl"
"$program" --generate-completion-script fish > "$folder/fish/vendor_completions.d/hitl.fish"
"$program" schema > "$folder/hitl/hitl.schema.json"
if command -v python3 > /dev/null; then
    "$(dirname "$0")/manual.py" "$program" > "$folder/man/man1/hitl.1"
else
    echo "python3 is missing: no manual page" >&2
fi
