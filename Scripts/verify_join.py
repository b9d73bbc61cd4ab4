#!/usr/bin/env python3
"""Puts the cases of a later `hitl verify --ids ... --json --out PART` into a committed full result, in place of their own.

usage: verify_join.py RESULT PART [PART ...]
Lines of other cases stay as they are, byte for byte. The mean of z squared, its band and the counts are made anew.
"""
import json
import pathlib
import re
import sys

import validity_statistics as statistics

LISTS = ("comparisons", "unsupported", "runs")


def lines_of(text, name):
    """The objects of a list as they are written, without commas."""
    body = re.search(rf'^  "{name}": \[\n(.*?)^  \]', text, re.M | re.S)
    return [line.strip().rstrip(",") for line in body.group(1).splitlines()] if body else []


def joined(text, part):
    """The lists of `text` with those of `part` for all cases that `part` has."""
    renewed = {json.loads(line)["id"] for name in LISTS for line in lines_of(part, name)}
    lists = {}
    for name in LISTS:
        old, new = lines_of(text, name), lines_of(part, name)
        places = [place for place, line in enumerate(old) if json.loads(line)["id"] in renewed]
        kept = [line for line in old if json.loads(line)["id"] not in renewed]
        place = places[0] if places else len(kept)
        lists[name] = kept[:place] + new + kept[place:]
    return lists


def document(precision, lists):
    compared = [json.loads(line) for line in lists["comparisons"]]
    replications = {run["id"]: run["replications"] for run in map(json.loads, lists["runs"])}
    scores = [statistics.normal_score(one["z"], replications[one["id"]] - 1)
              for one in compared if one["primary"] and one["z"] is not None]
    low, high = statistics.mean_square_band(len(scores))
    mean = {"value": sum(score * score for score in scores) / len(scores), "low": low, "high": high}
    counts = {verdict: sum(one["verdict"] == verdict for one in compared) for verdict in ("imprecise", "fail")}
    rows = {name: ",\n    ".join(lines) for name, lines in lists.items()}
    return (f'{{\n  "precision": {precision},\n'
            + "".join(f'  "{name}": [\n    {rows[name]}\n  ],\n' for name in LISTS)
            + f'  "mean_z_squared": {json.dumps(mean)},\n  "imprecise": {counts["imprecise"]},\n'
            + f'  "failed": {counts["fail"]}\n}}\n')


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    result = pathlib.Path(sys.argv[1])
    text = result.read_text()
    precision = json.loads(text)["precision"]
    for part in map(pathlib.Path, sys.argv[2:]):
        if json.loads(part.read_text())["precision"] != precision:
            sys.exit(f"verify_join: {part} was not made with the precision of {result}")
        text = document(precision, joined(text, part.read_text()))
    result.write_text(text)


if __name__ == "__main__":
    main()
