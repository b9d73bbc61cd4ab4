#!/usr/bin/env bash
# Builds and runs the tests in release mode (statistics are hopeless in debug) and fails when none ran.
# usage: test.sh [FILTER]; VERBOSE=1 shows every test.
set -euo pipefail

filter=${1:-}
log=.build/test.log

echo "building the tests (the first build takes a few minutes)"
# Builds the program as well, which some tests run.
swift build -c release --build-tests

echo "running the tests${filter:+ that match $filter}"
# Testable imports, on by default, would change the compiler's flags and cost a full rebuild after the next `make build`.
arguments=(-c release --skip-build --disable-xctest --disable-testable-imports)
[ -z "$filter" ] || arguments+=(--filter "$filter")
hidden='^(◇|✔|↳) |( started\.| passed after .* seconds\.)$|^\[[0-9]+/[0-9]+\] |^$'
[ -z "${VERBOSE:-}" ] || hidden='^$'
status=0
# A closing line such as "Test run with 12 tests in 3 suites passed" stays; a line per passing test does not.
swift test "${arguments[@]}" 2>&1 | tee "$log" | { grep --line-buffered -avE "$hidden" || true; } || status=$?
closing=$(grep -aoE 'Test run with [0-9]+ tests?.*' "$log" | tail -n 1 || true)
echo "${closing:-the test run broke off; all it said is in $log}"
[ "$status" -eq 0 ] && [ -n "$closing" ] || exit 1
case $closing in
"Test run with 0 tests"*)
    echo "no test ran${filter:+: nothing matches $filter}" >&2
    exit 1
    ;;
esac
