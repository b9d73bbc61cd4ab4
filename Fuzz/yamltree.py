"""Reads and writes the part of YAML that scenarios are written in, keeping what a fuzzer wants to change: the order of
keys and keys that are there twice. A mapping is a `Map` of [key, value] pairs, a sequence a list, a scalar a string."""

import json
import re


class Map(list):
    """Pairs of a mapping."""

    def find(self, key):
        return next((pair for pair in self if pair[0] == key), None)


def read(text):
    lines = []
    for line in text.split("\n"):
        bare = uncommented(line)
        if bare.strip():
            lines.append((len(bare) - len(bare.lstrip()), bare.strip()))
    value, _ = block(lines, 0)
    return value


def uncommented(line):
    quote = ""
    for place, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and (place == 0 or line[place - 1] in " [{,:"):
            quote = sign
        elif sign == "#" and (place == 0 or line[place - 1] == " "):
            return line[:place].rstrip()
    return line.rstrip()


def block(lines, at):
    indent, first = lines[at]
    if first == "-" or first.startswith("- "):
        items = []
        while at < len(lines) and lines[at][0] == indent and lines[at][1].startswith("-"):
            rest = lines[at][1][1:].strip()
            if rest and not split_key(rest):
                value, at = inline(rest, lines, at + 1)
            else:
                if rest:
                    lines[at] = (indent + 2, rest)
                else:
                    at += 1
                value, at = block(lines, at)
            items.append(value)
        return items, at
    pairs = Map()
    while at < len(lines) and lines[at][0] == indent:
        key, rest = split_key(lines[at][1])
        at += 1
        if rest in (">-", ">", "|", "|-"):
            words = []
            while at < len(lines) and lines[at][0] > indent:
                words.append(lines[at][1])
                at += 1
            value = " ".join(words)
        elif rest:
            value, at = inline(rest, lines, at)
        elif at < len(lines) and (lines[at][0] > indent or lines[at][0] == indent and lines[at][1].startswith("- ")):
            value, at = block(lines, at)
        else:
            value = ""
        pairs.append([key, value])
    return pairs, at


def split_key(text):
    found = re.match(r"""("[^"]*"|'[^']*'|[^"'\[{][^:]*?)\s*:(\s+(.*))?$""", text)
    return found and (found[1].strip("\"'"), (found[3] or "").strip())


def inline(text, lines, at):
    while text[0] in "[{" and depth(text) > 0 and at < len(lines):
        text += " " + lines[at][1]
        at += 1
    if text[0] in "[{":
        return flow(text, 0)[0], at
    return (text[1:-1] if text[0] in "\"'" and text[-1] == text[0] and len(text) > 1 else text), at


def depth(text):
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", text)
    return sum(bare.count(sign) for sign in "[{") - sum(bare.count(sign) for sign in "]}")


def flow(text, at):
    def skip(at):
        while at < len(text) and text[at] in " ,":
            at += 1
        return at

    if text[at] in "[{":
        isMap = text[at] == "{"
        items = Map() if isMap else []
        at = skip(at + 1)
        while text[at] not in "]}":
            if isMap:
                key, at = scalar(text, at, ":,}")
                value = ""
                if text[at] == ":":
                    value, at = flow(text, skip(at + 1))
                items.append([key, value])
            else:
                value, at = flow(text, at)
                items.append(value)
            at = skip(at)
        return items, at + 1
    return scalar(text, at, ",]}")


def scalar(text, at, ends):
    if text[at] in "\"'":
        end = text.index(text[at], at + 1)
        rest = end + 1
        while rest < len(text) and text[rest] == " ":
            rest += 1
        return text[at + 1 : end], rest
    end = at
    while end < len(text) and not (
        text[end] in ends and (text[end] != ":" or text[end + 1 : end + 2] in ("", " "))
    ):
        end += 1
    return text[at:end].strip(), end


PLAIN = re.compile(r"[A-Za-z0-9.+_%][A-Za-z0-9.+_%$ ()/=<>;,'-]*\Z")


def quoted(text, inside=False):
    if isinstance(text, Raw):
        return str(text)
    if PLAIN.match(text) and not text.endswith(" ") and not (inside and "," in text) and ": " not in text:
        return text
    return json.dumps(text, ensure_ascii=False)


class Raw(str):
    """A scalar that is written as it is."""


def write(value, indent=0):
    """Block style down to small leaves."""
    pad = " " * indent
    if isinstance(value, Map):
        if not value:
            return pad + "{}\n"
        out = []
        for key, item in value:
            if isinstance(item, list) and item and not small(item):
                out.append(f"{pad}{quoted(key)}:\n{write(item, indent + 2)}")
            else:
                out.append(f"{pad}{quoted(key)}: {line(item)}\n")
        return "".join(out)
    if isinstance(value, list):
        return "".join(f"{pad}- {line(item)}\n" for item in value)
    return pad + line(value) + "\n"


def small(value):
    return not isinstance(value, Map) or all(isinstance(item, str) for _, item in value) and len(value) < 5


def line(value):
    if isinstance(value, Map):
        return "{" + ", ".join(f"{quoted(key, True)}: {line(item)}" for key, item in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(line(item) for item in value) + "]"
    return quoted(value, True)
