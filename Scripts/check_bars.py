#!/usr/bin/env python3
"""How often `hitl check` fails when it should, and when it should not, with scenarios/ci.yaml.

    Scripts/check_bars.py [--hitl .build/release/hitl] [--jobs 2] [--unchanged 200] [--worse 100]

Unchanged router, each seed a run of its own:
  other customers   the baseline holds later replications of the same router, and nothing may be worse than it: the
                    limits are the truth itself, where false alarms are likeliest. On the same seed, because that fixes
                    the invented language; compared unpaired, because the customers are others
  same customers    the scenario's own checks against its own baseline on the same seed
Worse router: nine regressions, each against the baseline of the same seed, with the scenario's own checks.

Writes results/check/bars.json, one row a run into results/check/bars.csv, and the table of docs/how-to/ci.md (--page: only
that, from what is there). Exit code 1: a bar is missed. Most of an hour of two cores.
"""

import argparse
import concurrent.futures
import csv
import json
import math
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SCENARIO = "scenarios/ci.yaml"
LEVEL = 0.05
# Few replications are where a false alarm is likeliest: looks at 10 and 20.
UNCHANGED = "level: 5%, looks: 2, max_replications: 20"
EQUAL = f"checks={{{UNCHANGED}, a: ai.selective_risk <= baseline, b: cost.per_resolution <= baseline, "
EQUAL += "c: service_level.chat >= baseline}"
OTHERS = "order_status, return_item, invoice_copy, cancel_order, password_reset, complaint"


def swapped(text):
    """The scenario with its first and its last trigger in each other's place."""
    lines = text.split("\n")
    first, last = (next(i for i, line in enumerate(lines) if line.startswith(f"    {name}:")) for name in ("wants_human", "angry"))
    lines[first], lines[last] = lines[last], lines[first]
    return "\n".join(lines)


# A regression: what it is, what it sets, and what it does to the text of the scenario.
REGRESSIONS = [
    ("a trigger removed", ["policy.triggers.angry=null"], None),
    ("the order of triggers swapped", [], swapped),
    ("a wrong queue", ["policy.triggers.angry.queue=general"], None),
    ("slower AI", ["ai.latency=4 s"], None),
    ("audits off", ["policy.audit.share=0%"], None),
    ("retraining off", ["training.every=30 days"], None),
    ("15% label noise", ["teams.support.label_error=15%", "teams.seniors.label_error=15%"], None),
    ("3% more cost", ["teams.support.wage=21.22 USD per hour", "teams.seniors.wage=24.72 USD per hour"], None),
    # What the AI reads as a refund it answers from any confidence on: the intents that it takes for one get two points
    # more wrong answers.
    ("intents 2 points worse", [
        "policy.threshold=30%",
        f"policy.triggers.sure={{when: {{intent: [{OTHERS}], confidence_below: 80%}}, then: escalate}}"], None),
]


def binomial_quantile(level, trials, p):
    total = 0.0
    for k in range(trials + 1):
        total += math.comb(trials, k) * p**k * (1 - p) ** (trials - k)
        if total >= level:
            return k
    return trials


class Program:
    def __init__(self, path, folder):
        self.path, self.folder = os.path.abspath(path), folder

    def run(self, *arguments):
        done = subprocess.run([self.path, *arguments], cwd=ROOT, capture_output=True, text=True)
        if done.returncode not in (0, 1, 2):
            sys.exit(f"{' '.join(arguments)}\n{done.stderr}")
        return done

    def baseline(self, seed, replications=80, settings=("--set", EQUAL)):
        path = os.path.join(self.folder, f"baseline-{seed}-{replications}-{len(settings)}.json")
        if not os.path.exists(path):
            self.run(
                "check", SCENARIO, "--baseline", path, "--update-baseline", *settings, "--seed", str(seed),
                "--threads", "1", "--quiet", "--max-replications", str(replications))
        return path

    def later(self, seed, skipped, replications):
        """A baseline of the replications after the first `skipped` ones."""
        path = self.baseline(seed, skipped + replications)
        with open(path) as file:
            document = json.load(file)
        for measure in document["measures"].values():
            for key, values in measure.items():
                if isinstance(values, list):
                    measure[key] = values[skipped:]
        document["first"], document["replications"] = skipped, replications
        path = path.replace(".json", "-later.json")
        with open(path, "w") as file:
            # A baseline begins with what it is.
            json.dump(document, file, sort_keys=True, indent=2)
        return path

    def check(self, seed, *arguments, scenario=SCENARIO):
        done = self.run("check", scenario, "--seed", str(seed), "--threads", "1", "--quiet", "--json", *arguments)
        result = json.loads(done.stdout)
        return result["verdict"], result["replications"]


LABELS = {
    "other customers": "unchanged, no worse than a baseline with other customers",
    "same customers": "unchanged, the scenario's own checks",
}


def write_page(document):
    lines = [
        "| router | seeds | fail | undecided | pass | replications | bar |", "|---|--:|--:|--:|--:|--:|---|"]
    for row in document["results"]:
        bar = f"at most {row['most_failures']} fail" if "most_failures" in row else f"at least {row['fewest_failures']} fail"
        lines.append(
            f"| {LABELS.get(row['case'], row['case'])} | {row['seeds']} | {row['fail']} | {row['undecided']} | {row['pass']} | "
            f"{row['mean_replications']} | {bar} |")
    path = os.path.join(ROOT, "docs/how-to/ci.md")
    with open(path) as file:
        text = file.read()
    start, end = text.index("<!-- bars -->"), text.index("<!-- end -->")
    with open(path, "w") as file:
        file.write(text[:start] + "<!-- bars -->\n" + "\n".join(lines) + "\n" + text[end:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hitl", default=os.path.join(ROOT, ".build/release/hitl"))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--unchanged", type=int, default=200)
    parser.add_argument("--worse", type=int, default=100)
    parser.add_argument("--out", default=os.path.join(ROOT, "results/check"))
    parser.add_argument("--page", action="store_true")
    options = parser.parse_args()
    if options.page:
        with open(os.path.join(options.out, "bars.json")) as file:
            write_page(json.load(file))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        program = Program(options.hitl, folder)
        with open(os.path.join(ROOT, SCENARIO)) as file:
            text = file.read()
        scenarios = {}
        for name, _, change in REGRESSIONS:
            scenarios[name] = SCENARIO
            if change:
                scenarios[name] = os.path.join(folder, name.replace(" ", "-") + ".yaml")
                with open(scenarios[name], "w") as file:
                    file.write(change(text))

        def unchanged(seed):
            few = ["--replications", "10", "--set", EQUAL]
            own = program.baseline(seed, settings=())
            return {
                "other customers": program.check(seed, *few, "--baseline", program.later(seed, 20, 20)),
                "same customers": program.check(seed, "--baseline", own),
            }

        def worsened(seed):
            own = program.baseline(seed, settings=())
            return {
                name: program.check(
                    seed, "--baseline", own, *(word for value in settings for word in ("--set", value)),
                    scenario=scenarios[name])
                for name, settings, _ in REGRESSIONS
            }

        def both(seed):
            worse = worsened(seed) if seed <= options.worse else {}
            return [("worse", worse), ("unchanged", unchanged(seed) if seed <= options.unchanged else {})]

        rows, groups, missed = [], {}, False
        seeds = range(1, max(options.worse, options.unchanged) + 1)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for seed, parts in zip(seeds, pool.map(both, seeds)):
                for router, found in parts:
                    for case, (verdict, replications) in found.items():
                        rows.append([router, case, seed, verdict, replications])
                        groups.setdefault((router, case), []).append((verdict, replications))
                if seed % 10 == 0 or seed == seeds[-1]:
                    # What is there after a stop counts for so many seeds.
                    missed = write_results(options.out, rows, groups)
                    print(f"{seed} of {seeds[-1]} seeds", file=sys.stderr, flush=True)
    return 1 if missed else 0


def write_results(out, rows, groups):
    """Writes bars.json, bars.csv and the page, and says whether a bar is missed."""
    results, missed = [], False
    for (router, case), found in groups.items():
        n = len(found)
        counts = {verdict: sum(1 for one, _ in found if one == verdict) for verdict in ("pass", "fail", "undecided")}
        row = {"router": router, "case": case, "seeds": n, **counts,
               "mean_replications": round(sum(count for _, count in found) / n, 1)}
        if router == "unchanged":
            row["most_failures"] = binomial_quantile(0.999, n, LEVEL)
            row["reached"] = counts["fail"] <= row["most_failures"]
        else:
            row["fewest_failures"] = math.ceil(0.95 * n)
            row["reached"] = counts["fail"] >= row["fewest_failures"]
        missed = missed or not row["reached"]
        results.append(row)
    os.makedirs(out, exist_ok=True)
    document = {"scenario": SCENARIO, "level": LEVEL, "results": results}
    with open(os.path.join(out, "bars.json"), "w") as file:
        json.dump(document, file, indent=2)
        file.write("\n")
    with open(os.path.join(out, "bars.csv"), "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["router", "case", "seed", "verdict", "replications"])
        writer.writerows(rows)
    write_page(document)
    return missed


if __name__ == "__main__":
    sys.exit(main())
