"""Writes the offline Vega bundle of vl-convert-python so that a page can hold it verbatim in a <script> element."""

import os
import re
import sys

import vl_convert


def main(stamp: str, target: str) -> None:
    bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    # Inside strings and regular expressions the backslash changes nothing; elsewhere these do not occur.
    bundle = re.sub(r"</(script)", r"<\\/\1", bundle, flags=re.IGNORECASE)
    bundle = bundle.replace("<!--", r"\x3C!--")
    # Plain ASCII survives a page without a declared encoding.
    bundle = "".join(c if ord(c) < 128 else "".join(f"\\u{unit:04x}" for unit in units(c)) for c in bundle)
    # A function of its own keeps the bundle's thousands of names out of the page.
    text = (
        f"/* Vega, Vega-Lite and Vega-Embed ({stamp}). BSD-3-Clause, https://github.com/vega */\n"
        f'(function () {{ "use strict";\n{bundle}\n}})();\n'
    )
    partial = f"{target}.partial-{os.getpid()}"
    with open(partial, "w", encoding="ascii") as file:
        file.write(text)
    os.replace(partial, target)


def units(character: str) -> list[int]:
    """The UTF-16 code units of a character."""
    data = character.encode("utf-16-be")
    return [int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2)]


main(sys.argv[1], sys.argv[2])
