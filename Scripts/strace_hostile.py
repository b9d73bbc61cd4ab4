#!/usr/bin/env python3
"""Shows with strace that scenarios, manifests and plans of somebody else start, call and write nothing.

usage: strace_hostile.py [--verbose]; the program is $HITL or .build/release/hitl.
Every command but `simulate --record` runs under `strace -f` on each hostile input. Counted are programs started
after the first, sockets, and files opened for writing (or made, renamed, removed, linked) outside the output. A run with
--record, which comes first, shows that the same counting finds the program that is started there.
"""
import argparse, hashlib, json, os, pathlib, re, shutil, subprocess, sys, tempfile

SCENARIO = """name: Hostile
horizon: 12 h
replications: 2
traffic:
  volume: 40 per day
  language: {intents: {billing: {share: 70%}, refund: {share: 30%}}}
queues: {general: {}}
ai: {external: EXTERNAL}
policy: {threshold: 80%, default_queue: general}
teams: {desk: {skills: [general], agents: 4, handle_time: 4 min, wage: 20 USD per hour}}
service_levels: {all: {queues: [general], within: 1 min, target: 80%}}
checks: {work: human.share > 1%}
"""
LANGUAGE = "  language: {intents: {billing: {share: 70%}, refund: {share: 30%}}}\n"
SCRIPT = r'''echo x >> started; while read -r line; do echo "{\"intent\":\"billing\",\"confidence\":0.9}"; done'''
PROGRAM = "{command: [sh, -c, '" + SCRIPT + "'], retries: 0, replay: answers.jsonl}"
SERVICE = "{url: 'http://127.0.0.1:9/', model: m, retries: 0, key_variable: HITL_KEY, replay: answers.jsonl}"


def asking(external): return SCENARIO.replace("EXTERNAL", external)


def reading(path): return asking(PROGRAM.replace("answers.jsonl", path))


def other(ai, language=LANGUAGE): return SCENARIO.replace("{external: EXTERNAL}", ai).replace(LANGUAGE, language)


INPUTS = {
    "a program": asking(PROGRAM),
    "a service": asking(SERVICE),
    "a program, mode: record": asking(PROGRAM[:-1] + ", mode: record}"),
    "a service, mode: record": asking(SERVICE[:-1] + ", mode: record}"),
    "a secret": asking(SERVICE.replace("HITL_KEY", "AWS_SECRET_ACCESS_KEY")),
    "a device as record": reading("/dev/null"),
    "a file of the system as record": reading("/etc/passwd"),
    "another file as record": reading("precious"),
    "no record": reading("none.jsonl"),
    "an empty record": reading("empty.jsonl"),
    "a torn record": reading("torn.jsonl"),
    "a log": other("{recorded: precious}", ""),
    "a corpus": other("{}", "  language: {corpus: precious}\n"),
    "an emotion model": other("{emotion_model: precious}"),
}
COMMANDS = [
    "validate FILE", "simulate FILE --dry-run", "simulate FILE --json", "simulate FILE --out out --force",
    "compare FILE --variant x:policy.threshold=70% --out out --force",
    "staff FILE --target service_level.all>=10% --interval 1h --out out --force", "check FILE --junit out/checks.xml",
    "check FILE --baseline out/b.json --update-baseline", "check FILE --baseline out/b.json",
    "sweep FILE --vary policy.threshold=60%,70% --out out --force",
    "sweep-plan FILE --vary policy.threshold=60%,70% --out out/plan.jsonl --force", "simulate FILE --record --dry-run",
    "check FILE --record", "staff FILE --record --target service_level.all>=10%",
]
MANIFESTS = ["validate FILE", "simulate FILE --dry-run", "simulate FILE --json", "simulate FILE --out out --force",
             "compare FILE --variant x:policy.threshold=70% --json"]
PLANS = ["sweep-run --tasks FILE --out out", "sweep FILE --json", "sweep-merge --tasks FILE --out out/merged out",
         "sweep-plan --after FILE --results out --out out/next.jsonl"]
CHANGING = ("execve,execveat,socket,connect,open,openat,openat2,creat,rename,renameat,renameat2,unlink,unlinkat,link,"
            "linkat,symlink,symlinkat,mkdir,mkdirat,rmdir,truncate,chmod,fchmodat,mknod,mknodat")


KNOWN_CODES = {0, 1, 2, 64, 65, 73}


class Watch:
    """Runs commands under strace and counts what they do."""

    def __init__(self, program, folder, verbose):
        self.program, self.folder, self.verbose = program, folder, verbose
        self.commands, self.codes = 0, {}
        self.total = {"execve": 0, "socket": 0, "written outside": 0}

    def run(self, words, count=True):
        log = self.folder.parent / "trace"
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder.parent), "AWS_SECRET_ACCESS_KEY": "secret",
                       "HITL_KEY": "secret"}
        words = [word.replace(">=", " >= ").replace("1h", "1 h") for word in words]
        strace = ["strace", "-f", "-qq", "-s", "300", "-e", "trace=" + CHANGING, "-o", str(log)]
        ran = subprocess.run([*strace, self.program, *words], cwd=self.folder, env=environment, capture_output=True,
                             text=True, timeout=300)
        found = {"execve": [], "socket": [], "written outside": []}
        started = 0
        for line in log.read_text(errors="replace").splitlines():
            call = re.match(r"\d+ +(\w+)\(", line)
            if not call or "= -1 " in line: continue
            name = call[1]
            if name.startswith("execve"):
                started += 1
                if started > 1: found["execve"].append(line)
            elif name in ("socket", "connect"):
                found["socket"].append(line)
            elif name in ("open", "openat", "openat2"):
                if re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND", line) and not self.is_output(line):
                    found["written outside"].append(line)
            elif not self.is_output(line):
                found["written outside"].append(line)
        if count:
            self.commands += 1
            self.codes[ran.returncode] = self.codes.get(ran.returncode, 0) + 1
            for what, lines in found.items():
                self.total[what] += len(lines)
                for line in lines: print(f"{' '.join(words)}: {what}: {line}")
            if ran.returncode not in KNOWN_CODES: print(f"{' '.join(words)}: exit {ran.returncode}: {ran.stderr}")
        if self.verbose: print(ran.returncode, " ".join(words), ran.stderr.strip().splitlines()[:1])
        return ran, found

    def is_output(self, line):
        """Whether all paths of a call lie in the folder out, or are it or its hidden beginning."""
        paths = re.findall(r'"([^"]*)"', line)
        own = re.compile(r"(out(/|$)|\.out\.partial-)")
        names = [os.path.relpath(os.path.join(self.folder, path), self.folder) for path in paths]
        return bool(names) and all(own.match(name) for name in names)


def digest(texts):
    whole = hashlib.sha256()
    for text in texts: whole.update(f"{len(text.encode())}:{text}\n".encode())
    return whole.hexdigest()


def forged(plan, text):
    """A plan with another scenario in it, and digests that fit: as somebody could make it who knows the format."""
    header, *tasks = [json.loads(line) for line in plan.splitlines()]
    header = header | {"scenario": text, "hash": ""}
    base = digest([text] + [part for file in header["files"] for part in (file["path"], file["sha256"])])
    line = lambda value: json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    measures = ["measures"] + header["measures"] if header.get("measures") is not None else ["all"]
    for task in tasks:
        overrides = [f"{factor['path']}={value}" for factor, value in zip(header["factors"], task["values"])]
        task["hash"] = digest(["hitl sweep task 1", header["version"], base, str(header["seed"]), str(task["first"]),
                               str(task["count"])] + measures + ["point"] + overrides)
    header["hash"] = digest([line(header)] + [task["hash"] for task in tasks] + [str(task["point"]) for task in tasks])
    return "".join(line(value) + "\n" for value in [header, *tasks])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--verbose", action="store_true")
    options = options.parse_args()
    if not shutil.which("strace"): sys.exit("strace is not there: apt-get install strace")
    root = pathlib.Path(__file__).resolve().parent.parent
    program = os.path.abspath(os.environ.get("HITL", root / ".build/release/hitl"))
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place) / "work"
        folder.mkdir()
        watch = Watch(program, folder, options.verbose)

        def fresh():
            shutil.rmtree(folder / "out", ignore_errors=True)
            (folder / "out").mkdir()

        (folder / "precious").write_text("nothing of hitl's\n")
        (folder / "s.yaml").write_text(INPUTS["a program"])
        record, seen = watch.run("simulate s.yaml --record --json".split(), count=False)
        if record.returncode != 0 or not seen["execve"] or not seen["written outside"]:
            sys.exit(f"with --record the program is not seen to be started: {record.stderr}")
        print(f"with --record: {len(seen['execve'])} started, {len(seen['written outside'])} opened for writing")
        (folder / "started").unlink()
        (folder / "empty.jsonl").write_text("")
        (folder / "torn.jsonl").write_text((folder / "answers.jsonl").read_text() + '{"confidence":0.9,"in')
        # The requests to a service have other names: its record knows no answer, and the queries go to humans.
        before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

        for name, text in INPUTS.items():
            (folder / "s.yaml").write_text(text)
            for command in COMMANDS:
                if "b.json" not in command or "--update" in command: fresh()
                watch.run(command.replace("FILE", "s.yaml").split())
        # What results and plans hold, made by this program from a sound scenario and then changed.
        (folder / "s.yaml").write_text(INPUTS["a program"])
        made = pathlib.Path(place) / "made"
        shutil.copytree(folder, made)
        for command in ("simulate s.yaml --out result",
                        "sweep-plan s.yaml --vary policy.threshold=60%,70% --out plan.jsonl"):
            subprocess.run([program, *command.split()], cwd=made, check=True, capture_output=True)
        manifest = json.loads((made / "result/manifest.json").read_text())
        plan = (made / "plan.jsonl").read_text()
        if forged(plan, json.loads(plan.splitlines()[0])["scenario"]) != plan:
            sys.exit("a plan cannot be forged: has the format changed?")
        for name, text in INPUTS.items():
            (folder / "m.json").write_text(json.dumps(manifest | {"scenario_yaml": text}))
            (folder / "changed.jsonl").write_text(forged(plan, text))
            (folder / "sound.jsonl").write_text(plan)
            for command in MANIFESTS:
                fresh()
                watch.run(command.replace("FILE", "m.json").split())
            for file in ("changed.jsonl", "sound.jsonl"):
                fresh()
                for command in PLANS: watch.run(command.replace("FILE", file).split())
            fresh()
            shutil.copytree(made / "result", folder / "out/result")
            (folder / "out/result/manifest.json").write_text((folder / "m.json").read_text())
            watch.run("report out/result --out out/page.html".split())
        for path in folder.iterdir():
            if path.is_file() and path.name not in before | {"m.json": 0, "changed.jsonl": 0, "sound.jsonl": 0}:
                watch.total["written outside"] += 1
                print(f"{path.name} was made")
        for name, content in before.items():
            if name != "s.yaml" and (folder / name).read_bytes() != content:
                watch.total["written outside"] += 1
                print(f"{name} was changed")
    codes = ", ".join(f"{count} with exit {code}" for code, count in sorted(watch.codes.items()))
    print(f"{watch.commands} commands on {len(INPUTS)} inputs ({codes}):")
    print(", ".join(f"{what} {count}" for what, count in watch.total.items()))
    strange = set(watch.codes) - KNOWN_CODES
    sys.exit(1 if any(watch.total.values()) or strange else 0)


main()
