#!/usr/bin/env python3
"""Counts the instructions of the benchmark programs under callgrind and compares them with the committed figures.

usage: instructions.py [--update]
Fails when a count differs by more than 2%; --update writes the new figures. Counts repeat where time does not.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIGURES = ROOT / "results" / "benchmarks" / "instructions.json"
TOLERANCE = 0.02
ARGUMENTS = {"mmc": "100 105 1 0.5 200000 1", "operation-mmc": "100 105 1 0.5 50000 1"}


def count(program):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
               str(ROOT / ".build" / "release" / program), *ARGUMENTS[program].split()]
    done = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"refs:\s+([\d,]+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit(f"instructions: {program} failed under callgrind:\n{done.stderr}")
    return int(found.group(1).replace(",", ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write the new figures instead of comparing")
    options = parser.parse_args()
    if not shutil.which("valgrind"):
        sys.exit("instructions: valgrind is missing: install the package valgrind")
    for program in ARGUMENTS:
        build = ["swift", "build", "-c", "release", "--package-path", str(ROOT), "--product", program]
        subprocess.run(build, check=True, stdout=sys.stderr)
    counts = {program: count(program) for program in ARGUMENTS}
    if options.update:
        FIGURES.parent.mkdir(parents=True, exist_ok=True)
        FIGURES.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n")
        print(f"wrote {FIGURES.relative_to(ROOT)}: {counts}")
        return
    if not FIGURES.exists():
        sys.exit(f"instructions: {FIGURES.relative_to(ROOT)} is missing: write it with --update")
    expected = json.loads(FIGURES.read_text())
    status = 0
    for program, found in counts.items():
        before = expected.get(program)
        change = found / before - 1 if before else float("inf")
        verdict = "as committed" if abs(change) <= TOLERANCE else "DIFFERS"
        print(f"{program} {ARGUMENTS[program]}: {found:,} instructions, {change:+.2%}, {verdict}")
        status |= abs(change) > TOLERANCE
    if status:
        print("If the change is meant, write the new figures with --update and say why in the commit.")
    sys.exit(status)


if __name__ == "__main__":
    main()
