"""Runs points of an experiment with `hitl simulate` on common random numbers, and estimates what they differ by."""
import concurrent.futures
import csv
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

from validity_statistics import student_tail

ROOT = pathlib.Path(__file__).resolve().parent.parent


def program():
    """The built program, or the one that HITL names."""
    return os.environ.get("HITL", str(ROOT / ".build" / "release" / "hitl"))


def student_quantile(level, freedom):
    """The two-sided quantile of Student's distribution, by bisection."""
    low, high = 0.0, 1e4
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if 2 * student_tail(middle, freedom) > 1 - level else (low, middle)
    return (low + high) / 2


def estimate(values, level=0.95):
    """Mean and Student-t interval of independent values; no interval for fewer than two."""
    mean = statistics.fmean(values)
    if len(values) < 2:
        return mean, None, None
    half = student_quantile(level, len(values) - 1) * statistics.stdev(values) / len(values) ** 0.5
    return mean, mean - half, mean + half


class Runs:
    """The replications of points that were simulated, each once."""

    def __init__(self, scenario, seed, replications, threads):
        self.scenario, self.seed, self.replications, self.threads = scenario, seed, replications, threads
        self.done = {}

    def values(self, sets):
        """Values by measure, in the order of the replications; `sets` are the `--set` of the point."""
        key = tuple(sets)
        if key not in self.done:
            self.done[key] = self._simulate(key)
        return self.done[key]

    def _simulate(self, sets):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "result"
            command = [program(), "simulate", str(ROOT / self.scenario), "--out", str(out), "--quiet", "--json",
                       "--seed", str(self.seed), "--replications", str(self.replications),
                       "--threads", str(self.threads)]
            for value in sets:
                command += ["--set", value]
            run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if run.returncode != 0:
                sys.exit(f"{' '.join(command)}\nexit {run.returncode}: {run.stderr}")
            values = {}
            with open(out / "replications.csv", newline="") as file:
                for row in csv.DictReader(file):
                    values.setdefault(row["measure"], {})[int(row["replication"])] = float(row["value"])
            return values

    def measured(self, sets, measure):
        """Values by replication; "a - b" is the difference of two measures of the same replication, "a * b" their
        product, and "a * !b" is a x (1 - b)."""
        values = self.values(sets)
        if " * " in measure:
            parts = [(values.get(name.lstrip("!"), {}), name.startswith("!")) for name in measure.split(" * ")]
            numbers = set.intersection(*(set(part) for part, _ in parts))
            return {number: math.prod(1 - part[number] if is_rest else part[number] for part, is_rest in parts)
                    for number in sorted(numbers)}
        first, *rest = (values.get(name, {}) for name in measure.split(" - "))
        return {number: value - sum(other[number] for other in rest) for number, value in first.items()
                if all(number in other for other in rest)}

    def estimate(self, sets, measure):
        """Mean, interval and number of replications that have the measure; None where no replication has it."""
        values = self.measured(sets, measure)
        return (*estimate(list(values.values())), len(values)) if values else None

    def difference(self, sets, baseline, measure):
        """The same for the paired difference to another point: replication by replication, as the customers are."""
        ours, theirs = self.measured(sets, measure), self.measured(baseline, measure)
        pairs = [ours[number] - theirs[number] for number in sorted(ours.keys() & theirs.keys())]
        return (*estimate(pairs), len(pairs)) if pairs else None


class WeekRuns(Runs):
    """Runs of one replication each, of which the weeks are looked at: a timeline is a mean over replications."""

    MEASURES = {"claimed": "ai.claimed_risk", "rectified": "ai.rectified_risk", "true": "ai.selective_risk",
                "held": "ai.rectified_risk.held"}

    def __init__(self, scenario, seed, replications, threads, weeks):
        super().__init__(scenario, seed, replications, threads)
        self.weeks = weeks

    def _simulate(self, sets):
        with concurrent.futures.ThreadPoolExecutor(self.threads) as pool:
            found = list(pool.map(lambda number: self._one(sets, number), range(self.replications)))
        return {name: {number: run[name] for number, run in enumerate(found) if name in run} for name in
                {name for run in found for name in run}}

    def _one(self, sets, number):
        """Means over the weeks of one run, and mean squares of what is claimed less what is true."""
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "result"
            command = [program(), "simulate", str(ROOT / self.scenario), "--out", str(out), "--quiet",
                       "--seed", str(self.seed + number), "--replications", "1", "--threads", "1"]
            for value in sets:
                command += ["--set", value]
            run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if run.returncode != 0:
                sys.exit(f"{' '.join(command)}\nexit {run.returncode}: {run.stderr}")
            names = {measure: name for name, measure in self.MEASURES.items()}
            weeks = {}
            with open(out / "timeline.csv", newline="") as file:
                for row in csv.DictReader(file):
                    kind, _, number = row["interval"].partition(" ")
                    if row["measure"] in names and row["mean"] and kind == "week" and int(number) in self.weeks:
                        weeks.setdefault(names[row["measure"]], {})[int(number)] = float(row["mean"])
        values = {name: statistics.fmean(found.values()) for name, found in weeks.items()}
        for name, key in (("claimed", "claim.rms"), ("rectified", "rectified.rms")):
            both = weeks.get(name, {}).keys() & weeks.get("true", {}).keys()
            if both:
                values[key] = statistics.fmean((weeks[name][week] - weeks["true"][week]) ** 2 for week in both)
        return values

    def estimate(self, sets, measure):
        """As for whole runs; a root mean square is the root of the mean over all weeks of all runs."""
        found = super().estimate(sets, measure)
        if found is None or not measure.endswith(".rms"):
            return found
        return (*(None if value is None else max(value, 0.0) ** 0.5 for value in found[:3]), found[3])
