#!/usr/bin/env python3
"""Times the engine, the whole operation, the limit in C and the peers from PyPI, interleaved, and writes the ratios.

usage: benchmark.py [--repetitions N] [--scale S]
Needs ../shared/peers beside the repository, gcc, and the network once for the peers; writes results/benchmarks/.
"""
import argparse
import csv
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import venv

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ROOT.parent / "shared" / "peers"
RESULTS = ROOT / "results" / "benchmarks"
ENGINE, OPERATION, LIMIT = "hitl engine", "hitl operation", "limit.c ix"
# servers, arrival, service and patience rate
WORKLOADS = {"M/M/1": (1, 0.9, 1, 0), "M/M/100": (100, 95, 1, 0), "M/M/100+M": (100, 105, 1, 0.5)}
# Customers a run, so that each takes about a second at most.
CUSTOMERS = {ENGINE: 2_000_000, LIMIT: 2_000_000, OPERATION: 1_000_000,
             "cimba": 200_000, "simpy": 20_000, "ciw": 10_000, "salabim": 1_000}
PACKAGES = {"simpy": "simpy_mmc.py", "ciw": "ciw_mmc.py", "salabim": "salabim_mmc.py", "cimba": "cimba_py_mmc.py"}
# What ratios are asked for, and the bars of DESIGN section 7 and issue 3.
RATIOS = [(ENGINE, LIMIT, "at most 1.1"), (OPERATION, ENGINE, "at most 4 on M/M/100+M"),
          ("simpy", ENGINE, "at least 150 on M/M/100+M"), ("ciw", ENGINE, "at least 400 on M/M/100+M"),
          ("salabim", ENGINE, "at least 2,000 on M/M/100+M"), ("cimba", ENGINE, "at least 20 on M/M/100+M")]


def say(text):
    print(text, file=sys.stderr, flush=True)


def need(condition, message):
    if not condition:
        say(f"benchmark: {message}")
        sys.exit(1)


def build(folder):
    """Commands by program; each takes c, arrival, service, patience, customers and seed."""
    say("building the programs of Benchmarks/")
    subprocess.run(["swift", "build", "-c", "release", "--package-path", ROOT / "Benchmarks"], check=True,
                   stdout=sys.stderr)
    binaries = ROOT / "Benchmarks" / ".build" / "release"
    limit = pathlib.Path(folder) / "limit"
    say("compiling limit.c")
    subprocess.run(["gcc", "-O3", "-march=native", "-o", limit, PEERS / "limit.c", "-lm"], check=True)
    return {LIMIT: [limit, "ix"], ENGINE: [binaries / "mmc"], OPERATION: [binaries / "operation-mmc"]}


def install():
    """The Python of an environment outside the tree, and the peers that could be installed there."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"))
    folder = pathlib.Path(os.environ.get("HITL_PEERS_ENV", cache / "hitl-peers"))
    python = folder / "bin" / "python"
    if not python.exists():
        say(f"making a Python environment for the peers in {folder}")
        venv.create(folder, with_pip=True)
    usable = []
    for name in PACKAGES:
        done = subprocess.run([python, "-m", "pip", "install", "-q", name], capture_output=True, text=True)
        if done.returncode == 0 and subprocess.run([python, "-c", f"import {name}"], capture_output=True).returncode == 0:
            usable.append(name)
        else:
            say(f"left out: {name} cannot be installed here")
    return python, usable


def cpu_seconds_per_customer(command, workload, customers, seed, named):
    values = [*workload, customers, seed]
    if named:
        names = ["c", "arrival-rate", "service-rate", "patience-rate", "customers", "seed"]
        arguments = [text for name, value in zip(names, values) for text in (f"--{name}", str(value))]
    else:
        arguments = [str(value) for value in values]
    done = subprocess.run([*map(str, command), *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        return None
    report = json.loads(done.stdout.strip().splitlines()[-1])
    return report["run_cpu_s"] / report["customers"]


def measure(commands, repetitions, scale):
    """CPU seconds a customer by (program, workload), one for each repetition; programs take turns."""
    times = {}
    for workload, parameters in WORKLOADS.items():
        for repetition in range(repetitions):
            say(f"{workload}: repetition {repetition + 1} of {repetitions}")
            for program, command in commands.items():
                customers = max(1000, int(CUSTOMERS[program] * scale))
                seconds = cpu_seconds_per_customer(
                    command, parameters, customers, repetition + 1, program in PACKAGES)
                if seconds is None:
                    say(f"left out: {program} fails on {workload}")
                else:
                    times.setdefault((program, workload), {})[repetition] = seconds
    return times


def ratios(times):
    """Rows of (program, base, workload, min, median, max, bar) from ratios within each repetition."""
    rows = []
    for program, base, bar in RATIOS:
        for workload in WORKLOADS:
            ours, theirs = times.get((program, workload), {}), times.get((base, workload), {})
            values = sorted(ours[k] / theirs[k] for k in ours if k in theirs)
            if values:
                rows.append((program, base, workload, values[0], statistics.median(values), values[-1], bar))
    return rows


def table(times, rows, repetitions, left_out):
    def number(value):
        return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"

    lines = ["# Speed", "",
             f"Written by `make benchmark`. CPU time, {repetitions} repetitions, programs in turn; a ratio is of two"
             " neighbours of one repetition.", "",
             "| CPU time a customer of | over that of | model | min | median | max | bar |", "|---|---|---|---|---|---|---|"]
    for program, base, workload, low, middle, high, bar in rows:
        lines.append(f"| {program} | {base} | {workload} | {number(low)} | {number(middle)} | {number(high)} | {bar} |")
    lines += ["", "Medians in nanoseconds an event (two a customer), for orientation: they depend on the machine.", "",
              "| program | " + " | ".join(WORKLOADS) + " |", "|---|" + "---|" * len(WORKLOADS)]
    for program in CUSTOMERS:
        cells = [times.get((program, workload)) for workload in WORKLOADS]
        if any(cells):
            shown = [f"{statistics.median(c.values()) / 2 * 1e9:,.0f}" if c else "" for c in cells]
            lines.append(f"| {program} | " + " | ".join(shown) + " |")
    if left_out:
        lines += ["", "Left out, because they cannot be installed here: " + ", ".join(left_out) + "."]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--scale", type=float, default=1, help="factor on the customers of every run")
    options = parser.parse_args()
    need(PEERS.is_dir(), f"the peer programs are missing: this needs {os.path.relpath(PEERS, ROOT)} beside the repository")
    need(options.repetitions > 0 and options.scale > 0, "repetitions and scale must be above 0")
    with tempfile.TemporaryDirectory() as folder:
        commands = build(folder)
        python, usable = install()
        commands |= {name: [python, PEERS / PACKAGES[name]] for name in usable}
        times = measure(commands, options.repetitions, options.scale)
    rows = ratios(times)
    need(rows, "no program ran")
    RESULTS.mkdir(parents=True, exist_ok=True)
    text = table(times, rows, options.repetitions, [name for name in PACKAGES if name not in usable])
    (RESULTS / "speed.md").write_text(text)
    with open(RESULTS / "speed.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["program", "base", "model", "min", "median", "max"])
        writer.writerows([*row[:3], *(f"{value:.4g}" for value in row[3:6])] for row in rows)
    print(text, end="")


if __name__ == "__main__":
    main()
