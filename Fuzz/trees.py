"""Changes of a whole scenario: a value, a key of the schema, a member, a section of another scenario, an order."""

import copy
import json
import re

import values
import yamltree
from yamltree import Map


class Language:
    """What the schema of scenarios says may stand where."""

    def __init__(self, schema):
        self.schema = schema

    def at(self, path):
        node = self.schema
        for part in path:
            node = self.resolved(node)
            below = node.get("properties", {})
            node = below.get(part, node.get("additionalProperties", node.get("items", {})))
            node = node if isinstance(node, dict) else {}
        return self.resolved(node)

    def resolved(self, node):
        while "$ref" in node:
            node = self.schema["$defs"][node["$ref"].split("/")[-1]]
        for way in node.get("anyOf", []):
            if "$ref" in way or way.get("type") == "object":
                return self.resolved(way)
        return node

    def value(self, draw, node, known, depth=0):
        """Something that the schema allows."""
        if "$ref" in node:
            return values.distribution(draw, "USD" if "amount" in node["$ref"] else "s", wild=draw.random() < 0.3)
        for name in ("anyOf", "oneOf"):
            if name in node:
                return self.value(draw, draw.choice([way for way in node[name] if way.get("type") != "null"]), known, depth)
        if "const" in node:
            return str(node["const"])
        if "enum" in node:
            return str(draw.choice([value for value in node["enum"] if value is not None])).lower()
        kinds = node.get("type", "string")
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if "array" in kinds and node.get("items", {}).get("pattern") is None and draw.random() < 0.9 and depth < 3:
            count = node.get("minItems", draw.randint(1, 3))
            return [self.value(draw, node.get("items", {}), known, depth + 1) for _ in range(count)]
        if "array" in kinds:
            return [self.value(draw, node["items"], known, depth + 1) for _ in range(node.get("minItems", 1))]
        if "object" in kinds and depth < 4:
            out = Map()
            for key, below in node.get("properties", {}).items():
                if key in node.get("required", []) or draw.random() < 0.2:
                    out.append([key, self.value(draw, below, known, depth + 1)])
            below = node.get("additionalProperties")
            if isinstance(below, dict):
                for _ in range(draw.randint(1, 2)):
                    out.append([draw.choice(known), self.value(draw, below, known, depth + 1)])
            return out
        return self.scalar(draw, node, known)

    def scalar(self, draw, node, known):
        if "minimum" in node or "maximum" in node or "exclusiveMinimum" in node:
            low = node.get("minimum", node.get("exclusiveMinimum", 0))
            high = node.get("maximum", 1e18)
            if "integer" in node.get("type", []):
                return str(draw.choice([low, low + 1, min(high, low + 5), high if high < 1e4 else min(high, 100)]))
            return values.shown(float(draw.choice([low, min(high, low + 1), min(high, 1.5), high])))
        pattern = node.get("pattern", "")
        if "USD" in str(node.get("examples", "")) or "per hour" in pattern and "per +" not in pattern:
            return draw.choice(["0 USD", "1 USD", "20 USD", "1e12 USD"]) + (" per hour" if "per hour" in pattern else "")
        if "per +" in pattern:
            return draw.choice(["1 per day", "300 per day", "20 per h", "1e-9 per week"])
        if "%" in pattern[-8:]:
            return draw.choice(values.SHARES)
        if "weeks?" in pattern:
            return draw.choice(values.TIMES)
        if ":" in pattern:
            return draw.choice(["00:00", "06:30", "12:00", "24:00"])
        return draw.choice(known)


class Scenarios:
    """Seeds and how they are changed."""

    def __init__(self, texts, schema):
        self.language = Language(schema)
        self.trees = [yamltree.read(text) for text in texts]
        self.pool = {}
        for tree in self.trees:
            volume = tree.find("traffic")[1].find("volume")
            if volume:
                volume[1] = "300 per day"
            for holder, place, path in values.leaves(tree):
                self.pool.setdefault(path[-2:], []).append(values.get(holder, place))
        self.measures = ["service_level.chat >= 80%", "cost.per_query < 5 USD", "wait.mean_s <= 60 s", "ai.coverage > 10%", "human.share <= 90%"]

    def known(self, tree):
        """Names that the scenario uses."""
        names = [key for section, path in values.maps(tree) if len(path) in (1, 2) and path[-1:] in (("queues",), ("teams",), ("intents",), ("channels",), ("segments",), ("actions",)) for key, _ in section]
        return names + ["support", "nobody"]

    def make(self, draw):
        """A seed with some changes: mostly small ones, sometimes one at an edge, sometimes anything."""
        seed = draw.first.choice(self.trees)
        tree = copy.deepcopy(seed)
        mood = draw.first.choices(["near", "edge", "wild"], [62, 28, 10])[0]
        for number, step in draw.steps(draw.first.choice([1, 1, 2, 3, 4, 6])):
            if mood == "near" or mood == "edge" and number > 0:
                self.gentle(step, tree)
            elif mood == "edge":
                self.edge(step, tree)
            else:
                step.choice([self.gentle, self.edge, self.wild])(step, tree)
        text = yamltree.write(tree) if draw.first.random() < 0.95 else yamltree.line(tree) + "\n"
        if mood == "wild":
            for _, step in draw.more(2):
                if step.random() < 0.4:
                    text = garble(step, text)
        return text

    def leaf(self, draw, tree):
        return draw.choice(list(values.leaves(tree)))

    def gentle(self, draw, tree):
        way = draw.random()
        holder, place, path = self.leaf(draw, tree)
        old = values.get(holder, place)
        if way < 0.6:
            alike = [values.get(*other[:2]) for other in values.leaves(tree) if other[2][-1] == path[-1]]
            if path[-1] in ("share", "weight"):
                # Shares add up to a whole: two of them change places.
                others = [other for other in values.leaves(tree) if other[2][:-2] == path[:-2] and other[2][-1] == path[-1]]
                other = draw.choice(others)
                mine, theirs = old, values.get(*other[:2])
                values.put(holder, place, theirs)
                values.put(*other[:2], mine)
                return
            new = values.near(draw, old)
            if new == old and path[-1] not in FREE:
                new = draw.choice(self.pool.get(path[-2:], [old]) if path[-1] in WORDS else alike)
            values.put(holder, place, new)
        elif way < 0.72:
            self.insert(draw, tree)
        elif way < 0.82:
            self.spread(draw, tree, wild=False)
        elif way < 0.9:
            self.remove(draw, tree)
        elif way < 0.95:
            draw.shuffle(draw.choice(list(values.maps(tree)))[0])
        else:
            self.copy(draw, tree)

    def edge(self, draw, tree):
        way = draw.random()
        if way < 0.6:
            holder, place, _ = self.leaf(draw, tree)
            values.put(holder, place, values.far(draw, values.get(holder, place)))
        elif way < 0.8:
            self.spread(draw, tree, wild=True)
        else:
            self.insert(draw, tree)

    def wild(self, draw, tree):
        holder, path = draw.choice(list(values.maps(tree)))
        if not holder:
            return
        place = draw.randrange(len(holder))
        way = draw.randrange(8)
        if way == 0:
            holder.insert(draw.randrange(len(holder) + 1), copy.deepcopy(holder[place]))
        elif way == 1:
            other = draw.choice(list(values.maps(draw.choice(self.trees))))[0]
            holder[place][1] = copy.deepcopy(other)
        elif way == 2:
            holder[place][1] = values.raw(draw)
        elif way == 3:
            holder[place][1] = [copy.deepcopy(holder[place][1])]
        elif way == 4:
            holder[place][0] = draw.choice(["", "x", holder[place][0] + "s", "nan", "9" * 30, "a.b", "\u001b[31m", "<<"])
        elif way == 5:
            deep = draw.choice([10, 50, 300, 5000])
            opening = draw.choice(["[", "{a: ", "[{a: "])
            holder[place][1] = yamltree.Raw(opening * deep + "x" + "".join({"[": "]", "{": "}"}.get(sign, "") for sign in opening[::-1]) * deep)
        elif way == 6:
            for number in range(draw.choice([50, 300, 1200])):
                holder.append([f"m{number}", copy.deepcopy(holder[place][1])])
        else:
            holder[place][1] = ""

    def insert(self, draw, tree):
        """Adds a key of the language that is not there."""
        known = self.known(tree)
        for _ in range(5):
            holder, path = draw.choice(list(values.maps(tree)))
            node = self.language.at(path)
            free = [key for key in node.get("properties", {}) if not holder.find(key)]
            if free:
                key = draw.choice(free)
                if key in ("external", "recorded", "emotion_model", "corpus", "rates", "mode"):
                    continue
                holder.append([key, self.language.value(draw, node["properties"][key], known)])
                return

    def spread(self, draw, tree, wild):
        """Puts a distribution in the place of a time or an amount."""
        found = [(holder, place) for holder, path in values.maps(tree) for place, pair in enumerate(holder) if pair[0] in DISTRIBUTED]
        if found:
            holder, place = draw.choice(found)
            holder[place][1] = values.distribution(draw, "USD" if holder[place][0] == "amount" else "s", wild=wild)

    def remove(self, draw, tree):
        """Takes away a key that the language does not require."""
        found = []
        for holder, path in values.maps(tree):
            node = self.language.at(path)
            for place, (key, _) in enumerate(holder):
                isOwn = key in node.get("properties", {}) and key not in node.get("required", []) and key not in NEEDED
                if isOwn or path[-1:] and path[-1] in LISTED:
                    found.append((holder, place))
        if found:
            holder, place = draw.choice(found)
            del holder[place]

    def copy(self, draw, tree):
        """A member again under another name."""
        found = [holder for holder, path in values.maps(tree) if holder and path[-1:] and path[-1] in LISTED + ("teams", "plans")]
        if found:
            holder = draw.choice(found)
            key, value = draw.choice(holder)
            holder.append([f"{key}_2", copy.deepcopy(value)])


# Members of these may come and go; what is free text; words of the language; what a sound scenario seldom lacks.
LISTED = ("spikes", "triggers", "checks", "drift", "service_levels", "queues_by_intent", "queues_by_channel")
FREE = {"name", "about", "corpus", "file", "currency", "distribution"}
WORDS = {"rule", "features", "then", "approve", "ask", "agents", "contacts", "interruptible", "recycle"}
NEEDED = {"volume", "agents", "shifts", "agents_by_interval", "assumed_accuracy", "default_queue", "actions", "intents", "handling_time"}
DISTRIBUTED = {
    "patience", "handle_time", "approval_time", "audit_time", "tenure", "return_after", "rephrase_after", "amount", "takes",
    "latency", "edit_time", "reply_after", "gaps", "handling_time", "seconds",
}


def garble(draw, text):
    """Changes bytes, lines and ends."""
    if not text:
        return text
    at = draw.randrange(len(text))
    lines = text.split("\n")
    place = draw.randrange(len(lines))
    way = draw.randrange(8)
    if way == 0:
        return text[:at]
    if way == 1:
        return text[:at] + draw.choice("{}[]:,&*#?|-<>=!%@`'\"\\\t\x00\x1b\x7f\u0085\ufeff ") + text[at:]
    if way == 2:
        return text[:at] + text[at + draw.choice([1, 10, 100]):]
    if way == 3:
        lines.insert(place, lines[draw.randrange(len(lines))])
    elif way == 4:
        lines[place] = "\t" + lines[place]
    elif way == 5:
        lines[place] = " " * draw.choice([1, 3, 400]) + lines[place]
    elif way == 6:
        # An alias of an alias of an alias: small on the disk, large once it is resolved.
        lines.insert(0, "a0: &a0 [x, x, x, x, x, x, x, x, x]")
        for level in range(1, draw.choice([3, 9, 30])):
            lines.insert(level, f"a{level}: &a{level} [" + ", ".join([f"*a{level - 1}"] * 9) + "]")
    else:
        lines[place] = re.sub(r": *(.+)", r": &n \1", lines[place]) if draw.random() < 0.5 else "<<: *n"
    return "\n".join(lines)


def json_change(draw, value, depth=0):
    """Changes one thing in a JSON document and returns it: a number, a text, a member or an order."""
    spots = []

    def walk(node):
        for key in (node.keys() if isinstance(node, dict) else range(len(node))):
            spots.append((node, key))
            if isinstance(node[key], (dict, list)):
                walk(node[key])

    if not isinstance(value, (dict, list)) or not value:
        return draw.choice(JSON_ODD)
    walk(value)
    node, key = draw.choice(spots)
    old = node[key]
    way = draw.random()
    if isinstance(old, bool):
        node[key] = not old
    elif isinstance(old, (int, float)) and way < 0.75:
        small = draw.random() < 0.3
        ends = WHOLES if isinstance(old, int) and draw.random() < 0.7 else JSON_NUMBERS
        node[key] = draw.choice([old + 1, old - 1, old * 2, 0, -old]) if small else draw.choice(ends)
    elif isinstance(old, str) and way < 0.7:
        node[key] = draw.choice([old + "x", old[:-1], old[::-1], old * 3, values.far(draw, old), values.near(draw, old), draw.choice(values.ODD)])
    elif way < 0.8:
        node[key] = copy.deepcopy(draw.choice(spots)[0]) if depth == 0 and len(spots) < 500 else draw.choice(JSON_ODD)
    elif way < 0.9:
        del node[key]
    elif isinstance(node, list):
        node.insert(key, copy.deepcopy(old))
    else:
        node[draw.choice(["x", key + "_", "kind", "count", ""])] = copy.deepcopy(old)
    return value


JSON_NUMBERS = [
    0, -1, 1, 2, 63, 64, 255, 256, 65536, 2**31 - 1, 2**31, 2**32, 2**53 + 1, 10**6, 10**9, 10**12, 2**62, 2**63 - 1, 2**63,
    2**64 - 1, 2**64, -(2**31), -(2**63), -(2**63) - 1, 1e-320, 1e-300, 0.5, -0.0, 1e15, 1e18, 1e19, 1e100, 1e155, 1e300, 1e308,
    1.7976931348623157e308, -1e308, 10**400, float("nan"), float("inf"),
]
# Whole numbers at the ends of what an integer holds.
WHOLES = [0, 1, 2, -1, 64, 1000, 10**6, 2**31, 2**32, 10**12, 2**53 + 1, 2**62, 2**63 - 2, 2**63 - 1, 2**63, -(2**63)]
# Numbers at the ends of what a double, its square and its product with a few others hold.
FLOATS = [0, 1e-320, 1e-300, 0.5, 5, 1e9, 1e19, 1e155, 1e300, 1e307, 1e308, 1.7976931348623157e308, -1, -1e308]
JSON_ODD = [None, True, "", "x", [], {}, [[[]]], {"a": {"b": None}}, 10**30, -1, 1.5]


def compact(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
