"""The kinds of input: how each is made from its seeds, and which command reads it."""

import copy
import csv
import hashlib
import io
import json
import os
import random
import subprocess

import trees
import values
import yamltree

HERE = os.path.dirname(os.path.abspath(__file__))


class Draw:
    """The random numbers of one input. Each change has a stream of its own, so that a change can be left out (`skip`)
    and the others stay what they were."""

    def __init__(self, seed, kind, number, skip=frozenset()):
        self.name, self.skip, self.taken = f"{seed}/{kind}/{number}", skip, 0
        self.first = random.Random(self.name)

    def steps(self, count):
        return self.more(count)

    def more(self, count):
        for _ in range(count):
            number, self.taken = self.taken, self.taken + 1
            if number not in self.skip:
                yield number, random.Random(f"{self.name}/{number}")


class Case:
    """Arguments, files by name, and what is typed on standard input; `lines` where each is an input of its own."""

    def __init__(self, arguments, files=None, stdin=b"", lines=None):
        self.arguments, self.files, self.stdin, self.lines = arguments, files or {}, stdin, lines


class Seeds:
    """What inputs are made from: the files of `seeds/`, the scenarios of the project, and what the program makes of them,
    so that a seed never has the format of another version."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        os.makedirs(folder, exist_ok=True)
        hitl, seed = self.hitl, lambda name: os.path.join(HERE, "seeds", name)
        schema = json.loads(hitl("schema"))
        texts = []
        for template in ("minimal", "chat", "voice", "mixed", "approval"):
            texts.append(hitl("init", "--template", template, "-"))
        shelf = os.path.join(HERE, "..", "scenarios")
        for name in sorted(os.listdir(shelf)):
            if name.endswith(".yaml"):
                text = open(os.path.join(shelf, name)).read()
                if "corpus:" not in text:
                    texts.append(text)
        for name in ("router.yaml", "corpus.yaml", "checked.yaml", "wide.yaml", "recorded.yaml"):
            texts.append(open(seed(name)).read())
        self.tables = {name: open(seed(name)).read() for name in ("labels.csv", "emotions.csv", "predictions.csv", "design.csv")}
        # Scenarios with texts of their own name these files, which stand beside every input.
        self.beside = {name: self.tables[name].encode() for name in ("labels.csv", "predictions.csv")}
        for name, data in self.beside.items():
            self.write(name, data)
        self.scenarios = trees.Scenarios(texts, schema)
        self.router, self.checked = seed("router.yaml"), seed("checked.yaml")
        self.queries = [json.loads(line) for line in open(seed("queries.jsonl"))]
        self.cases = json.load(open(seed("cases.json")))
        hitl("train", "--labels", seed("labels.csv"), "--out", "model.json", "--quiet", "--force")
        hitl("train", "--emotion-labels", seed("emotions.csv"), "--out", "emotion.json", "--quiet", "--force")
        minimal = self.write("minimal.yaml", texts[0].encode())
        short = ["--set", "horizon=3 h", "--replications", "2"]
        plan = ["--vary", "policy.threshold=60%:80%:20%", "--block", "1", "--measures", "cost.per_query,human.share"]
        hitl("sweep-plan", minimal, *plan, *short, "--out", "plan.jsonl", "--force")
        hitl(
            "sweep-plan", minimal, *plan, "--set", "horizon=3 h", "--replications", "5", "--out", "ocba.jsonl", "--force",
            "--allocation", "ocba", "--budget", "20", "--objective", "cost.per_query")
        self.plans = [[json.loads(line) for line in open(self.path(name))] for name in ("plan.jsonl", "ocba.jsonl")]
        hitl("check", self.checked, "--baseline", "baseline.json", "--update-baseline", "--force")
        hitl("simulate", minimal, *short, "--out", "simulated", "--force", "--quiet", "--audit", "trail.jsonl")
        hitl("compare", minimal, "--variant", "more: policy.threshold=90%", *short, "--out", "compared", "--force", "--quiet")
        hitl("sweep", minimal, "--vary", "policy.threshold=60%:80%:20%", *short, "--out", "swept", "--force", "--quiet")
        target = ["--target", "service_level.support >= 20%", "--interval", "1 h"]
        hitl("staff", minimal, *target, "--set", "horizon=1 day", "--out", "staffed", "--force", "--quiet", codes=(0, 1))
        trail = open(self.path("trail.jsonl")).read().splitlines()[:40]
        self.trail = trail
        self.results = {}
        for name in ("simulated", "compared", "swept", "staffed"):
            files = sorted(os.listdir(self.path(name)))
            self.results[name] = {
                file: open(self.path(name, file), "rb").read() for file in files
                if os.path.isfile(self.path(name, file)) and not file.endswith(".html")}
        self.json = {name: open(self.path(name)).read() for name in ("model.json", "emotion.json", "baseline.json")}

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def write(self, name, data):
        with open(self.path(name), "wb") as file:
            file.write(data)
        return self.path(name)

    def hitl(self, *arguments, codes=(0,)):
        done = subprocess.run([self.program, *arguments], cwd=self.folder, capture_output=True)
        if done.returncode not in codes:
            raise SystemExit(f"hitl {' '.join(arguments)}: exit {done.returncode}\n{done.stderr.decode()[-2000:]}")
        return done.stdout.decode()


HORIZONS = ["1 h", "2 h", "3 h", "6 h"]


def scenario(draw, seeds):
    """A scenario, by any command that reads one."""
    first = draw.first
    text = seeds.scenarios.make(draw)
    short = ["--set", f"horizon={first.choice(HORIZONS)}", "--set", "warm_up=0 h"] if first.random() < 0.9 else []
    once = ["--replications", "1", "--threads", "1"]
    quiet = ["--json", "--quiet"]
    way = first.choices(range(10), [50, 8, 9, 9, 5, 5, 4, 3, 4, 3])[0]
    name = "s.yaml"
    if way == 4 and "\nchecks:" not in text:
        way = 0
    arguments = {
        0: ["simulate", name, *short, *once, *quiet],
        1: ["simulate", name, *short, "--replications", "2", "--threads", "2", "--out", "r", "--audit", "a.jsonl", "--trace", "t.csv"],
        2: ["validate", name],
        3: ["simulate", name, "--dry-run", *short[:2], *once, *(["--json"] if first.random() < 0.5 else [])],
        4: ["check", name, *short, "--replications", "10", "--max-replications", "10", "--threads", "1"],
        5: ["compare", name, "--variant", "b: policy.threshold=90%", *short, "--replications", "2", "--threads", "1", *quiet],
        6: ["sweep", name, "--vary", "policy.threshold=60%,90%", *short, "--replications", "2", "--threads", "1", "--out", "w"],
        7: ["sweep-plan", name, "--vary", "policy.threshold=60%,90%", "--out", "p.jsonl"],
        8: ["simulate", name, *short, "--replications", "4", "--threads", "1", first.choice(["--antithetic", "--control-variates"]), *quiet],
        9: ["staff", name, *short[:2], "--target", "service_level.support >= 20%", "--threads", "1", "--interval", "1 h", "--max-replications", "20", "--weeks", "1", "--quiet", "--json"],
    }[way]
    return Case(arguments, {name: text.encode("utf-8", "surrogateescape"), **seeds.beside})


def settings(draw, seeds):
    """Values on the command line: what replaces a value, what is varied, ranges, targets, numbers of options."""
    first = draw.first
    tree = first.choice(seeds.scenarios.trees)
    leaves = list(values.leaves(tree))

    def one(step):
        holder, place, path = step.choice(leaves)
        old = values.get(holder, place)
        new = (values.far if step.random() < 0.4 else values.near)(step, old)
        key = ".".join(path) if step.random() < 0.95 else step.choice(["", ".", "a..b", "traffic", "teams.x.agents", path[0]])
        return f"{key}={new}" if step.random() < 0.97 else step.choice([key, "=", f"{key}="])

    sets = [part for _, step in draw.steps(first.choice([1, 1, 2, 3])) for part in ("--set", one(step))]
    number = lambda: first.choice(values.EXTREMES[:-6] + ["2", "3", "10"]) if first.random() < 0.5 else "2"
    spread = lambda: ":".join(first.choice(values.EXTREMES) + first.choice(["%", "%", "", " s"]) if first.random() < 0.5 else p for p in ("60%", "80%", "10%"))
    limit = lambda: first.choice(values.EXTREMES + ["80"]) + first.choice(["%", "", " s", " USD"])
    base = ["s.yaml", "--set", "horizon=3 h", "--set", "warm_up=0 h"]
    way = first.choices(range(11), [8, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1])[0]
    arguments = {
        0: ["simulate", *base, *sets, "--replications", "1", "--json", "--quiet"],
        1: ["simulate", *base, "--seed", first.choice(values.EXTREMES), "--replications", "1", "--json", "--quiet"],
        2: ["simulate", *base, "--dry-run", "--replications", first.choice(values.EXTREMES)],
        3: ["simulate", *base, "--replications", "1", "--threads", first.choice(values.EXTREMES), "--json", "--quiet"],
        4: ["simulate", *base, "--precision", limit(), "--replications", "2", "--max-replications", "4", "--json", "--quiet"],
        5: ["sweep-plan", *base, "--vary", f"policy.threshold={spread()}", "--out", "p.jsonl", "--replications", number(), "--block", number(), *(["--yes"] if first.random() < 0.1 else [])],
        6: ["sweep-plan", *base, "--vary", f"policy.threshold={spread()}", "--out", "p.jsonl", "--design", first.choice(["sobol", "lhs"]), "--points", first.choice(values.EXTREMES[:24] + values.EXTREMES[-8:]), "--replications", "2"],
        7: ["sweep-run", "--tasks", seeds.path("plan.jsonl"), "--out", "w", "--range", f"{first.choice(values.EXTREMES + [''])}:{first.choice(values.EXTREMES + [''])}"],
        8: ["staff", *base, "--target", f"service_level.support >= {limit()}", "--interval", first.choice(values.TIMES + values.LONG), "--weeks", first.choice(values.EXTREMES), "--max-agents", number(), "--max-replications", "4", "--json", "--quiet"],
        9: ["sweep-plan", *base, "--vary", "policy.threshold=60%,80%", "--allocation", "ocba", "--budget", first.choice(values.EXTREMES), "--replications", number(), "--out", "p.jsonl", "--subject-to", f"service_level.support >= {limit()}"],
        10: ["evaluate", "--predictions", "predictions.csv", "--wrong-answer-cost", limit().split(" ")[0].strip("%"), "--human-cost", limit().split(" ")[0].strip("%")],
    }[way]
    if way == 0 and any(part.startswith("horizon=") for part in sets):
        # A horizon of years is legal and takes its time: it is read and estimated, not run.
        arguments.append("--dry-run")
    # No shell can pass a zero byte.
    arguments = [part.replace("\0", "\u2400") for part in arguments]
    return Case(arguments, {"s.yaml": yamltree.write(tree).encode(), **seeds.beside})


def query(draw, seeds):
    """One line for the router."""
    first = draw.first
    value = copy.deepcopy(first.choice(seeds.queries))
    mood = first.choices(["near", "edge", "wild"], [60, 30, 10])[0]
    for number, step in draw.steps(first.choice([1, 1, 2, 3])):
        if mood == "near":
            way = step.randrange(5)
            if way == 0:
                words = ["refund", "order", "password", "human", "!", "été", "\u0000", "a" * 3000, "\U0001f600", "", "REFUND", "0" * 50]
                value["text"] = " ".join(step.choice(words) for _ in range(step.randint(0, 12)))
            elif way == 1:
                state = value.setdefault("state", {})
                key = step.choice(["backlog", "agents", "idle", "handle_s", "load", "offered", "left_s"])
                amount = step.choice([0, 1, 3, 50, 1000] + ([0.5, 2.25, 600] if key in ("handle_s", "load", "offered", "left_s") else []))
                state.setdefault(key, {})[step.choice(["support", "audits"])] = amount
            elif way == 2:
                value[step.choice(["earlier_contacts", "failed_attempts"])] = step.choice([0, 1, 2, 5, 100])
            elif way == 3:
                value["amount"] = step.choice([0, 1, 99.99, 1e6, 0.001])
            else:
                value["id"] = step.choice(["x", "é", "a" * 200, str(number)])
        elif mood == "edge":
            state = value.setdefault("state", {})
            key = step.choice(["backlog", "agents", "idle", "handle_s", "load", "offered", "left_s", "amount", "earlier_contacts", "failed_attempts"])
            isWhole = key in ("backlog", "agents", "idle", "earlier_contacts", "failed_attempts")
            ends = trees.WHOLES if isWhole else trees.FLOATS
            amount = step.choice(ends if step.random() < 0.8 else trees.JSON_NUMBERS)
            if key in ("amount", "earlier_contacts", "failed_attempts"):
                value[key] = amount
            else:
                state.setdefault(key, {})[step.choice(["support", "support", "support", "audits", "x"])] = amount
                if step.random() < 0.5:
                    # A number at an edge tells most where the others are those of a busy queue.
                    state.setdefault("load", {}).setdefault("support", step.choice([0.5, 0.9, 5]))
        else:
            value = trees.json_change(step, value)
    try:
        text = json.dumps(value, ensure_ascii=first.random() < 0.5)
    except ValueError:
        text = "{}"
    if mood == "wild":
        for _, step in draw.more(1):
            if step.random() < 0.4:
                text = trees.garble(step, text)
            elif step.random() < 0.1:
                text = step.choice(["[" * 5000, '{"a":' * 5000, '"' + "\\ud800" + '"', "", "null", "1e999", '{"id":"q","text":"x","text":"y"}'])
    return text.replace("\n", " ")


LINES = 50


def queries(draw, seeds):
    """A batch of lines for the router; each line is an input."""
    seed, kind, number = draw.name.split("/")
    lines = [query(Draw(seed, kind, f"{number}.{place}", draw.skip), seeds) for place in range(LINES)]
    return router(lines, seeds)


def router(lines, seeds):
    data = "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")
    arguments = ["route", "--model", seeds.path("model.json"), "--policy", seeds.router]
    return Case(arguments, {}, data, lines)


def digest(texts):
    whole = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        whole.update(f"{len(data)}:".encode() + data + b"\n")
    return whole.hexdigest()


def sealed(plan):
    """The plan with the digests that belong to what it says now, as far as it still has the shape of one."""
    try:
        head, tasks = plan[0], plan[1:]
        base = digest([head["scenario"]] + [part for file in head["files"] for part in (file["path"], file["sha256"])])
        for task in tasks:
            overrides = [f"{factor['path']}={value}" for factor, value in zip(head["factors"], task["values"])]
            task["hash"] = digest(
                ["hitl sweep task 1", head["version"], base, str(head["seed"]), str(task["first"]), str(task["count"])]
                + (["measures", *head["measures"]] if "measures" in head else ["all"]) + ["point", *overrides])
        head["hash"] = ""
        # Who made a plan is no part of it.
        told = {key: value for key, value in head.items() if key != "madeBy"}
        head["hash"] = digest([trees.compact(told)] + [task["hash"] for task in tasks] + [str(task["point"]) for task in tasks])
    except (KeyError, TypeError, IndexError, AttributeError, UnicodeError):
        pass
    return plan


def plan(draw, seeds):
    """A plan of a sweep, most often with digests that fit."""
    first = draw.first
    lines = copy.deepcopy(first.choice(seeds.plans))
    for _, step in draw.steps(first.choice([0, 1, 1, 2])):
        way = step.random()
        if way < 0.25:
            place = step.randrange(1, len(lines))
            lines[place]["first"] = step.choice([0, 1, 5, 100, 2**31, 2**32, 2**62, 2**63 - 1])
        elif way < 0.4:
            lines[0]["scenario"] = seeds.scenarios.make(Draw("s", draw.name.replace("/", "."), step.random()))
        elif way < 0.5:
            lines[0]["seed"] = step.choice([0, 2, 7, 2**63, 2**64 - 1])
        elif way < 0.6:
            lines[0]["name"] = step.choice(["x", "", "a/b", "../x", "\u001b[2J", "n" * 400])
        elif way < 0.7:
            lines.pop(step.randrange(len(lines)))
        elif way < 0.75:
            lines.insert(step.randrange(len(lines)), copy.deepcopy(step.choice(lines)))
        else:
            place = step.randrange(len(lines))
            lines[place] = trees.json_change(step, lines[place])
    if first.random() < 0.85:
        lines = sealed(lines)
    text = "".join(trees.compact(line) + "\n" for line in lines)
    if first.random() < 0.05:
        for _, step in draw.more(1):
            text = trees.garble(step, text)
    data = text.encode("utf-8", "surrogatepass")
    way = first.randrange(10)
    if way < 7:
        return Case(["sweep-run", "--tasks", "p.jsonl", "--out", "w", "--threads", "1", "--range", "1:2", "--quiet"], {"p.jsonl": data})
    if way < 9:
        return Case(["sweep-merge", "--tasks", "p.jsonl", "--out", "m", "w"], {"p.jsonl": data, "w/x": b""})
    return Case(["sweep-plan", "--after", "p.jsonl", "--results", "w", "--out", "q.jsonl"], {"p.jsonl": data, "w/x": b""})


def model(draw, seeds):
    """A model file, most often with the digest that fits, read by route and evaluate."""
    first = draw.first
    name = first.choice(["model.json", "model.json", "emotion.json"])
    value = json.loads(seeds.json[name])
    value.pop("contentSHA256", None)
    for _, step in draw.steps(first.choice([0, 1, 1, 2])):
        way = step.random()
        if way < 0.4:
            number = step.choice(["temperature", "confidenceOffset", "confidenceSlope", "emotionTemperature", "exampleCount", "modelVersion"])
            value[number] = step.choice([1, 2, 0.5, 10, 1e-300, 1e300, 1e38, -5, *trees.JSON_NUMBERS[:30]])
        elif way < 0.55:
            table = step.choice(["weights", "buckets", "inverseDocumentFrequencies"])
            text = value.get(table, "AAAA")
            if isinstance(text, str) and text:
                at = step.randrange(len(text))
                value[table] = text[:at] + step.choice("A/+9z") + text[at + 1 :] if step.random() < 0.7 else text[: at // 4 * 4]
        else:
            value = trees.json_change(step, value)
    try:
        body = trees.compact(value).replace("NaN", "null").replace("Infinity", "1e999").encode("utf-8", "surrogatepass")
    except ValueError:
        body = b"{}"
    if first.random() < 0.9 and body.startswith(b"{"):
        body = b'{"contentSHA256":"' + hashlib.sha256(body).hexdigest().encode() + b'",' + body[1:]
    files = {"m.json": body, "labels.csv": seeds.tables["labels.csv"].encode(), "emotions.csv": seeds.tables["emotions.csv"].encode()}
    if name == "emotion.json":
        way = first.randrange(2)
        return Case(
            ["evaluate", "--model", "m.json", "--emotion-labels", "emotions.csv"] if way else
            ["route", "--model", seeds.path("model.json"), "--emotion-model", "m.json", "--policy", seeds.router], files,
            b'{"id":"q","text":"my refund"}\n')
    if first.random() < 0.5:
        return Case(["evaluate", "--model", "m.json", "--labels", "labels.csv", "--json"], files)
    return Case(["route", "--model", "m.json", "--policy", seeds.router], files, b'{"id":"q","text":"my refund"}\n')


def trail(draw, seeds):
    """An audit trail with a head, most often chained anew."""
    first = draw.first
    lines = list(seeds.trail[: first.choice([1, 5, 20, 40])])
    for _, step in draw.steps(first.choice([0, 0, 1, 1, 2])):
        place = step.randrange(len(lines)) if lines else 0
        way = step.randrange(6)
        if way == 0 and lines:
            lines.pop(place)
        elif way == 1 and lines:
            lines.insert(place, lines[step.randrange(len(lines))])
        elif way == 2 and lines:
            lines[place] = trees.garble(step, lines[place]).replace("\n", "")
        elif way == 3:
            lines.insert(place, step.choice(["", "{}", "[" * 3000, "x" * (1 << 21), '{"record":1}']))
        elif lines:
            try:
                lines[place] = json.dumps(trees.json_change(step, json.loads(lines[place])), separators=(",", ":"))
            except (ValueError, RecursionError):
                pass
    if first.random() < 0.7:
        head = "0" * 64
        for place, line in enumerate(lines):
            body = line.rsplit(',"digest":"', 1)[0] + "}" if ',"digest":"' in line else line
            head = hashlib.sha256(head.encode() + body.encode("utf-8", "surrogatepass")).hexdigest()
            lines[place] = body[:-1] + f',"digest":"{head}"}}'
    last = lines[-1].rsplit('"digest":"', 1)[-1][:64] if lines else "0" * 64
    count = len(lines) if first.random() < 0.9 else first.choice(trees.JSON_NUMBERS)
    data = "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")
    mark = f'{{"count":{count},"digest":"{last}"}}\n'.encode("utf-8", "surrogatepass")
    return Case(["audit", "verify", "t.jsonl"], {"t.jsonl": data, "t.jsonl.head": mark})


def table(draw, seeds):
    """A table of texts, emotions, predictions or points."""
    first = draw.first
    name = first.choice(["labels.csv", "labels.csv", "emotions.csv", "predictions.csv", "predictions.csv", "design.csv"])
    rows = list(csv.reader(io.StringIO(seeds.tables[name])))
    text = None
    for _, step in draw.steps(first.choice([0, 1, 2, 4])):
        place, way = step.randrange(1, len(rows)), step.randrange(8)
        cell = step.randrange(len(rows[place])) if rows[place] else 0
        if way < 3 and rows[place]:
            rows[place][cell] = step.choice([values.near(step, rows[place][cell]), values.far(step, rows[place][cell]), step.choice(values.EXTREMES)])
        elif way == 3:
            rows.append(list(rows[place]))
        elif way == 4 and len(rows) > 2:
            rows.pop(place)
        elif way == 5:
            rows[0][step.randrange(len(rows[0]))] = step.choice(["", "text", "intent", "x"])
        elif way == 6 and rows[place]:
            rows[place] = rows[place][:-1] if step.random() < 0.5 else rows[place] + ["x"]
        elif rows[place]:
            rows[place][cell] = rows[place][cell] * step.choice([0, 2, 3000])
    out = io.StringIO()
    csv.writer(out, lineterminator=first.choice(["\n", "\r\n"])).writerows(rows)
    text = out.getvalue()
    if first.random() < 0.1:
        for _, step in draw.more(1):
            text = trees.garble(step, text)
    data = text.encode("utf-8", "surrogatepass")
    if first.random() < 0.02:
        data = data[:40] + b"\xff\xfe\x00" + data[40:]
    arguments = {
        "labels.csv": first.choice([
            ["train", "--labels", "t.csv", "--out", "m.json", "--quiet"], ["evaluate", "--model", seeds.path("model.json"), "--labels", "t.csv"],
            ["train", "--labels", "t.csv", "--out", "m.json", "--upset-column", "upset", "--class-weights", "balanced", "--features", "words"]]),
        "emotions.csv": ["train", "--emotion-labels", "t.csv", "--out", "m.json"],
        "predictions.csv": first.choice([["evaluate", "--predictions", "t.csv", "--json"], ["simulate", "recorded.yaml", "--replications", "1", "--json", "--quiet"]]),
        "design.csv": ["sweep-plan", seeds.path("minimal.yaml"), "--design", "csv", "--design-file", "t.csv", "--out", "p.jsonl"],
    }[name]
    recorded = open(os.path.join(HERE, "seeds", "recorded.yaml"), "rb").read()
    return Case(arguments, {"t.csv": data, "predictions.csv": data, "recorded.yaml": recorded})


def document(draw, seeds):
    """A baseline, a manifest, cases of theory, or the files of a result."""
    first = draw.first
    way = first.choices(["baseline", "manifest", "cases", "result"], [3, 2, 1, 4])[0]
    changes = first.choice([0, 1, 1, 2, 3])
    if way == "baseline":
        value = json.loads(seeds.json["baseline.json"])
        for _, step in draw.steps(changes):
            value = trees.json_change(step, value)
        return Case(["check", seeds.checked, "--baseline", "b.json", "--threads", "1"], {"b.json": dumped(value)})
    if way == "cases":
        value = copy.deepcopy(seeds.cases)
        for _, step in draw.steps(changes):
            value = trees.json_change(step, value)
        short = ["--quick", "--max-replications", "2", "--threads", "1"]
        emit = ["--emit", "erlangC_a3_c4", "--out", "c.yaml"]
        return Case(["verify", "--cases", "c.json", "--quiet", *(short if first.random() < 0.2 else emit)], {"c.json": dumped(value)})
    name = first.choice(sorted(seeds.results))
    files = {f"r/{file}": data for file, data in seeds.results[name].items()}
    if way == "manifest":
        manifest = json.loads(files["r/manifest.json"])
        for _, step in draw.steps(changes):
            if step.random() < 0.3 and isinstance(manifest.get("scenario"), str):
                manifest["scenario"] = seeds.scenarios.make(Draw("s", draw.name.replace("/", "."), step.random()))
            else:
                manifest = trees.json_change(step, manifest)
            if not isinstance(manifest, dict):
                break
        command = {"compared": "compare", "swept": "sweep"}.get(name, "simulate")
        return Case([command, "m/manifest.json", "--replications", "1", "--quiet", "--out", "o"], {"m/manifest.json": dumped(manifest)})
    for _, step in draw.steps(changes):
        file = step.choice(sorted(files))
        try:
            if file.endswith(".json"):
                files[file] = dumped(trees.json_change(step, json.loads(files[file])))
            else:
                text = files[file].decode()
                rows = text.split("\n")
                place = step.randrange(len(rows))
                cells = rows[place].split(",")
                cells[step.randrange(len(cells))] = step.choice(values.EXTREMES + ["", "x"])
                rows[place] = ",".join(cells)
                files[file] = ("\n".join(rows) if step.random() < 0.8 else trees.garble(step, text)).encode("utf-8", "surrogatepass")
        except ValueError:
            files[file] = files[file][: len(files[file]) // 2]
    return Case(["report", "r", "--out", "page.html"], files)


def dumped(value):
    return json.dumps(value, indent=1).replace("Infinity", "1e999").replace("NaN", "null").encode("utf-8", "surrogatepass")


# Each kind with the share of all inputs that it has. Lines of the router are many, since one run takes a batch of them.
KINDS = {
    "scenario": (scenario, 30), "settings": (settings, 7), "queries": (queries, 38), "plan": (plan, 8), "model": (model, 5),
    "trail": (trail, 5), "table": (table, 3), "document": (document, 4),
}
