"""Changes of single values, by their kind: a number with a unit, a share, a distribution, a name, a list."""

import math
import re

from yamltree import Map, Raw

NUMBER = re.compile(r"\s*([+-]?[0-9][0-9_,]*(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)\s*(.*)\Z")
TIMES = ["0 s", "1 ms", "0.001 ms", "1 s", "20 s", "3 min", "59.999 min", "1 h", "7 h", "1 day", "6 days 23 h", "1 week", "8 weeks"]
LONG = ["100 weeks", "520 weeks", "5200 weeks", "36525 days", "1e-300 s", "4.9e-324 s", "1e-9 ms"]
# What overflows an integer, a conversion, a square or an exponent somewhere.
EXTREMES = [
    "0", "-0", "1e-320", "1e-300", "1e-9", "0.1", "1", "60", "64", "65", "255", "256", "1000", "1001", "32767", "32768",
    "60000", "65535", "65536", "1e6", "1000001", "16777216", "2147483647", "2147483648", "4294967296", "1e9", "1e12",
    "9007199254740993", "1e15", "1e18", "9223372036854775807", "9223372036854775808", "18446744073709551615",
    "18446744073709551616", "1e19", "1e100", "1e154", "1e155", "1e300", "1.7976931348623157e308", "1e308", "1e309", "-1",
    "-0.5", "-9223372036854775808", "-1e308", "nan", "inf", "-inf",
]
SHARES = ["0%", "1e-300%", "0.0001%", "1%", "33.3%", "50%", "99%", "99.9999999%", "100%"]
ODD = [
    "", "~", "null", "true", "yes", ".inf", ".nan", "0x7fffffffffffffff", "0o17", "1_000", "1,000", "1,5", "1e", "e5", "%",
    "5 USD", "5 EUR per hour", "1 per s", "1e9 per ms", "24:00", "00:00", "25:61", "mon-fri", "sun-mon", "\u0000", "\u001b[2J",
    "\u202e", "\ufeff", "𝟜𝟚%", "é" * 300, "a" * 70000, "[1, 2]", "{a: 1}", "=cmd|' /C calc'!A0", "*x", "&x 5", "!!int 5", "- 1",
]


def leaves(tree, path=()):
    """Every scalar: the container, its place in it, and its path."""
    for place, item in enumerate(tree):
        key, value = item if isinstance(tree, Map) else (str(place), item)
        if isinstance(value, str):
            yield tree, place, path + (key,)
        else:
            yield from leaves(value, path + (key,))


def maps(tree, path=()):
    """Every mapping with its path."""
    if isinstance(tree, Map):
        yield tree, path
    for place, item in enumerate(tree):
        key, value = item if isinstance(tree, Map) else (str(place), item)
        if not isinstance(value, str):
            yield from maps(value, path + (key,))


def get(holder, place):
    return holder[place][1] if isinstance(holder, Map) else holder[place]


def put(holder, place, value):
    if isinstance(holder, Map):
        holder[place][1] = value
    else:
        holder[place] = value


def shown(number):
    return str(int(number)) if abs(number) < 1e15 and number == int(number) else repr(number)


DAY = {"ms": 86_400_000, "s": 86_400, "min": 1440, "h": 24, "hour": 24, "day": 1, "week": 1 / 7}
# More contacts a day than this are legal and take minutes; beyond a limit of their own they are refused.
LONG_A_DAY, REFUSED_A_DAY = 2e6, 1e11


def bounded(text):
    """The value, or the most contacts a day of a run that ends soon, where it is a rate of a run that would not."""
    found = re.fullmatch(r"\s*([0-9.eE+]+)\s+per\s+(\w+)\s*", text)
    try:
        perDay = float(found[1]) * DAY[found[2]] if found else 0
    except (KeyError, ValueError):
        return text
    return f"{LONG_A_DAY:.0f} per day" if LONG_A_DAY < perDay < REFUSED_A_DAY else text


def near(draw, text):
    """A value of the same kind that is probably accepted."""
    return bounded(nearby(draw, text))


def nearby(draw, text):
    if re.fullmatch(r"\d\d:\d\d", text):
        return draw.choice(["00:00", "05:30", "08:00", "12:15", "16:00", "22:00", "23:59"])
    found = NUMBER.match(text)
    if not found:
        return text
    try:
        number, unit = float(found[1].replace(",", "").replace("_", "")), found[2]
    except ValueError:
        return text
    if unit == "%":
        return draw.choice(SHARES) if draw.random() < 0.3 else f"{min(100, number * draw.choice([0.1, 0.5, 0.9, 1.1, 2])):.6g}%"
    if unit in ("ms", "s", "min", "h", "day", "days", "week", "weeks") and draw.random() < 0.4:
        return draw.choice(TIMES)
    isWhole = re.fullmatch(r"[0-9]+", found[1])
    number *= draw.choice([0, 0.01, 0.5, 0.8, 1, 1.25, 2, 3])
    number = math.floor(number) + draw.choice([0, 1, 2]) if isWhole and abs(number) < 1e15 else number
    return f"{shown(float(f'{number:.6g}'))} {unit}".strip()


def far(draw, text):
    """A value of the same kind at the edge of what is accepted, or beyond it."""
    return bounded(farther(draw, text))


def farther(draw, text):
    found = NUMBER.match(text)
    if not found or draw.random() < 0.15:
        return draw.choice(ODD)
    unit = found[2]
    if unit in ("ms", "s", "min", "h", "day", "days", "week", "weeks") and draw.random() < 0.5:
        return draw.choice(LONG)
    if unit == "%" and draw.random() < 0.5:
        return draw.choice(SHARES)
    return f"{draw.choice(EXTREMES)} {unit}".strip() if unit != "%" else draw.choice(EXTREMES) + "%"


def distribution(draw, unit="s", depth=0, wild=False):
    """A distribution of any kind; with `wild` at the edges of its parameters."""
    amounts = ["1", "20", "300", "3600"] + (["0", "1e-300", "1e-9", "1e9", "3e9", "1e12"] if wild else [])
    amount = lambda: f"{draw.choice(amounts)} {unit}"
    spread = lambda: draw.choice(["0.5", "1", "1.5"] + (["0.001", "100", "50", "0.0011"] if wild else []))
    kind = draw.choice(["constant", "exponential", "lognormal", "median", "gamma", "weibull", "shape", "uniform", "empirical", "mixture"])
    pairs = {
        "constant": [("distribution", "constant"), ("value", amount())],
        "exponential": [("distribution", "exponential"), ("mean", amount())],
        "lognormal": [("distribution", "lognormal"), ("mean", amount()), ("cv", spread())],
        "median": [("distribution", "lognormal"), ("median", amount()), ("sigma", draw.choice(["0", "0.9", "5"]))],
        "gamma": [("distribution", "gamma"), ("mean", amount()), ("cv", spread())],
        "weibull": [("distribution", "weibull"), ("mean", amount()), ("cv", spread())],
        "shape": [("distribution", "weibull"), ("shape", draw.choice(["0.05", "0.5", "2", "1000"])), ("scale", amount())],
        "uniform": [("distribution", "uniform"), ("low", f"0 {unit}"), ("high", amount())],
        "empirical": [("distribution", "empirical"), ("values", [amount() for _ in range(draw.randint(1, 5))])],
    }
    if kind == "mixture":
        if depth > draw.choice([0, 0, 1, 6]):
            return amount()
        weight = draw.randint(1, 99)
        parts = []
        for share in (weight, 100 - weight):
            inner = distribution(draw, unit, depth + 1, wild)
            if isinstance(inner, str):
                inner = Map([["distribution", "constant"], ["value", inner]])
            parts.append(Map([["weight", f"{share}%"], *inner]))
        return Map([["distribution", "mixture"], ["of", parts]])
    return Map([list(pair) for pair in pairs[kind]])


def raw(draw):
    return Raw(draw.choice(ODD))
