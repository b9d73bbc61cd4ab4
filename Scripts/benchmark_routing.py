#!/usr/bin/env python3
"""Measures routing and training on real text beside scikit-learn on the same features; writes results/routing/.

usage: benchmark_routing.py [--shuffles N] [--resamples N]
Needs ../shared/data/banking77 beside the repository, and the network once for scikit-learn, which goes into a virtual
environment outside the tree (HITL_ROUTING_ENV, default ~/.cache/hitl-routing). One thread each; CPU seconds.
Bars of the simulator are read from the results of `make routing`. Exit code 1 when a bar is missed.
"""
import argparse
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import venv

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import routing_bars  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "banking77"
RESULTS = ROOT / "results" / "routing"
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}


def say(text):
    print(text, file=sys.stderr, flush=True)


def environment():
    """The Python of an environment outside the tree that has scikit-learn."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"))
    folder = pathlib.Path(os.environ.get("HITL_ROUTING_ENV", cache / "hitl-routing"))
    python = folder / "bin" / "python"
    if not python.exists():
        say(f"making a Python environment for scikit-learn in {folder}")
        venv.create(folder, with_pip=True)
    if subprocess.run([python, "-c", "import sklearn, numpy"], capture_output=True).returncode != 0:
        subprocess.run([python, "-m", "pip", "install", "-q", "scikit-learn", "numpy"], check=True, stdout=sys.stderr)
    return python


def program():
    say("building the routing program")
    subprocess.run(["swift", "build", "-c", "release", "--package-path", ROOT, "--product", "routing-benchmark"], check=True,
                   stdout=sys.stderr)
    return ROOT / ".build" / "release" / "routing-benchmark"


def run(command):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def run_if_there(*command):
    """What a command of the routing program prints; None for one that it does not know, or a file that is not there."""
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else None


def load_average():
    try:
        return os.getloadavg()[0]
    except OSError:
        return float("nan")


# --- the table --------------------------------------------------------------------------------------------------------

# Two-sided 95% points of Student's t by degrees of freedom; between them the next smaller one counts.
STUDENT = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 7: 2.365, 9: 2.262, 14: 2.145, 19: 2.093, 29: 2.045,
           49: 2.010, 99: 1.984}


def interval(values):
    """Mean and 95% Student interval; no width for a single value."""
    n = len(values)
    mean = sum(values) / n
    if n < 2:
        return mean, mean, mean
    deviation = (sum((value - mean) ** 2 for value in values) / (n - 1)) ** 0.5
    half = STUDENT[max(k for k in STUDENT if k <= n - 1)] * deviation / n ** 0.5
    return mean, mean - half, mean + half


def table(quality, speed, sk, bounds, loop, dispatch, scope):
    """Rows of (what, measured, bar, met or missed, remark); met is None where there is no bar."""
    ours = {row["name"]: row for row in quality}
    rows = []

    def row(what, measured, bar, met, remark=""):
        rows.append((what, measured, bar, "" if met is None else "met" if met else "MISSED", remark))

    def bound(value):
        return f"ours minus the reference is above {value * 100:+.2f} points"

    for name, what, goal in (("all", "accuracy, all labels", 0.918), ("ten", "accuracy, 10 per class", 0.761)):
        low = bounds[name]["accuracy_bound"]
        row(what, f"{ours[name]['accuracy']:.4f}", f"{goal} or more; bound above -0.5 points",
            ours[name]["accuracy"] >= goal - 5e-4 and low > -0.005,
            f"reference {sk[name]['accuracy']:.4f}; {bound(low)}")
    all_labels = ours["all"]
    row("expected calibration error", f"{all_labels['calibrationError']:.4f}", "0.013 or less",
        all_labels["calibrationError"] <= 0.0135)
    row("AURC", f"{all_labels['aurc']:.4f}", "0.0122 or less", all_labels["aurc"] <= 0.01225,
        f"reference {bounds['all']['reference_aurc']:.4f}")
    low = bounds["all"]["coverage_bound"]
    row("coverage at 95% right", f"{all_labels['coverageAt95']:.4f}", "0.934 or more; bound above -0.5 points",
        all_labels["coverageAt95"] >= 0.9335 and low > -0.005,
        f"reference {bounds['all']['reference_coverage']:.4f}; {bound(low)}")
    row("coverage at 98% right", f"{all_labels['coverageAt98']:.4f}", "", None)
    ratio = sk["all"]["fit_seconds"] / all_labels["trainSeconds"]
    row("training on 10,003 texts", f"{all_labels['trainSeconds']:.2f} s", "2.5 s or less",
        all_labels["trainSeconds"] <= 2.5)
    row("training, times as fast as the reference", f"{ratio:.0f}", "10 or more", ratio >= 10,
        f"reference {sk['all']['fit_seconds']:.1f} s, {sk['all']['iterations']} iterations, on the same rows")
    for name, what, nanoseconds, bar in (
            ("all", "words and characters", speed["nanosecondsWordsAndCharacters"], 5000),
            ("words", "words", speed["nanosecondsWords"], 1000)):
        theirs = sk[name]["featurise_ns"] + sk[name]["predict_ns"]
        row(f"a query, {what}", f"{nanoseconds:,.0f} ns", f"{bar:,} ns or less", nanoseconds <= bar,
            f"{1e9 / nanoseconds:,.0f} queries a second")
        row(f"a query, {what}, times as fast as the reference", f"{theirs / nanoseconds:.1f}",
            "20 or more" if name == "all" else "", theirs / nanoseconds >= 20 if name == "all" else None,
            f"reference {1e9 / theirs:,.0f} queries a second: {sk[name]['featurise_ns']:,.0f} ns for TfidfVectorizer,"
            f" {sk[name]['predict_ns']:,.0f} ns to predict")
    row("a row of CSV", f"{speed['nanosecondsRow']:,.0f} ns", "10,000 ns or less", speed["nanosecondsRow"] <= 10_000,
        f"Python's csv module, written in C: {sk['row_ns']:,.0f} ns")
    row("a text of the synthetic language", f"{speed['nanosecondsSynthetic']:,.0f} ns", "2,000 ns or less",
        speed["nanosecondsSynthetic"] <= 2000)
    accuracy = interval([one["accuracy"] for one in loop])
    row("loop: final accuracy", f"{accuracy[0]:.4f}", "0.87 or more", accuracy[0] >= 0.87,
        f"{len(loop)} shuffles, 95% interval {accuracy[1]:.4f} to {accuracy[2]:.4f}")
    for what, suffix, bar in (("the AI's own answers", "", True), ("the last quarter of them", "Late", False)):
        bias = interval([one[f"claimedError{suffix}"] - one[f"trueError{suffix}"] for one in loop])
        claimed = sum(one[f"claimedError{suffix}"] for one in loop) / len(loop)
        true = sum(one[f"trueError{suffix}"] for one in loop) / len(loop)
        row(f"loop: bias of the claimed error of {what}", f"{bias[0] * 100:+.2f} points",
            "within 1 point, with its interval" if bar else "",
            (bias[1] > -0.01 and bias[2] < 0.01) if bar else None,
            f"95% interval {bias[1] * 100:+.2f} to {bias[2] * 100:+.2f}; claimed {claimed * 100:.1f}%,"
            f" true {true * 100:.1f}%")
    share = sum(one["humanShare"] for one in loop) / len(loop)
    row("loop: share of queries to humans, audits among them", f"{share * 100:.1f}%", "", None,
        f"{sum(one['audits'] for one in loop) / len(loop):.0f} audits a shuffle")
    row("dispatch, 1,000 agents, 20 skills", f"{dispatch['nanoseconds']:.0f} ns a decision", "1,000 ns or less",
        dispatch["nanoseconds"] <= 1000,
        f"{dispatch['groups']} groups of random skills, {dispatch['servedAtOnce'] * 100:.0f}% of contacts served at once")
    strange = interval(scope["auroc"])
    doubt = interval(scope["aurocOfDoubt"])
    above = interval(scope["knownAbove95"])
    row("out-of-scope AUROC, 60 intents known, 17 not", f"{strange[0]:.4f}", "", None,
        f"10 draws, 95% interval {strange[1]:.4f} to {strange[2]:.4f}; doubt alone {doubt[0]:.4f};"
        f" {above[0] * 100:.1f}% of known texts score above 0.95")
    return rows


def page(rows, sk, loads, gate):
    lines = ["# Routing and training on real text", "",
             "Written by `make benchmark-routing` on Banking77 (Casanueva et al. 2020). The reference is scikit-learn"
             f" {sk['version']}'s softmax", "regression (lbfgs, C = 30) on the very same TF-IDF rows in the same run; its"
             " features for queries a second are made by", "`TfidfVectorizer` with the same n-grams (words 1 to 2,"
             " characters 2 to 4 inside words). One thread, CPU time. Bounds are", "the 2.5% quantile of a paired"
             " bootstrap over the test texts. A figure meets its bar when it does rounded as the bar is.", "",
             f"Load average of the machine before and after: {loads[0]:.1f} and {loads[1]:.1f}.", "",
             "| what | measured | bar | | remark |", "|---|---|---|---|---|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    lines += ["", "The loop: five labels an intent, then the other 9,618 training texts in shuffled order. Humans get 30%"
              " of them: the least", "certain by a running quantile, and a random 10% of the AI's answers as audits. 5% of"
              " human labels are wrong, the first ones", "too. Every 250 queries the model is trained on from where it"
              " was, on human labels alone, and calibrated on the scores", "logged before each label came, weighted by"
              " one over the probability that it was asked for."]
    lines += routing_bars.power(gate)
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shuffles", type=int, default=20)
    parser.add_argument("--resamples", type=int, default=2000)
    options = parser.parse_args()
    if not (DATA / "train.csv").exists():
        say(f"benchmark_routing: this needs {os.path.relpath(DATA, ROOT)} beside the repository")
        sys.exit(1)
    os.environ.update(ONE_THREAD)
    python, routing = environment(), program()
    before = load_average()
    with tempfile.TemporaryDirectory() as folder:
        def inside(*command):
            return run([python, ROOT / "Scripts" / "routing_reference.py", *command])

        say("training and exporting the features")
        quality = run([routing, "export", DATA, folder])
        sizes = {row["name"]: row["features"] for row in quality}
        (pathlib.Path(folder) / "features.json").write_text(json.dumps(sizes))
        say("timing the classification of queries")
        speed = run([routing, "speed", DATA])
        say("training scikit-learn on the same features")
        sk = inside("reference", folder, DATA)
        say("resampling")
        bounds = inside("compare", folder, options.resamples)
    say(f"the loop, {options.shuffles} shuffles")
    loop = run([routing, "loop", DATA, options.shuffles])
    say("dispatch and unknown intents")
    rows = table(quality, speed, sk, bounds, loop, run([routing, "dispatch"]), run([routing, "scope", DATA]))
    say("the gate, and prices of a human")
    noise = DATA.parent.parent / "cases" / "text" / "noise5.csv"
    printed = {"gate": run_if_there(routing, "gate"), "price": run_if_there(routing, "price"),
               "noise": run_if_there(routing, "noise", noise)}
    rows += routing_bars.rows(routing_bars.Sources(RESULTS, printed))
    RESULTS.mkdir(parents=True, exist_ok=True)
    with open(RESULTS / "benchmark.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["what", "measured", "bar", "verdict", "remark"])
        writer.writerows(rows)
    text = page(rows, sk, (before, load_average()), printed["gate"])
    (RESULTS / "benchmark.md").write_text(text)
    print(text, end="")
    sys.exit(1 if any(row[3] == "MISSED" for row in rows) else 0)


if __name__ == "__main__":
    main()
