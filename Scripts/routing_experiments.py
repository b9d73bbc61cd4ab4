#!/usr/bin/env python3
"""Runs the experiments of docs/evidence/routing.md and writes results/routing/NAME.csv, then the page's tables.

usage: routing_experiments.py [NAME ...] [--replications N] [--threads N] [--out FOLDER] [--list] [--page] [--check]
Without names all are run. Every point of an experiment meets the same customers, so differences are paired.
--page runs nothing and writes the page's tables from the results. --check runs nothing and fails when a table of the
page is not what the committed results say.
"""
import argparse
import csv
import os
import pathlib
import sys

sys.dont_write_bytecode = True

from routing_designs import EXPERIMENTS  # noqa: E402
from routing_page import refresh  # noqa: E402
from routing_runs import ROOT, Runs, WeekRuns  # noqa: E402

COLUMNS = ["experiment", "seed", "point", "measure", "kind", "mean", "low", "high", "n"]


def rows(experiment, replications, threads):
    """Estimates of every point, and paired differences to the baseline; searches choose points first."""
    seed = experiment.seed
    points = experiment.points
    if experiment.search:
        # The choice needs less than what is said of it.
        search = Runs(experiment.scenario, seed, max(4, replications // 4), threads)
        yield from table(experiment, search, points, None)
        points, baseline = experiment.search(search, points, experiment.measures)
        seed += 1
    else:
        baseline = experiment.baseline
    runs = Runs(experiment.scenario, seed, replications, threads) if experiment.weeks is None else WeekRuns(
        experiment.scenario, seed, replications, threads, experiment.weeks)
    yield from table(experiment, runs, points, baseline)


def table(experiment, runs, points, baseline):
    for label, sets in points.items():
        for measure in experiment.measures:
            kinds = [("estimate", runs.estimate(sets, measure))]
            if baseline is not None and label != baseline:
                kinds.append((f"minus {baseline}", runs.difference(sets, points[baseline], measure)))
            for kind, found in kinds:
                if found is not None:
                    yield [experiment.name, runs.seed, label, measure, kind, *map(number, found)]
        print(f"  {experiment.name}: {label}", file=sys.stderr, flush=True)


def number(value):
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else value


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(EXPERIMENTS))
    parser.add_argument("--replications", type=int, help="in place of each experiment's own number")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "results" / "routing")
    parser.add_argument("--list", action="store_true", help="say what there is")
    parser.add_argument("--page", action="store_true", help="write the page's tables from the committed results")
    parser.add_argument("--check", action="store_true", help="compare the page with the committed results")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in EXPERIMENTS]
    if unknown:
        parser.error(f"there is no experiment {', '.join(unknown)}; there are {', '.join(EXPERIMENTS)}")
    if options.list:
        for experiment in EXPERIMENTS.values():
            print(f"{experiment.name:12} {experiment.question}")
        return
    page = ROOT / "docs" / "evidence" / "routing.md"
    if options.check:
        sys.exit(refresh(page, options.out, EXPERIMENTS, check=True))
    if options.page:
        sys.exit(refresh(page, options.out, EXPERIMENTS))
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.names or EXPERIMENTS:
        experiment = EXPERIMENTS[name]
        found = list(rows(experiment, options.replications or experiment.replications, options.threads))
        part = options.out / f"{name}.csv.part"
        with open(part, "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(found)
        part.replace(options.out / f"{name}.csv")
        print(f"wrote {options.out / name}.csv", file=sys.stderr)
    refresh(page, options.out, EXPERIMENTS)


if __name__ == "__main__":
    main()
