#!/usr/bin/env python3
"""Ends `hitl route --audit` at random moments, 200 times, over 1,000 queries, and looks whether anything was lost.

usage: route_kills.py [--moments N] [--queries N] [--seed N]; the program is $HITL or .build/release/hitl.
The ends are SIGKILL, SIGTERM, SIGINT, SIGHUP and a full disk (a small tmpfs where one can be mounted, and a limit of the
size of files). A moment is a number of decisions printed, and up to 5 ms more. After each end every printed decision must
be in a trail that verifies, also beside the head as it stood just before; then the router goes on with --resume until all
queries are answered. Prints a table, and exits with 1 where anything was lost.
"""
import argparse, collections, json, os, pathlib, random, resource, shutil, signal, subprocess, sys, tempfile, threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.path.abspath(os.environ.get("HITL", ROOT / ".build/release/hitl"))
POLICY = str(ROOT / "scenarios/congestion.yaml")
WORDS = {"card": "card arrived plastic post", "refund": "money back refund amount", "login": "password account code reset"}
ENDS = {"KILL": (signal.SIGKILL, -9), "TERM": (signal.SIGTERM, 130), "INT": (signal.SIGINT, 130),
        "HUP": (signal.SIGHUP, 130), "full disk": (None, 73)}


def text(choice):
    return "my " + " ".join(choice.sample(WORDS[choice.choice(list(WORDS))].split(), 3))


class Router:
    """A router that is fed in bursts, never more than a window ahead of its answers, and read as it answers."""

    def __init__(self, folder, queries, choice, resume=False, largest=None):
        arguments = [PROGRAM, "route", "--model", str(folder.parent / "model.json"), "--policy", POLICY,
                     "--audit", str(folder / "trail")] + (["--resume"] if resume else [])
        def prepare():
            # Under nohup the program would rightly go on.
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            if largest is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, preexec_fn=prepare)
        self.queries, self.choice = queries, choice
        self.printed, self.rest = [], b""
        self.news = threading.Condition()
        self.threads = [threading.Thread(target=work, daemon=True) for work in (self.read, self.feed)]
        for thread in self.threads:
            thread.start()

    def read(self):
        while data := os.read(self.process.stdout.fileno(), 1 << 16):
            lines = (self.rest + data).split(b"\n")
            with self.news:
                self.rest = lines.pop()
                self.printed += lines
                self.news.notify_all()
        with self.news:
            self.isOver = True
            self.news.notify_all()

    isOver = False

    def feed(self):
        sent, window = 0, self.choice.choice([1, 10, 100])
        try:
            while sent < len(self.queries):
                burst = self.queries[sent:sent + self.choice.randint(1, window)]
                self.process.stdin.write(("\n".join(burst) + "\n").encode())
                self.process.stdin.flush()
                sent += len(burst)
                with self.news:
                    self.news.wait_for(lambda: self.isOver or len(self.printed) > sent - window)
            self.process.stdin.close()
        except (BrokenPipeError, OSError):
            pass

    def wait(self, count):
        """Until so many decisions are printed, or the program is over."""
        with self.news:
            self.news.wait_for(lambda: self.isOver or len(self.printed) >= count)

    def end(self):
        code = self.process.wait(timeout=120)
        for thread in self.threads:
            thread.join()
        self.process.stdout.close()
        return code


def verify(trail, *more):
    return subprocess.run([PROGRAM, "audit", "verify", str(trail), *more], capture_output=True, text=True)


def lost(router, trail):
    """Ids printed, wholly or in part, that the trail does not have with the same decision."""
    known = collections.defaultdict(set)
    if trail.exists():
        for line in trail.read_bytes().split(b"\n")[:-1]:
            record = json.loads(line)
            known[record["id"]].add(record["action"])
    missing = []
    for line in router.printed:
        answer = json.loads(line)
        if answer["decision"] not in known[answer["id"]]:
            missing.append(answer["id"])
    if b'"id":"' in router.rest:
        name = router.rest.split(b'"id":"')[1].split(b'"')[0].decode()
        if not any(each.startswith(name) for each in known):
            missing.append(name)
    return missing


def mount(folder, size):
    return subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
                          stderr=subprocess.DEVNULL).returncode == 0


def moment(folder, name, queries, choice, tally):
    """One end; what went wrong, in words."""
    number, code = ENDS[name]
    largest = disk = None
    folder.mkdir()
    if number is None:
        full = 330 * len(queries)
        disk = choice.random() < 0.5 and mount(folder, choice.randrange(2, full // 4096) * 4096)
        largest = None if disk else choice.randrange(100, full)
    try:
        trail, head, kept = folder / "trail", folder / "trail.head", folder.parent / "kept.head"
        router = Router(folder, queries, choice, largest=largest)
        if number is not None:
            count = choice.randrange(len(queries))
            router.wait(count)
            while count == 0 and not trail.exists() and router.process.poll() is None:
                time.sleep(0.0005)
            time.sleep(choice.random() * 0.005)
            if head.exists():
                shutil.copy(head, kept)
            router.process.send_signal(number)
        got = router.end()
        wrong = []
        tally["ended by itself"] += got == 0
        if got not in (code, 0):
            wrong.append(f"exit code {got}")
        tally["printed"] += len(router.printed)
        wrong += [f"{each} was printed and is not in the trail" for each in lost(router, trail)]
        if trail.exists():
            found = verify(trail)
            tally["records"] += trail.read_bytes().count(b"\n")
            tally["trail ahead of its head"] += "After the head: " in found.stdout
            tally["unfinished last line"] += "an unfinished line" in found.stdout
            if found.returncode:
                wrong.append(f"the trail does not verify: {found.stderr}")
            if number is not None and kept.exists():
                kept_too = verify(trail, "--expect-head", str(kept), "--grown")
                if kept_too.returncode:
                    wrong.append(f"not beside the head from before: {kept_too.stderr}")
        elif router.printed:
            wrong.append("decisions were printed and there is no trail")
        if disk:
            subprocess.run(["mount", "-o", "remount,size=16m", str(folder)], check=True)
        done = {json.loads(line)["id"] for line in router.printed}
        rest = [query for query in queries if json.loads(query)["id"] not in done]
        more = Router(folder, rest, choice, resume=True)
        if more.end() != 0 or len(more.printed) != len(rest) or lost(more, trail):
            wrong.append("it did not go on")
        if (end := verify(trail)).returncode:
            wrong.append(f"after going on the trail does not verify: {end.stderr}")
        if left := [each.name for each in folder.iterdir() if each.name not in ("trail", "trail.head")]:
            wrong.append(f"left over: {left}")
        return wrong
    finally:
        (folder.parent / "kept.head").unlink(missing_ok=True)
        if disk:
            subprocess.run(["umount", str(folder)])
        shutil.rmtree(folder, ignore_errors=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--moments", type=int, default=200)
    options.add_argument("--queries", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    choice = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        labels = ["text,intent"] + [f"my {' '.join(choice.sample(words.split(), 3))},{intent}"
                                    for intent, words in WORDS.items() for _ in range(60)]
        (place / "labels.csv").write_text("\n".join(labels) + "\n")
        subprocess.run([PROGRAM, "train", "--labels", "labels.csv", "--out", "model.json", "--quiet"], cwd=place,
                       check=True, stdout=subprocess.DEVNULL)
        queries = [json.dumps({"id": f"q{number}", "text": text(choice)}) for number in range(options.queries)]
        tallies = {name: collections.Counter() for name in ENDS}
        for number in range(options.moments):
            name = list(ENDS)[number % len(ENDS)]
            tally = tallies[name]
            # A router that had answered all before it was ended says nothing of ends: another moment.
            for _ in range(10):
                before = tally["ended by itself"]
                for wrong in moment(place / "run", name, queries, choice, tally):
                    tally["faults"] += 1
                    print(f"moment {number + 1}, {name}: {wrong}", flush=True)
                if tally["ended by itself"] == before:
                    tally["moments"] += 1
                    break
    columns = ["moments", "ended by itself", "printed", "records", "trail ahead of its head", "unfinished last line",
               "faults"]
    print("| end | " + " | ".join(columns) + " |\n|---|" + "---|" * len(columns))
    for name, tally in tallies.items():
        print(f"| {name} | " + " | ".join(f"{tally[each]:,}" for each in columns) + " |")
    faults = sum(tally["faults"] for tally in tallies.values())
    ends = sum(tally["moments"] for tally in tallies.values())
    print(f"{ends} ends over {options.queries:,} queries: {faults} faults")
    sys.exit(1 if faults or ends < options.moments else 0)


main()
