#!/usr/bin/env bash
# Says whether two built programs write the same results, byte for byte: a change of structure must change none.
# usage: same_results.sh [--without-verify] A B     (about four minutes with release builds, two without verify)
#
# Both run the same commands in folders of their own, by relative paths. What names the program (its version and commit,
# and the hashes that a sweep's plan takes over its version) is taken out before the comparison, and so is the time of
# day in the router's trail; nothing else is.
# Exit code 0: the same; 1: something differs; 64: usage. HITL_THREADS sets the threads, 2 otherwise.
set -euo pipefail

verify=yes
if [ "${1:-}" = --without-verify ]; then
    verify=no
    shift
fi
if [ $# -ne 2 ] || [ ! -x "$1" ] || [ ! -x "$2" ]; then
    sed -n '3s/^# //p' "$0" >&2
    exit 64
fi
root=$(cd "$(dirname "$0")/.." && pwd)
truth=$root/../shared/truth
threads=${HITL_THREADS:-2}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# run NAME ARGUMENT...: what the program prints goes to NAME.out and NAME.err, its exit code to NAME.code.
run() {
    local name=$1 code=0
    shift
    hitl "$@" >"$name.out" 2>"$name.err" </dev/null || code=$?
    echo "$code" >"$name.code"
}

# Everything that a program can write, in the current folder.
everything() {
    local few=(--threads "$threads" --quiet)
    for path in "$root"/scenarios/*.yaml; do
        local name
        name=$(basename "$path" .yaml)
        cp "$path" "$name.yaml"
        run "simulate-$name" simulate "$name.yaml" --replications 2 "${few[@]}" --out "simulated/$name"
        run "dry-$name" simulate "$name.yaml" --dry-run "${few[@]}"
        run "dry-json-$name" simulate "$name.yaml" --dry-run --json "${few[@]}"
        run "validate-$name" validate "$name.yaml"
        run "validate-json-$name" validate "$name.yaml" --json
    done
    # The golden summary of the tests.
    run golden simulate support.yaml --seed 1 --replications 2 --json "${few[@]}"
    # One replication with all that is written down of it.
    for name in support plans; do
        run "trace-$name" simulate "$name.yaml" --set 'horizon=1 week' --replications 1 --json "${few[@]}" \
            --trace "$name.trace.csv" --audit "$name.audit.jsonl"
        run "audit-$name" audit verify "$name.audit.jsonl"
    done
    run again simulate simulated/ci/manifest.json "${few[@]}" --out simulated/again
    run precise simulate ci.yaml --precision 5% --max-replications 40 "${few[@]}" --out simulated/precise
    run reduced simulate ci.yaml --control-variates --antithetic --replications 4 "${few[@]}" --out simulated/reduced
    run warm simulate ci.yaml --set 'warm_up=auto' --replications 4 "${few[@]}" --out simulated/warm
    run redrawn report simulated/support --quiet --out redrawn.html

    local one='other: policy.threshold=90%'
    run compare compare ci.yaml --variant "$one" --replications 4 "${few[@]}" --out compared
    run compare-json compare ci.yaml plans.yaml --replications 2 --json "${few[@]}"
    run compare-precise compare ci.yaml --variant "$one" --precision 20% --max-replications 40 --json "${few[@]}"
    run compare-again compare compared/manifest.json "${few[@]}" --out compared-again

    run sweep sweep ci.yaml --vary policy.threshold=70%:90%:10% --replications 3 "${few[@]}" --out swept
    run sweep-sobol sweep ci.yaml --design sobol --points 6 --vary policy.threshold=60%:95% --replications 2 --json \
        "${few[@]}"
    run sweep-ocba sweep ci.yaml --vary policy.threshold=70%:90%:10% --allocation ocba --budget 40 "${few[@]}" \
        --out swept-ocba
    run sweep-plan sweep-plan ci.yaml --vary policy.threshold=70%:90%:10% --replications 2 --quiet --out plan.jsonl
    run sweep-run sweep-run --tasks plan.jsonl --out part "${few[@]}"
    run sweep-merge sweep-merge --tasks plan.jsonl --out merged part "${few[@]}"
    run sweep-again sweep swept/manifest.json "${few[@]}" --out swept-again

    run staff staff support.yaml --set 'horizon=2 weeks' --target 'service_level.voice >= 80%' --interval '1 h' \
        --max-replications 6 --replications 2 "${few[@]}" --out staffed
    run staff-json staff support.yaml --set 'horizon=2 weeks' --target 'service_level.chat >= 80%' --scope overall \
        --interval '1 h' --pattern day --max-replications 6 --replications 2 --json "${few[@]}"

    run baseline check ci.yaml --baseline ci.baseline.json --update-baseline --max-replications 40 "${few[@]}"
    run check check ci.yaml --baseline ci.baseline.json --max-replications 40 "${few[@]}" \
        --junit checks.xml --markdown checks.md
    run check-json check ci.yaml --baseline ci.baseline.json --set policy.threshold=60% --max-replications 40 --json \
        --github "${few[@]}"

    labels >labels.csv
    run train train --labels labels.csv --out model.json
    run evaluate evaluate --model model.json --labels labels.csv
    run evaluate-json evaluate --model model.json --labels labels.csv --json
    printf '{"id":"%s","text":"my card has not arrived, part %s"}\n' {1,1}{0..9}{,} >queries.jsonl
    run route route --model model.json --policy support.yaml --queries queries.jsonl --audit routed.audit.jsonl
    run audit-routed audit verify routed.audit.jsonl

    run schema schema
    for template in approval chat minimal mixed voice; do
        run "init-$template" init --template "$template" "$template.yaml"
        run "validate-init-$template" validate "$template.yaml" --json
    done

    run verify-emit verify --emit "$(emitted)" --quick
    [ $verify = no ] || run verify verify --quick --json "${few[@]}"
    for file in operation public simulated; do
        [ $verify = yes ] && [ -f "$truth/$file.json" ] || continue
        cp "$truth/$file.json" "truth-$file.json"
        run "verify-$file" verify --quick --json --cases "truth-$file.json" "${few[@]}"
    done
}

# A case that is built in.
emitted() { echo "${HITL_CASE:-erlang_b_c10}"; }

# Labelled texts of three intents, the same each time.
labels() {
    echo text,intent
    local number
    for number in {1..40}; do
        echo "my card number $number has not arrived yet,card"
        echo "please give me the money of order $number back,refund"
        echo "I forgot password $number and cannot log in,login"
    done
}

# tidy FOLDER VERSION: takes out what names the program.
tidy() {
    # Results of tasks are merged into tables, which are compared; their files are named by hashes over the version.
    find "$1" -type d \( -name tasks -o -name part \) -prune -exec rm -rf {} +
    rm -f "$1/hitl"
    local version
    version=$(printf '%s' "${2%%+*}" | sed 's/[][\.*^$/]/\\&/g')'(\+[0-9a-f]+(-changed)?)?'
    # The trail of the router holds the time of day, and with it other digests.
    sed -i -E -e 's/"time":"[^"]*",//' -e 's/[0-9a-f]{64}/DIGEST/g' "$1"/routed.audit.jsonl* "$1"/audit-routed.out
    find "$1" -type f -print0 | xargs -0 sed -i -E \
        -e "s/hitl $version/hitl VERSION/g" -e "s/\"version\" ?: ?\"$version\"/\"version\": VERSION/g" \
        -e 's/"madeBy":"[^"]*",//' -e 's/("(plan|plan_hash|hash)" ?: ?)"[0-9a-f]{16,64}"/\1HASH/g'
}

for side in A B; do
    program=$([ $side = A ] && echo "$1" || echo "$2")
    program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
    mkdir -p "$work/$side"
    echo "running $program" >&2
    (
        cd "$work/$side"
        # By a link, so that command lines in results are the same.
        ln -s "$program" hitl
        PATH=$PWD:$PATH
        export -n GITHUB_ACTIONS GITHUB_WORKSPACE
        everything
    )
    tidy "$work/$side" "$("$program" --version)"
done

failed=$(cd "$work/A" && grep -lxE '64|70|73|127|13[0-9]' ./*.code | sed 's/\.code$//' || true)
if [ -n "$failed" ]; then
    echo "commands that did not run, so that nothing was compared of them:" $failed >&2
    for name in $failed; do sed 's/^/    /' "$work/A/$name.err" >&2; done
    exit 1
fi
if diff -rq "$work/A" "$work/B"; then
    echo "the same: $(find "$work/A" -type f | wc -l) files of $(find "$work/A" -name '*.code' | wc -l) commands"
else
    diff -ru "$work/A" "$work/B" | cut -c 1-200 | head -60
    exit 1
fi
