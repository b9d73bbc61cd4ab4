#!/usr/bin/env python3
"""Writes the manual page hitl.1 from what the program says of its commands. usage: manual.py PROGRAM > hitl.1"""

import json
import subprocess
import sys


def roff(text: str) -> str:
    """Text as roff takes it: no backslash, hyphen or leading dot means anything."""
    lines = []
    for line in text.split("\n"):
        line = line.replace("\\", "\\e").replace("-", "\\-")
        lines.append("\\&" + line if line.startswith((".", "'")) else line)
    return "\n".join(lines)


def literal(text: str) -> list[str]:
    return [".nf", roff(text), ".fi"]


def names(argument: dict) -> str:
    dashes = {"long": "--", "short": "-", "longWithSingleDash": "-"}
    value = argument.get("valueName", "value")
    if argument["kind"] == "positional":
        return f"<{value}>" + ("..." if argument.get("isRepeating") else "")
    text = ", ".join(dashes[name["kind"]] + name["name"] for name in argument["names"])
    return text + (f" <{value}>" if argument["kind"] == "option" else "")


def section(command: dict, path: str) -> list[str]:
    page = [f".SS {roff(path)}", roff(command.get("abstract", ""))]
    shown = [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]
    for argument in shown:
        page += [".TP", f"\\fB{roff(names(argument))}\\fR", roff(argument.get("abstract", ""))]
    if command.get("discussion"):
        page += [".PP"] + literal(command["discussion"].rstrip())
    for child in command.get("subcommands", []):
        if child["commandName"] != "help":
            page += section(child, path + " " + child["commandName"])
    return page


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: manual.py PROGRAM > hitl.1")
    program = sys.argv[1]

    def ask(option: str) -> str:
        return subprocess.run([program, option], capture_output=True, text=True, check=True).stdout

    root = json.loads(ask("--experimental-dump-help"))["command"]
    version = ask("--version").strip()
    page = [
        f'.TH HITL 1 "" "hitl {version}" "User Commands"',
        ".SH NAME",
        "hitl \\- " + roff(root["abstract"][0].lower() + root["abstract"][1:].rstrip(".")),
        ".SH SYNOPSIS",
        ".B hitl",
        "\\fIcommand\\fR [\\fIoptions\\fR]",
        ".SH DESCRIPTION",
    ]
    page += literal(root.get("discussion", "").rstrip())
    page += [".SH COMMANDS"]
    for command in root["subcommands"]:
        if command["commandName"] != "help":
            page += section(command, "hitl " + command["commandName"])
    page += [".SH ENVIRONMENT"]
    for name, meaning in [
        ("HITL_SHARE", "Folder of the charts that reports embed."),
        ("NO_COLOR", "No colours on a terminal, where it is not empty."),
    ]:
        page += [".TP", f"\\fB{name}\\fR", meaning]
    print("\n".join(page))


if __name__ == "__main__":
    main()
