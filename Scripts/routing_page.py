"""The tables of docs/evidence/routing.md, between marks that name the experiment, from results/routing/."""
import csv
import re

MARK = re.compile(r"<!-- (\w+) -->\n.*?<!-- end -->", re.DOTALL)


def refresh(page, results, experiments, check=False):
    """Rewrites the tables whose results are there; with `check` says which are stale instead."""
    stale = []

    def fill(match):
        name = match.group(1)
        path = results / f"{name}.csv"
        if name == "benchmark" and (results / "benchmark.md").exists():
            # The page has the heading; the table and what it rests on follow.
            body = (results / "benchmark.md").read_text().split("\n", 2)[2].strip()
            text = f"<!-- {name} -->\n{body}\n<!-- end -->"
            if text != match.group(0):
                stale.append("the table of text routing is not what results/routing/benchmark.md says")
            return text
        if name == "desks":
            text = f"<!-- desks -->\n{desks(results, experiments)}\n<!-- end -->"
            if text != match.group(0):
                stale.append("the table of the desks is not what results/routing/desk_1.csv and the others say")
            return text
        if name not in experiments or not path.exists():
            stale.append(f"{name} has no results")
            return match.group(0)
        text = f"<!-- {name} -->\n{table(experiments[name], path)}\n<!-- end -->"
        if text != match.group(0):
            stale.append(f"the table of {name} is not what results/routing/{name}.csv says")
        return text

    if not page.exists():
        return None
    text = MARK.sub(fill, page.read_text())
    if check:
        return f"routing: {'; '.join(stale)}: run make routing" if stale else 0
    page.write_text(text)
    return None


def table(experiment, path):
    """A row a point, a column a measure: the estimate with its interval, and the difference to the baseline."""
    cells, points = {}, []
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            point = (int(row["seed"]), row["point"])
            if point not in points:
                points.append(point)
            kind = "difference" if row["kind"].startswith("minus") else "estimate"
            cells[point, row["measure"], kind] = row
    last = max((seed for seed, _ in points), default=0)
    shown = [point for point in points if point[0] == last]
    lines = ["| | " + " | ".join(experiment.measures.values()) + " |", "|---" * (len(experiment.measures) + 1) + "|"]
    for point in shown:
        entries = [point[1]]
        for measure in experiment.measures:
            estimate = cells.get((point, measure, "estimate"))
            difference = cells.get((point, measure, "difference"))
            entry = text(estimate, measure) if estimate else "–"
            if difference:
                entry += f"<br>{text(difference, measure, sign=True)}"
            entries.append(entry)
        lines.append("| " + " | ".join(entries) + " |")
    return "\n".join(lines)


def desks(results, experiments):
    """A row a desk: the cost of the limits found by search, and what the rules cost more or less, in percent of it."""
    rules = ["default price", "optimal"]
    lines = ["| desk | cost, limits by search | " + " | ".join(rules) + " |", "|---|---" + "|---" * len(rules) + "|"]
    for name, experiment in experiments.items():
        path = results / f"{name}.csv"
        if not name.startswith("desk_") or not path.exists():
            continue
        with open(path, newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["measure"] == "cost.total"]
        last = max((int(row["seed"]) for row in rows), default=0)
        rows = [row for row in rows if int(row["seed"]) == last]
        searched = next(
            (row for row in rows if row["point"].startswith("searched") and row["kind"] == "estimate"), None)
        if searched is None:
            continue
        cost, cells = float(searched["mean"]), []
        for rule in rules:
            found = next(row for row in rows if row["point"] == rule and row["kind"].startswith("minus"))
            mean, low, high = (100 * float(found[key]) / cost if found[key] and cost else None
                               for key in ("mean", "low", "high"))
            cells.append("–" if mean is None else f"{mean:+.2f}%" if low is None else
                         f"{mean:+.2f}% ({low:+.2f} to {high:+.2f})")
        lines.append(f"| {experiment.question.split(': ', 1)[1]} | {text(searched, 'cost.total')} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def text(row, measure, sign=False):
    """A value with its interval, in the measure's own way of writing; the unit is that of the mean."""
    mean, low, high = (float(row[key]) if row[key] else None for key in ("mean", "low", "high"))
    scale, digits, unit = style(measure, mean, sign)
    plus = "+" if sign else ""
    if unit == "%" and " - " not in measure and low is not None:
        # Student's interval knows no bounds; a share does.
        low, high = max(low, 0.0), min(high, 1.0)

    def write(value):
        return f"{value / scale:{plus},.{digits}f}"

    return write(mean) + unit + (f" ({write(low)} to {write(high)})" if low is not None else "")


def style(measure, mean, sign):
    """What a measure is divided by, its decimals and its unit."""
    base = measure.split("{")[0]
    if base.startswith(("cost.total", "cost.wrong", "cost.lost", "cost.human", "margin.", "revenue.", "training.")):
        return 1, 0, ""
    if base.endswith("_s"):
        return next((found for found in ((86_400, 1, " days"), (3600, 1, " h"), (60, 1, " min"))
                     if abs(mean) >= 2 * found[0]), (1, 1, " s"))
    if base.startswith(("cost.", "plan.approvals", "annotation.kappa")) or base.endswith("alarms"):
        return 1, 2, ""
    return 0.01, 2, " points" if sign else "%"
