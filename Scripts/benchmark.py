#!/usr/bin/env python3
"""Measures speed, memory and threads, interleaved, and writes results/benchmarks/.

usage: benchmark.py [--only speed,memory,threads] [--repetitions N] [--scale S]
speed: the engine, the whole operation, the limit in C and the peers from PyPI, as ratios of CPU time; needs
../shared/peers beside the repository, gcc, and the network once for the peers.
memory: peak memory of the engine and of the whole operation at 1 and at 100 million customers.
threads: wall time of `hitl simulate` on one thread over that on two; means something on two idle cores.
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
import time
import venv

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ROOT.parent / "shared" / "peers"
RESULTS = ROOT / "results" / "benchmarks"
ENGINE, OPERATION, LIMIT = "hitl engine", "hitl operation", "limit.c ix"
# servers, arrival, service and patience rate
WORKLOADS = {"M/M/1": (1, 0.9, 1, 0), "M/M/100": (100, 95, 1, 0), "M/M/100+M": (100, 105, 1, 0.5)}
# Customers a run, so that each takes about a second at most.
CUSTOMERS = {ENGINE: 10_000_000, LIMIT: 10_000_000, OPERATION: 3_000_000,
             "cimba": 200_000, "simpy": 20_000, "ciw": 10_000, "salabim": 1_000}
PACKAGES = {"simpy": "simpy_mmc.py", "ciw": "ciw_mmc.py", "salabim": "salabim_mmc.py", "cimba": "cimba_py_mmc.py"}
# What ratios are asked for, and the bars of DESIGN section 7 and issue 3.
RATIOS = [(ENGINE, LIMIT, "at most 1.1"), (OPERATION, ENGINE, "at most 4 on M/M/100+M"),
          ("simpy", ENGINE, "at least 150 on M/M/100+M"), ("ciw", ENGINE, "at least 400 on M/M/100+M"),
          ("salabim", ENGINE, "at least 2,000 on M/M/100+M"), ("cimba", ENGINE, "at least 20 on M/M/100+M")]
PARTS = ["speed", "memory", "threads"]
MEMORY_CUSTOMERS = (1_000_000, 100_000_000)
SIMULATION = ["simulate", "scenarios/support.yaml", "--replications", "8", "--set", "horizon=6 weeks", "--json", "--quiet"]


def say(text):
    print(text, file=sys.stderr, flush=True)


def need(condition, message):
    if not condition:
        say(f"benchmark: {message}")
        sys.exit(1)


def swift_build(product):
    """The path of a product, built."""
    say(f"building {product}")
    subprocess.run(["swift", "build", "-c", "release", "--package-path", ROOT, "--product", product], check=True,
                   stdout=sys.stderr)
    return ROOT / ".build" / "release" / product


def own_programs():
    """Commands by program; each takes c, arrival, service, patience, customers and seed."""
    return {ENGINE: [swift_build("mmc")],
            OPERATION: [swift_build("operation-mmc")]}


def limit_program(folder):
    """The command of the limit in C."""
    limit = pathlib.Path(folder) / "limit"
    say("compiling limit.c")
    subprocess.run(["gcc", "-O3", "-march=native", "-o", limit, PEERS / "limit.c", "-lm"], check=True)
    return {LIMIT: [limit, "ix"]}


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


def run(command, workload, customers, seed, named=False):
    """What a program reports of a run; None when it fails."""
    values = [*workload, customers, seed]
    if named:
        names = ["c", "arrival-rate", "service-rate", "patience-rate", "customers", "seed"]
        arguments = [text for name, value in zip(names, values) for text in (f"--{name}", str(value))]
    else:
        arguments = [str(value) for value in values]
    done = subprocess.run([*map(str, command), *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        return None
    return json.loads(done.stdout.strip().splitlines()[-1])


def measure(commands, repetitions, scale):
    """CPU seconds a customer by (program, workload), one for each repetition; programs take turns."""
    times = {}
    for workload, parameters in WORKLOADS.items():
        for repetition in range(repetitions):
            say(f"{workload}: repetition {repetition + 1} of {repetitions}")
            for program, command in commands.items():
                customers = max(1000, int(CUSTOMERS[program] * scale))
                report = run(command, parameters, customers, repetition + 1, program in PACKAGES)
                if report is None:
                    say(f"left out: {program} fails on {workload}")
                else:
                    seconds = report["run_cpu_s"] / report["customers"]
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


def write_csv(name, header, rows):
    RESULTS.mkdir(parents=True, exist_ok=True)
    with open(RESULTS / name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    say(f"wrote {(RESULTS / name).relative_to(ROOT)}")


def speed(options):
    need(PEERS.is_dir(), f"the peer programs are missing: this needs {os.path.relpath(PEERS, ROOT)} beside the repository")
    with tempfile.TemporaryDirectory() as folder:
        commands = limit_program(folder) | own_programs()
        python, usable = install()
        commands |= {name: [python, PEERS / PACKAGES[name]] for name in usable}
        times = measure(commands, options.repetitions, options.scale)
    rows = ratios(times)
    need(rows, "no program ran")
    text = table(times, rows, options.repetitions, [name for name in PACKAGES if name not in usable])
    write_csv("speed.csv", ["program", "base", "model", "min", "median", "max"],
              [[*row[:3], *(f"{value:.4g}" for value in row[3:6])] for row in rows])
    (RESULTS / "speed.md").write_text(text)
    print(text, end="")


def memory(options):
    """Peak memory on M/M/100+M: one row a program, number of customers and repetition."""
    rows = []
    commands = own_programs()
    for repetition in range(options.repetitions):
        for program, command in commands.items():
            for customers in MEMORY_CUSTOMERS:
                number = max(1000, int(customers * options.scale))
                say(f"peak memory, {program}, {number:,} customers: repetition {repetition + 1} of {options.repetitions}")
                report = run(command, WORKLOADS["M/M/100+M"], number, repetition + 1)
                need(report, f"{program} fails")
                # Linux counts in kB, macOS in bytes.
                kilobytes = report["maxrss_kb"] // (1024 if sys.platform == "darwin" else 1)
                rows.append([program, "M/M/100+M", number, repetition + 1, kilobytes])
    write_csv("memory.csv", ["program", "model", "customers", "seed", "peak_kb"], rows)


def busy_seconds():
    """CPU seconds all processes of the machine have used; None where it does not say."""
    try:
        fields = pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    except OSError:
        return None
    user, nice, system, _, _, interrupts, soft, steal = map(int, fields[:8])
    return (user + nice + system + interrupts + soft + steal) / os.sysconf("SC_CLK_TCK")


def timed(command):
    """Wall and CPU seconds of a command, and the cores that everything else kept busy meanwhile."""
    before, start, busy = os.times(), time.monotonic(), busy_seconds()
    subprocess.run(list(map(str, command)), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    after, wall, end = os.times(), time.monotonic() - start, busy_seconds()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    others = max(0.0, (end - busy - cpu) / wall) if busy is not None else None
    return wall, cpu, others


def threads(options):
    """One row a repetition: the same forecast on one thread and then on two."""
    program = swift_build(ROOT, "hitl")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        def forecast(count):
            return timed([program, *SIMULATION, "--threads", count, "--out", pathlib.Path(folder) / "out", "--force"])

        for repetition in range(options.repetitions):
            say(f"one thread, then two: repetition {repetition + 1} of {options.repetitions}")
            (wall, cpu, others), (wall2, cpu2, others2) = forecast(1), forecast(2)
            busy = "" if others is None else f"{max(others, others2):.2f}"
            rows.append([repetition + 1, f"{wall:.3f}", f"{wall2:.3f}", f"{wall / wall2:.3f}", f"{cpu2 / cpu:.3f}", busy])
    write_csv("threads.csv", ["repetition", "wall_one_s", "wall_two_s", "speedup", "cpu_two_over_one",
                              "cores_busy_with_others"], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure, separated by commas")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--scale", type=float, default=1, help="factor on the customers of every run")
    options = parser.parse_args()
    chosen = options.only.split(",")
    need(set(chosen) <= set(PARTS), f"--only knows {', '.join(PARTS)}")
    need(options.repetitions > 0 and options.scale > 0, "repetitions and scale must be above 0")
    for part in PARTS:
        if part in chosen:
            {"speed": speed, "memory": memory, "threads": threads}[part](options)


if __name__ == "__main__":
    main()
