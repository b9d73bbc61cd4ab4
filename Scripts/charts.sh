#!/usr/bin/env bash
# Puts the offline Vega bundle that reports embed into the folder given: once, and never as an error.
# With --once it does not try again after a failure: an offline build should not wait for the network every time.
# The bundle is what the Python package vl-convert-python ships; it sets window.vegaEmbed.
set -euo pipefail

version=1.9.0.post1
share=${1:?usage: charts.sh FOLDER [--once]}
failed=.build/charts.failed
bundle=$share/vega-bundle.js
stamp="vl-convert-python $version"
venv=.build/venv

# The first line of a bundle names the version it came from.
if [ -s "$bundle" ] && head -n 1 "$bundle" | grep -qF "($stamp)"; then exit 0; fi

without() {
    mkdir -p .build
    echo "$1" >"$failed"
    echo "no charts: $1; reports show tables only until 'make charts' succeeds"
    exit 0
}

if [ "${2:-}" = --once ] && [ -s "$failed" ]; then without "$(cat "$failed")"; fi
rm -f "$failed"
command -v python3 >/dev/null || without "Python 3 is not installed"
echo "fetching the charts bundle with Python (33 MB, once)"
mkdir -p "$share"
if ! "$venv/bin/python" -c '' 2>/dev/null; then
    rm -rf "$venv"
    python3 -m venv "$venv" >/dev/null 2>&1 || {
        rm -rf "$venv"
        without "Python cannot make a virtual environment (on Debian and Ubuntu: install python3-venv)"
    }
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 20 \
    "vl-convert-python==$version" >.build/charts.log 2>&1 ||
    without "the Python package $stamp could not be fetched (see .build/charts.log)"
"$venv/bin/python" Scripts/vega_bundle.py "$stamp" "$bundle" 2>.build/charts.log ||
    without "the bundle could not be extracted (see .build/charts.log)"
