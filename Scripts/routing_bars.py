"""The bars of routing beyond those of text: one line of BARS each, with where its number comes from.

Sources: the routing program (`gate`, `price`), and the committed results of `make routing` (results/routing/NAME.csv, in the
columns of routing_experiments.py). What is not there is said to be not measured, and misses no bar.
"""
import csv
import pathlib

NOT_MEASURED = "not measured"


class Sources:
    """What the routing program printed, by command, and the rows of results, by experiment."""

    def __init__(self, results, printed):
        self.results, self.printed, self.loaded = pathlib.Path(results), printed, {}

    def rows(self, name):
        """Rows of an experiment, of its last seed; none where it has not been run."""
        if name not in self.loaded:
            path = self.results / f"{name}.csv"
            found = []
            if path.exists():
                with open(path, newline="") as file:
                    found = list(csv.DictReader(file))
            last = max((int(row["seed"]) for row in found), default=0)
            self.loaded[name] = [row for row in found if int(row["seed"]) == last]
        return self.loaded[name]


# --- where a number comes from: each gives a function of Sources that returns a number, or None ------------------------

def gate(labels, gain, refused=False):
    """Share of challengers with a true gain in points that the gate admits, or refuses, on so many labels."""
    def value(sources):
        cells = (sources.printed.get("gate") or {}).get("table", [])
        found = [cell["promoted"] for cell in cells if (cell["labels"], cell["gainPoints"]) == (labels, gain)]
        return (1 - found[0] if refused else found[0]) if found else None
    return value


def noise(sources):
    """Claimed accuracy less that of guessing on a file of random labels, in half-widths of its 95% interval."""
    found = sources.printed.get("noise")
    if not found:
        return None
    guess = 1 / found["intents"]
    return (found["claimedAccuracy"] - guess) / (1.96 * (guess * (1 - guess) / found["distinctTexts"]) ** 0.5)


def price(form, which):
    """Median or worst excess over the best policy of a form of the price, as a share."""
    def value(sources):
        found = (sources.printed.get("price") or {}).get("forms", {}).get(form)
        return found[f"{which}Percent"] / 100 if found else None
    return value


def result(name, measure, take=max, column="mean", points="", minus=False):
    """Of an experiment: `take` over its points with `points` in their names, of estimates or of differences."""
    def value(sources):
        found = [float(row[column]) for row in sources.rows(name)
                 if row["measure"] == measure and points in row["point"] and row[column]
                 and row["kind"].startswith("minus") == minus]
        return take(found) if found else None
    return value


def over_search(rule):
    """Of the twelve desks: the largest excess of a rule's cost over that of the limits found by search, as a share."""
    def value(sources):
        found = []
        for number in range(1, 13):
            rows = [row for row in sources.rows(f"desk_{number}") if row["measure"] == "cost.total"]
            cost = [float(row["mean"]) for row in rows if row["point"].startswith("searched") and row["kind"] == "estimate"]
            more = [float(row["mean"]) for row in rows if row["point"] == rule and row["kind"].startswith("minus")]
            found += [difference / cost[0] for difference in more if cost and cost[0]]
        return max(found) if found else None
    return value


def farthest(values):
    """The value that is farthest from 0."""
    return max(values, key=abs)


# --- how a number is judged and written -------------------------------------------------------------------------------

def at_most(bound):
    return f"{bound:.2%} or less", lambda value: value <= bound


def at_least(bound):
    return f"{bound:.2%} or more", lambda value: value >= bound


def within(bound):
    return f"within {bound * 100:g} points", lambda value: abs(value) <= bound


def below_zero(value):
    return value < 0


BELOW_ZERO = "below 0", below_zero


def percent(value):
    return f"{value:.2%}"


def points(value):
    return f"{value * 100:+.2f} points"


def number(value):
    return f"{value:+,.4g}"


# What, number, (bar, whether it is met), how the number is written, remark.
BARS = [
    ("gate, 2,000 labels: refuses a model .5 points better", gate(2000, 0.5, refused=True), at_most(0.10), percent, ""),
    ("gate, 2,000 labels: admits one 1 point worse", gate(2000, -1), at_most(0.10), percent, ""),
    ("gate, 1,000 labels: refuses a model .5 points better", gate(1000, 0.5, refused=True), at_most(0.15), percent,
     "11.8% is the best possible for both on rightness alone"),
    ("gate, 1,000 labels: admits one 1 point worse", gate(1000, -1), at_most(0.15), percent, ""),
    ("noise5.csv: claimed accuracy less 25%, in half-widths of its interval", noise,
     ("within 1", lambda value: abs(value) <= 1), number, "cases/text, 200 random texts five times each"),
    ("`evaluate`: runs whose interval holds the cost on fresh traffic", result("evaluate", "held", take=min),
     at_least(0.90), percent, "results/routing/evaluate.csv; the tests of evaluate cover it as well"),
    ("price by default, 48 settings: median over the optimum", price("default", "median"), at_most(0.03), percent, ""),
    ("price by default, 48 settings: worst", price("default", "worst"), at_most(0.10), percent, ""),
    ("best limits by state by search, 12 desks in the simulator: worst of `optimal` over them",
     over_search("optimal"), at_most(0.02), percent, "results/routing/desk_1.csv to desk_12.csv"),
    ("steady.yaml: cost of `default` minus the best fixed, upper end",
     result("steady", "cost.total", column="high", points="default", minus=True), BELOW_ZERO, number, ""),
    ("steady.yaml: cost of `optimal` minus the best fixed, upper end",
     result("steady", "cost.total", column="high", points="optimal", minus=True), BELOW_ZERO, number, ""),
    ("claims, weeks 6 to 10: bias of the rectified error, worst point",
     result("claims", "rectified - true", take=farthest), within(0.0025), points, "results/routing/claims.csv"),
    ("claims, by week: root mean square, worst point", result("claims", "rectified.rms"), within(0.005), points, ""),
    ("claims: intervals that hold, lowest point", result("claims", "held", take=min), at_least(0.93), percent, ""),
    ("claims: intervals that hold, highest point", result("claims", "held"), at_most(0.97), percent, ""),
    ("a new matter: seen within 2 days", result("intent", "monitor.drift.detected_in_2_days", take=min),
     at_least(0.95), percent, "results/routing/intent.csv"),
    ("a new matter: named rightly", result("intent", "training.new_intent.named_rightly", take=min), at_least(0.90),
     percent, ""),
    ("no new matter: false alarms a run of ten weeks", result("intent", "monitor.drift.false_alarms", points="no news"),
     at_most(0.05), percent, "one in 20 runs"),
]


def rows(sources):
    """Rows of the table (what, measured, bar, verdict, remark): every form of the price, then every bar."""
    found = []
    for form, excess in sorted(((sources.printed.get("price") or {}).get("forms", {})).items()):
        found.append((f"price, form {form}: excess over the optimum, 48 settings",
                      f"median {excess['medianPercent']:.1f}%, worst {excess['worstPercent']:.1f}%", "", "", ""))
    for what, source, (bar, is_met), write, remark in BARS:
        value = source(sources)
        if value is None:
            found.append((what, NOT_MEASURED, bar, "", remark))
        else:
            found.append((what, write(value), bar, "met" if is_met(value) else "MISSED", remark))
    return found


def power(printed):
    """The table of the gate's power in Markdown: how often a challenger is promoted, by labels and true gain."""
    if not printed:
        return []
    gains = sorted({cell["gainPoints"] for cell in printed["table"]})
    counts = sorted({cell["labels"] for cell in printed["table"]})
    cells = {(cell["labels"], cell["gainPoints"]): cell["promoted"] for cell in printed["table"]}
    lines = ["", f"How often the gate lets a challenger in, by its true gain in points: {printed['discordance']:.0%} of the"
             f" texts tell the two models", f"apart, the margin is {printed['marginPoints']:g} point, the level"
             f" {printed['level']:.0%}, {printed['draws']:,} draws of the gate's own rule.", "",
             "| labels for the gate | " + " | ".join(f"{gain:+g}" if gain else "0" for gain in gains) + " |",
             "|---" * (len(gains) + 1) + "|"]
    lines += [f"| {count:,} | " + " | ".join(f"{cells[count, gain]:.1%}" for gain in gains) + " |" for count in counts]
    return lines
