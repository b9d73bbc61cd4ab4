#!/usr/bin/env python3
"""Gives the program what nobody should: changed scenarios, lines for the router, plans, models, trails, tables.

A run must end by doing its work or by refusing the input. It must not trap, end in an internal error (70), take longer than
30 s of processor time or more than 1 GB. Everything follows from the seed: input number 17 of a kind is always the same.

    Fuzz/fuzz.py                           3,000 inputs: what CI runs
    Fuzz/fuzz.py --inputs 100000 --out results/fuzz
    Fuzz/fuzz.py --only plan --inputs 500  one kind
    Fuzz/fuzz.py --again plan/17           one input: its files stay, and how it ends is printed

What fails is kept in .build/fuzz/found/KIND-NUMBER, made smaller by leaving out changes that do not matter.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

import kinds  # noqa: E402
import program as runner  # noqa: E402

WORK = os.path.join(HERE, "..", ".build", "fuzz")
# At least this share must pass decoding and run, or the inputs only test the refusals.
LEAST_RUN = 1 / 3


class Fuzzer:
    def __init__(self, program, seed):
        self.program, self.seed = os.path.abspath(program), seed
        self.folder = tempfile.mkdtemp(prefix="hitl-fuzz-")
        self.seeds = kinds.Seeds(self.program, os.path.join(self.folder, "seeds"))

    def case(self, kind, number, skip=frozenset()):
        return kinds.KINDS[kind][0](kinds.Draw(self.seed, kind, number, skip), self.seeds)

    def run(self, case, folder=None):
        """Runs a case in a folder of its own."""
        place = folder or tempfile.mkdtemp(dir=self.folder)
        try:
            for name, data in case.files.items():
                os.makedirs(os.path.dirname(os.path.join(place, name)), exist_ok=True)
                with open(os.path.join(place, name), "wb") as file:
                    file.write(data)
            return runner.run(self.program, case.arguments, place, case.stdin)
        finally:
            if not folder:
                shutil.rmtree(place, ignore_errors=True)

    def inputs(self, kind, number):
        """Runs an input and yields its endings: one, or one for each line of a batch."""
        case = self.case(kind, number)
        if case.lines is None:
            ending = self.run(case)
            yield f"{kind}/{number}", ending.kind, ending.code, ending
            return
        # The router answers every line; one that stops at a line is given the rest after it.
        lines, first = case.lines, 0
        while first < len(lines):
            ending = self.run(kinds.router(lines[first:], self.seeds))
            answers = ending.out.split(b"\n")[:-1]
            for place, answer in enumerate(answers[: len(lines) - first]):
                refused = answer.startswith(b'{"error"') or b'"error":' in answer
                yield f"{kind}/{number}.{first + place}", "refused" if refused else "ran", 65 if refused else 0, ending
            first += len(answers)
            if first < len(lines) and (ending.code not in runner.RAN or ending.kind != "ran"):
                # What was printed may stop short of the line that ended the run: each of the rest is tried alone.
                alone = self.run(kinds.router(lines[first : first + 1], self.seeds)) if ending.is_fault else ending
                yield f"{kind}/{number}.{first}", alone.kind, alone.code, alone
                first += 1
            elif first < len(lines):
                for place in range(first, len(lines)):
                    yield f"{kind}/{number}.{place}", "refused", ending.code, ending
                return

    def smaller(self, kind, number, fault):
        """The changes that can be left out while the input ends in the same way."""
        if "." in str(number) or fault in ("hang", "memory"):
            return frozenset()
        skip = frozenset()
        for change in range(12):
            tried = skip | {change}
            try:
                if self.run(self.case(kind, number, tried)).kind == fault:
                    skip = tried
            except (IndexError, KeyError, ValueError):
                pass
        return skip

    def keep(self, name, fault, folder):
        """Writes a failing input, smaller if that can be, with its command."""
        kind, number = name.split("/")
        if "." in number:
            batch, place = number.split(".")
            case = kinds.router([self.case(kind, batch).lines[int(place)]], self.seeds)
            case.files["queries.jsonl"] = case.stdin
        else:
            case = self.case(kind, number, self.smaller(kind, number, fault))
        place = os.path.join(folder, name.replace("/", "-"))
        shutil.rmtree(place, ignore_errors=True)
        os.makedirs(place)
        ending = self.run(case, place)
        with open(os.path.join(place, "command.txt"), "w") as file:
            file.write(f"hitl {' '.join(case.arguments)}\nexit {ending.code}, {ending.kind}\n")


def share_out(inputs, only):
    """Numbers of runs by kind."""
    chosen = {kind: share for kind, (_, share) in kinds.KINDS.items() if not only or kind in only}
    whole = sum(chosen.values())
    counts = {kind: max(1, round(inputs * share / whole)) for kind, share in chosen.items()}
    if "queries" in counts:
        counts["queries"] = max(1, counts["queries"] // kinds.LINES)
    return counts


def work(job):
    kind, number = job
    found = []
    try:
        for name, ending, code, run in FUZZER.inputs(kind, number):
            found.append((kind, name, ending, code, run.seconds, run.megabytes, run.err[-300:].decode("utf-8", "replace") if run.is_fault else ""))
    except Exception as error:
        raise RuntimeError(f"making {kind}/{number}: {error!r}") from error
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=os.path.join(HERE, "..", ".build", "release", "hitl"))
    parser.add_argument("--inputs", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", action="append", choices=sorted(kinds.KINDS))
    parser.add_argument("--out", help="folder for fuzz.json and fuzz.md")
    parser.add_argument("--again", metavar="KIND/NUMBER", help="run one input and keep its files")
    parser.add_argument("--until", action="append", default=[], metavar="KIND:ENDING",
                        help="stop once each of these is found, such as plan:trap, and say after how many inputs")
    arguments = parser.parse_args()
    global FUZZER
    FUZZER = Fuzzer(arguments.program, arguments.seed)
    try:
        sys.exit(again(arguments.again) if arguments.again else campaign(arguments))
    finally:
        shutil.rmtree(FUZZER.folder, ignore_errors=True)


def again(name):
    runner.limit()
    kind, number = name.split("/")
    batch, _, line = number.partition(".")
    case = FUZZER.case(kind, batch)
    if line:
        case = kinds.router([case.lines[int(line)]], FUZZER.seeds)
        print(case.lines[0])
    place = os.path.join(WORK, "again")
    shutil.rmtree(place, ignore_errors=True)
    os.makedirs(place)
    ending = FUZZER.run(case, place)
    print(f"hitl {' '.join(case.arguments)}\nin {place}\nexit {ending.code}, {ending.kind}, {ending.seconds:.2f} s, {ending.megabytes:.0f} MB")
    print((ending.err[-1500:] or ending.out[-1500:]).decode("utf-8", "replace"))
    return int(ending.is_fault)


def campaign(arguments):
    started = time.monotonic()
    counts = share_out(arguments.inputs, arguments.only)
    # Kinds take turns, so that a run that is cut short has tried them all.
    jobs = sorted(((number / count, kind, number) for kind, count in counts.items() for number in range(count)))
    endings, codes, faults = {kind: Counter() for kind in counts}, Counter(), []
    slowest, largest, done = (0, ""), (0, ""), 0
    firsts = {}
    with multiprocessing.Pool(arguments.jobs, initializer=runner.limit) as pool:
        for found in pool.imap_unordered(work, [job[1:] for job in jobs], chunksize=4):
            for kind, name, ending, code, seconds, megabytes, err in found:
                done += 1
                endings[kind][ending] += 1
                codes[code] += 1
                slowest, largest = max(slowest, (seconds, name)), max(largest, (megabytes, name))
                if ending not in ("ran", "refused"):
                    faults.append((kind, name, ending, code))
                    firsts.setdefault(f"{kind}:{ending}", done)
                    print(f"{ending:9} {code:4} {name}  {seconds:.1f} s {megabytes:.0f} MB  {err.strip().splitlines()[-1:] }", flush=True)
            if sys.stderr.isatty():
                print(f"\r{done:,} inputs, {len(faults)} faults", end="", file=sys.stderr)
            if arguments.until and all(wanted in firsts for wanted in arguments.until):
                break
        pool.terminate()
    runner.limit()
    folder = os.path.join(WORK, "found")
    for kind, name, ending, _ in faults[:50]:
        FUZZER.keep(name, ending, folder)
    ran = sum(counter["ran"] for counter in endings.values())
    result = {
        "seed": arguments.seed, "inputs": done, "ran": ran, "refused": sum(c["refused"] for c in endings.values()),
        "share_ran": round(ran / max(1, done), 4), "faults": len(faults),
        "by_ending": dict(sorted(sum(endings.values(), Counter()).items())),
        "by_kind": {kind: {"inputs": sum(c.values()), **dict(sorted(c.items()))} for kind, c in endings.items()},
        "by_exit": {str(code): count for code, count in sorted(codes.items())},
        "first_fault_after": firsts,
        "failed": [f"{name}: {ending} ({code})" for _, name, ending, code in faults[:200]],
        "slowest_seconds": round(slowest[0], 2), "largest_megabytes": round(largest[0]),
        "seconds": round(time.monotonic() - started, 1), "cores": arguments.jobs,
    }
    report(result, arguments.out)
    for wanted in arguments.until:
        print(f"{wanted}: " + (f"found after {firsts[wanted]:,} inputs" if wanted in firsts else "not found"))
    if arguments.until:
        return int(not all(wanted in firsts for wanted in arguments.until))
    if faults:
        print(f"failing inputs are in {os.path.relpath(folder)}")
    if result["share_ran"] < LEAST_RUN and not arguments.only and not arguments.until:
        print(f"only {result['share_ran']:.0%} of the inputs passed decoding and ran; the seeds no longer fit the program")
        return 1
    return int(bool(faults))


def report(result, out):
    names = ["ran", "refused", "trap", "internal", "hang", "memory", "unknown"]
    rows = [f"| {'inputs':10} | {'all':>7} | " + " | ".join(f"{name:>8}" for name in names) + " |", "|---|" + "---:|" * 8]
    for kind, counter in {**result["by_kind"], "all": {"inputs": result["inputs"], **result["by_ending"]}}.items():
        rows.append(f"| {kind:10} | {counter['inputs']:7,} | " + " | ".join(f"{counter.get(name, 0):8,}" for name in names) + " |")
    exits = ", ".join(f"{code}: {count:,}" for code, count in result["by_exit"].items())
    text = "\n".join([
        *rows, "", f"Exit codes: {exits}.",
        f"{result['share_ran']:.1%} passed decoding and ran. The slowest took {result['slowest_seconds']:.1f} s, the largest "
        f"{result['largest_megabytes']} MB. Seed {result['seed']}, {result['seconds']:.0f} s on {result['cores']} cores.",
    ])
    print(text)
    if out:
        os.makedirs(out, exist_ok=True)
        with open(os.path.join(out, "fuzz.json"), "w") as file:
            file.write(json.dumps(result, indent=1) + "\n")
        with open(os.path.join(out, "fuzz.md"), "w") as file:
            file.write("# Fuzzed inputs\n\nWritten by `make fuzz`. How inputs are made: [Fuzz](../../Fuzz/README.md).\n\n" + text + "\n")


if __name__ == "__main__":
    main()
