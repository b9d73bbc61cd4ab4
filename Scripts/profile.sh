#!/usr/bin/env bash
# Where the time of one replication goes, in shares of the whole, by sampling with Linux perf.
# usage: profile.sh [SCENARIO]
set -euo pipefail

scenario=${1:-scenarios/support.yaml}
data=$(mktemp)
trap 'rm -f "$data" "$data.old"' EXIT
command -v perf >/dev/null || { echo "perf is missing: install the package linux-perf" >&2; exit 1; }

perf record -q -F 1999 --call-graph fp -o "$data" \
    .build/release/hitl simulate "$scenario" --replications 1 --threads 1 --json --quiet >/dev/null
functions=$(perf report -i "$data" --children --stdio -g none --percent-limit 0 2>/dev/null | grep -v '^#' |
    awk 'NF {print $1, $NF}' | swift demangle --simplified)
# The share of a function with all that it calls; then that of a module's own code alone.
inclusive() { echo "$functions" | grep -m1 -F -- "$1" | awk '{print $1}'; }
engine=$(perf report -i "$data" --no-children --stdio -g none --percent-limit 0 2>/dev/null | grep -v '^#' |
    awk '/11EventEngine/ {sum += $1} END {printf "%.2f%%", sum}')

printf '%-44s %s\n' \
    "text of queries (SyntheticLanguage.write)" "$(inclusive 'SyntheticLanguage.write(')" \
    "truth of customers (TruthSource.truth)" "$(inclusive 'TruthSource.truth(')" \
    "classification: features" "$(inclusive 'Featuriser.features(')" \
    "classification: scores and probabilities" "$(inclusive 'TextClassifier.predict(')" \
    "policy" "$(inclusive 'EscalationPolicy.decide')" \
    "retraining: training" "$(inclusive 'Trainer.train(')" \
    "retraining: calibration on held-out labels" "$(inclusive 'Trainer.calibrate(')" \
    "retraining: promotion gate" "$(inclusive 'PromotionGate.judge(')" \
    "event engine, its own code" "$engine"
