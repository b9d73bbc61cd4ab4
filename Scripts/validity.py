#!/usr/bin/env python3
"""Writes docs/evidence/validity.md and its picture from the committed results.

usage: validity.py [--check] [--results FOLDER] [--out FOLDER]
--check writes nothing and fails when the page is not what the results make of it. Needs nothing but Python.
"""
import argparse
import pathlib
import sys

sys.dont_write_bytecode = True

from validity_page import Page  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed page instead of writing it")
    parser.add_argument("--results", type=pathlib.Path, default=ROOT / "results")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "docs" / "evidence")
    options = parser.parse_args()
    files = Page(options.results).files()
    stale = [name for name, text in files.items()
             if not (options.out / name).exists() or (options.out / name).read_text() != text]
    if options.check:
        if stale:
            sys.exit(f"validity: {', '.join(stale)} in docs/evidence/ is not what the results say: run make validity")
        return
    for name, text in files.items():
        (options.out / name).write_text(text)
        print(f"wrote {options.out / name}")


if __name__ == "__main__":
    main()
