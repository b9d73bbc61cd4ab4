"""docs/evidence/validity.md, section by section, from the files under results/."""
import json
from statistics import median

import validity_statistics as statistics
from validity_picture import histogram
from validity_text import GROUPS, MEASURES, THEORY, digits, paragraphs, ratio, rows_of, share, table

ENGINE, OPERATION, LIMIT = "hitl engine", "hitl operation", "limit.c ix"


class Verified:
    """One result of hitl verify, with what follows from it."""

    def __init__(self, path):
        self.name = path.stem
        self.result = json.loads(path.read_text())
        self.comparisons = self.result["comparisons"]
        self.runs = {run["id"]: run for run in self.result["runs"]}
        for one in self.comparisons:
            run = self.runs[one["id"]]
            one["model"] = run["model"]
            one["score"] = None if one["z"] is None else statistics.normal_score(one["z"], run["replications"] - 1)
        self.scores = [one["score"] for one in self.comparisons if one["primary"] and one["score"] is not None]
        known = self.result["mean_z_squared"]["value"]
        own = sum(score * score for score in self.scores) / max(1, len(self.scores))
        if known is not None and abs(own - known) > 0.02 * max(known, 0.1):
            raise SystemExit(f"validity: {path}: mean z squared is {known} there and {own} here")

    @property
    def limit(self):
        """The simultaneous 99.9% limit of |z| for all comparisons of this result."""
        each = 1 - 0.999 ** (1 / max(1, len(self.comparisons)))
        return -statistics.NORMAL.inv_cdf(each / 2)


class Page:
    """The page and its picture."""

    def __init__(self, results):
        # The cases of theory first, then those of reference simulations.
        paths = sorted((results / "verify").glob("*.json"), key=lambda path: (path.stem != "public", path.stem))
        self.verified = [Verified(path) for path in paths]
        self.coverage = rows_of(results / "coverage" / "coverage.csv")
        self.common = rows_of(results / "coverage" / "common-numbers.csv")
        self.speed = rows_of(results / "benchmarks" / "speed.csv")
        self.memory = rows_of(results / "benchmarks" / "memory.csv")
        self.threads = rows_of(results / "benchmarks" / "threads.csv")
        self.scores = [score for verified in self.verified for score in verified.scores]

    def files(self):
        """Texts by the name of the file in docs/evidence/."""
        lines = paragraphs(
            "# How far the simulator can be believed",
            "Written by `make validity` from the files under `results/`; continuous integration checks that it is what they"
            " say. How `hitl` makes its intervals is told in [scenarios.md](../reference/scenarios.md#how-precise-a-forecast-is).",
            "## The bars", self.bars(),
            "## Compared with theory", self.theory(),
            "## Do the z values look standard normal?", self.normality(),
            "## Not compared", self.unsupported(),
            "## Do 95% intervals hold the truth 95% of the time?", self.intervals(),
            "## Getting there with fewer days", self.reduction(),
            "## Speed, memory, threads", self.resources(),
            "## Doing it again", self.commands(),
            "## All comparisons", self.everything())
        files = {"validity.md": "\n".join(lines) + "\n"}
        if self.scores:
            files["validity-z.svg"] = histogram(self.scores)
        return files

    # The bars

    def bars(self):
        rows = []

        def bar(what, wanted, measured, is_met):
            rows.append([what, wanted, measured, {True: "met", False: "**missed**", None: "–"}[is_met]])

        for verified in self.verified:
            result, name = verified.result, f"`{verified.name}.json`"
            largest = max((abs(one["score"]) for one in verified.comparisons if one["score"] is not None), default=0)
            wide = f", {result['imprecise']} of them wider than {100 * result['precision']:g}%" if result["imprecise"] else ""
            outside = sum(one["verdict"] == "fail" for one in verified.comparisons)
            bar(f"every case of {name}", f"z inside {verified.limit:.2f} (simultaneous 99.9%), half-widths of 1%",
                f"{outside} of {len(verified.comparisons)} outside, largest {largest:.2f}{wide}; half-widths of"
                f" {100 * result['precision']:g}%",
                outside == 0 and result["imprecise"] == 0 and result["precision"] <= 0.01)
            mean = result["mean_z_squared"]
            if mean["value"] is not None:
                bar(f"mean of z squared, {len(verified.scores)} primary quantities of {name}",
                    f"{mean['low']:.3f} to {mean['high']:.3f}", f"{mean['value']:.3f}",
                    mean["low"] <= mean["value"] <= mean["high"])
        if not self.verified:
            bar("every simulated case", "z inside the simultaneous 99.9% limit", "not measured yet", None)
        for program, base, model, wanted, is_met in [
                *((ENGINE, LIMIT, model, "1.1 or less", lambda ratio: ratio <= 1.1) for model in ("M/M/1", "M/M/100", "M/M/100+M")),
                (OPERATION, ENGINE, "M/M/100+M", "4 or less", lambda ratio: ratio <= 4),
                ("simpy", ENGINE, "M/M/100+M", "150 or more", lambda ratio: ratio >= 150),
                ("ciw", ENGINE, "M/M/100+M", "400 or more", lambda ratio: ratio >= 400),
                ("salabim", ENGINE, "M/M/100+M", "2,000 or more", lambda ratio: ratio >= 2000),
                ("cimba", ENGINE, "M/M/100+M", "20 or more", lambda ratio: ratio >= 20)]:
            found = [row for row in self.speed if (row["program"], row["base"], row["model"]) == (program, base, model)]
            middle = float(found[0]["median"]) if found else None
            bar(f"CPU time of {program} over {base}, {model}", wanted, ratio(middle) if found else "not measured yet",
                is_met(middle) if found else None)
        light = [row for row in self.coverage if row["shape"] == "400" and row["estimator"] == "plain"]
        if light:
            found = [float(row["coverage"]) for row in light]
            trials = max(int(row["macro_replications"]) for row in light)
            bar(f"95% intervals, days that differ little, {trials:,} experiments", "94% to 96%",
                f"{share(min(found))} to {share(max(found))}", all(0.94 <= value <= 0.96 for value in found))
        else:
            bar("95% intervals, days that differ little", "94% to 96%", "not measured yet", None)
        bar("the same with 1,000 experiments, at every run of the tests", "92.6% to 97.1%", "`CoverageTests`", None)
        waits = [row for row in self.common if row["measure"] == "human.wait.mean_s" and row["shape"] == "400"]
        bar("common random numbers, one more agent: variance of the difference in waits", "5 times less or better",
            f"{float(waits[0]['variance_ratio']):.1f} times less" if waits else "not measured yet",
            float(waits[0]["low"]) >= 5 if waits else None)
        speedups = [float(row["speedup"]) for row in self.threads]
        others = [float(row["cores_busy_with_others"]) for row in self.threads if row["cores_busy_with_others"]]
        is_idle = not others or median(others) < 0.05
        bar("two threads over one", "1.9 or more, two idle cores",
            (f"{median(speedups):.2f}" + ("" if is_idle else f", but others kept {median(others):.2f} cores busy"))
            if speedups else "not measured yet",
            (median(speedups) >= 1.9 or (False if is_idle else None)) if speedups else None)
        growth = self.growth()
        bar("peak memory of 100 million customers over that of 1 million, whole operation", "within 5%",
            f"{growth - 1:+.1%}" if growth else "not measured yet", abs(growth - 1) <= 0.05 if growth else None)
        return table(["what", "bar", "measured", ""], rows)

    def growth(self):
        peaks = {}
        for row in self.memory:
            if row["program"] == OPERATION:
                peaks.setdefault(int(row["customers"]), []).append(int(row["peak_kb"]))
        few, many = peaks.get(1_000_000), peaks.get(100_000_000)
        return median(many) / median(few) if few and many else None

    # Theory

    def theory(self):
        if not self.verified:
            return ["Not run yet."]
        blocks = ["For every case a scenario is built that reduces to a model with a known answer, and the whole simulation"
                  " runs on it: arrivals, triage, dispatch, ledger; no private queue can stand in. One triage and one"
                  " ledger entry a contact are counted. z is the difference over its standard error, here turned from"
                  " Student's distribution into the normal one; the largest is that of any quantity, and is judged at the"
                  " limit for all of them together. Wanted is a half-width of 1%, or of 0.0001 below an expected 0.01; what"
                  " stayed wider within a thousand million contacts is called wide."]
        for verified in self.verified:
            contacts = sum(run["contacts"] for run in verified.result["runs"])
            miscounted = sum(run["contacts"] != run["triages"] for run in verified.result["runs"])
            blocks.append(f"**{verified.name}.json**: {len(verified.comparisons)} comparisons of {len(verified.runs)} cases,"
                          f" {contacts:,} contacts, triages and ledger apart in {miscounted} cases; half-widths of"
                          f" {100 * verified.result['precision']:g}%; limit {verified.limit:.2f}; failed: {verified.result['failed']}.")
            rows = []
            for group, models in self.groups(verified):
                for model in models:
                    ours = [one for one in verified.comparisons if one["model"] == model]
                    scores = [abs(one["score"]) for one in ours if one["score"] is not None]
                    rows.append([group, THEORY.get(model, model.split(":")[0]), len({one["id"] for one in ours}), len(ours),
                                 f"{max(scores):.2f}" if scores else "–", self.verdict(ours)])
                    group = ""
            blocks.append(table(["", "known answer", "cases", "quantities", "largest z", ""], rows))
        return paragraphs(*blocks)

    def groups(self, verified):
        """Groups with those of their models that were compared, in the order of the page."""
        left = list(dict.fromkeys(one["model"] for one in verified.comparisons))
        for group, models in GROUPS.items():
            found = [model for model in models if model in left]
            left = [model for model in left if model not in found]
            if found:
                yield group, found
        if left:
            yield "Reference simulations and others", left

    @staticmethod
    def verdict(comparisons):
        verdicts = [one["verdict"] for one in comparisons]
        wide, failed = verdicts.count("imprecise"), verdicts.count("fail")
        return ", ".join(([f"**{failed} outside**"] if failed else []) + ([f"{wide} wide"] if wide else [])) or "agree"

    def normality(self):
        if not self.scores:
            return ["Not run yet."]
        count = len(self.scores)
        mean = sum(score * score for score in self.scores) / count
        low, high = statistics.mean_square_band(count)
        statistic = statistics.anderson_darling(self.scores)
        probability = statistics.anderson_darling_probability(statistic)
        rows = [
            ["mean of z", f"{sum(self.scores) / count:+.3f}", f"{-3.2905 / count ** 0.5:.3f} to {3.2905 / count ** 0.5:.3f}"],
            ["mean of z squared", f"{mean:.3f}", f"{low:.3f} to {high:.3f}"],
            ["Anderson and Darling against the standard normal", f"{statistic:.3f} (p = {probability:.2g})", "5.97 or less"],
        ]
        return paragraphs(
            f"One quantity a case was named in advance, since the others of a case are near copies: {count} of them, each a"
            " Student-t value turned into the normal one of the same probability. A simulator that is right makes them"
            " standard normal; intervals too narrow would spread them, intervals too wide would draw them together.",
            "![Histogram of the z values against the standard normal](validity-z.svg)",
            table(["", "found", "99.9% band"], rows))

    def unsupported(self):
        items = [(item, verified) for verified in self.verified for item in verified.result["unsupported"]]
        if not items:
            return ["Nothing is left out." if self.verified else "Not run yet."]
        whole, parts = {}, {}
        for item, verified in items:
            if item["id"] in verified.runs:
                quantity, _, reason = item["reason"].partition(": ")
                parts.setdefault(reason, []).append((item["id"], quantity))
            else:
                whole.setdefault(item["reason"], []).append(item)
        lines = ["Whole cases:", ""]
        for reason, found in whole.items():
            models = list(dict.fromkeys(item["model"].split(" (")[0].split(":")[0] for item in found))
            lines.append(f"- {reason}: {', '.join(f'`{model}`' for model in models)}"
                         f" ({len(found)} case{'s' if len(found) > 1 else ''})")
        rows = []
        for reason, found in parts.items():
            quantities = list(dict.fromkeys(quantity.split("[")[0] for _, quantity in found))
            rows.append([reason, ", ".join(f"`{quantity}`" for quantity in quantities), len(found)])
        return lines + (["", "Quantities of cases that were compared otherwise:", ""]
                        + table(["why", "quantities", "values"], rows) if rows else [])

    # Intervals

    def intervals(self):
        if not self.coverage:
            return ["Not run yet."]
        light = [row for row in self.coverage if row["shape"] == "400"]
        trials = max(int(row["macro_replications"]) for row in light)
        low, high = statistics.binomial_band(trials, 0.95)
        outside = [f"{MEASURES.get(row['measure'], row['measure']).removesuffix(', s')} from {row['days']} days"
                   for row in light if row["estimator"] == "plain" and not low <= float(row["coverage"]) <= high]
        return paragraphs(
            "A contact centre's day of four hours, a contact a minute, six minutes of work, four of patience, seven agents;"
            " the volume of each day is multiplied by a gamma factor of mean 1. Forecasts from 10 days, from 20 and so on are"
            " repeated, and counted when their interval holds the true value: contacts offered are known exactly, the others"
            " come from one long run of the same program under another seed (in brackets its standard error).",
            f"**Days that differ little** (shape 400, a standard deviation of 5%), {trials:,} forecasts each. Right intervals"
            f" would give {low:.2%} to {high:.2%} but once in a thousand (outside: {', '.join(outside) or 'none'}); asked for are"
            " 94% to 96%.",
            self.coverage_table("400", True),
            "**Days that differ much** (shape 10, 32%): skewed days make intervals from few of them optimistic. `hitl` warns of it"
            " below 20 replications, and above where the replications' values are skewed.",
            self.coverage_table("10", False))

    def coverage_table(self, shape, is_judged):
        plain = [row for row in self.coverage if row["shape"] == shape and row["estimator"] == "plain"]
        days = sorted({int(row["days"]) for row in plain})
        rows = []
        for measure in dict.fromkeys(row["measure"] for row in plain):
            ours = {int(row["days"]): row for row in plain if row["measure"] == measure}
            first = ours[days[0]]
            error = float(first["truth_standard_error"])
            cells = []
            for count in days:
                value = float(ours[count]["coverage"])
                missed = is_judged and not 0.94 <= value <= 0.96
                cells.append(f"**{share(value)}**" if missed else share(value))
            rows.append([MEASURES.get(measure, measure), digits(float(first["truth"])) + (f" ({digits(error, 2)})" if error else
                                                                                           " (exact)"), *cells])
        head = []
        for count in days:
            trials = next(int(row["macro_replications"]) for row in plain if int(row["days"]) == count)
            head.append(f"{count} days ({trials:,})" if not is_judged else f"{count} days")
        return table(["", "true value", *head], rows)

    def reduction(self):
        blocks = []
        if self.common:
            rows = []
            for measure in dict.fromkeys(row["measure"] for row in self.common):
                cells = [MEASURES.get(measure, measure).removesuffix(", s")]
                for shape in ("400", "10"):
                    row = next(row for row in self.common if (row["measure"], row["shape"]) == (measure, shape))
                    cells.append(f"{float(row['variance_ratio']):.1f} ({float(row['low']):.1f} to {float(row['high']):.1f})")
                rows.append(cells)
            blocks += ["**Common random numbers.** One more agent on the same days: how many times less the difference varies than"
                       " on different days, with 95% intervals; a customer's work and patience are drawn at arrival, from"
                       " streams keyed by purpose.",
                       table(["", "days that differ little", "days that differ much"], rows)]
        reduced = [row for row in self.coverage if row["estimator"] != "plain"]
        if reduced:
            blocks.append("**Control variates and antithetic days**, 20 of them: the gain is the mean squared error of plain days"
                          " over that of these; beside it the coverage. Below 1 is a loss; `hitl` reports the gain of every"
                          " measure with each of the two options.")
            for shape, title in (("400", "differ little"), ("10", "differ much")):
                rows = []
                for measure in dict.fromkeys(row["measure"] for row in reduced):
                    ours = {row["estimator"]: row for row in self.coverage
                            if (row["measure"], row["shape"], row["days"]) == (measure, shape, "20")}
                    before = float(ours["plain"]["mean_squared_error"])
                    cells = [MEASURES.get(measure, measure).removesuffix(", s")]
                    for name in ("controls", "antithetic", "both"):
                        after = float(ours[name]["mean_squared_error"])
                        cells.append("exact" if after < 1e-20 * max(1, before) else
                                     f"{before / after:.1f}, {float(ours[name]['coverage']):.1%}")
                    rows.append(cells)
                trials = next(int(row["macro_replications"]) for row in reduced if row["shape"] == shape)
                blocks.append(table([f"days that {title} ({trials:,})", "control variates", "antithetic", "both"], rows))
        return paragraphs(*blocks) if blocks else ["Not run yet."]

    # Speed and the rest

    def resources(self):
        blocks = []
        if self.speed:
            rows = [[row["program"], row["base"], row["model"], *(ratio(float(row[key])) for key in ("min", "median", "max"))]
                    for row in self.speed]
            blocks += ["CPU time a customer, as a ratio of programs that took turns on one machine: the engine, the whole"
                       " operation (triage, dispatch, ledger), hand-written C, and Python's simulators. Where the time goes"
                       " is told in [performance.md](performance.md).",
                       table(["CPU time of", "over that of", "model", "min", "median", "max"], rows)]
        if self.memory:
            peaks = {}
            for row in self.memory:
                peaks.setdefault((row["program"], int(row["customers"])), []).append(int(row["peak_kb"]))
            rows = [[program, f"{customers:,}", len(values), *(f"{value / 1024:.1f}" for value in
                                                              (min(values), median(values), max(values)))]
                    for (program, customers), values in sorted(peaks.items())]
            blocks += ["Peak memory on M/M/100+M, in MB, the program itself included:",
                       table(["", "customers", "runs", "min", "median", "max"], rows)]
        if self.threads:
            speedups = [float(row["speedup"]) for row in self.threads]
            cpu = [float(row["cpu_two_over_one"]) for row in self.threads]
            others = [float(row["cores_busy_with_others"]) for row in self.threads if row["cores_busy_with_others"]]
            rows = [["wall time of one thread over that of two", *(f"{f(speedups):.2f}" for f in (min, median, max))],
                    ["CPU time of two threads over that of one", *(f"{f(cpu):.2f}" for f in (min, median, max))]]
            if others:
                rows.append(["cores that other programs kept busy", *(f"{f(others):.2f}" for f in (min, median, max))])
            blocks += [f"Eight replications of six weeks of the flagship scenario, {len(self.threads)} pairs of runs:",
                       table(["", "min", "median", "max"], rows)]
        return paragraphs(*blocks) if blocks else ["Not run yet."]

    def commands(self):
        return paragraphs(
            "The case files and the peer programs lie in `../shared`, beside the repository. The full verification takes an hour,"
            " coverage ten minutes of one core, the benchmarks half an hour of an idle machine.",
            ["```sh", "make verify", "make verify CASES=../shared/truth/simulated.json", "make coverage",
             "make benchmark", "make validity", "```"],
            "One case by itself, as a scenario that anybody can read, change and run:",
            ["```text", "hitl verify --cases ../shared/truth/public.json --emit erlangA_l9_m1_t1_c10 --out case.yaml",
             "hitl simulate case.yaml", "```"])

    def everything(self):
        if not self.verified:
            return ["Not run yet."]
        blocks = ["Values in the units of the case; the half-width is that of the 95% interval; **bold** quantities stand for"
                  " their case; z is Student's. No z: expected is 0 and compared exactly, or no replication differed from another."]
        for verified in self.verified:
            for group, models in self.groups(verified):
                ours = [one for one in verified.comparisons if one["model"] in models]
                rows = []
                previous = None
                for one in ours:
                    rows.append([f"`{one['id']}`" if one["id"] != previous else "",
                                 f"**{one['quantity']}**" if one["primary"] else one["quantity"],
                                 digits(one["expected"], 5), digits(one["simulated"], 5), digits(one["half_width"], 2),
                                 "–" if one["z"] is None else f"{one['z']:.2f}",
                                 {"pass": "pass", "imprecise": "wide", "fail": "**fail**"}[one["verdict"]]])
                    previous = one["id"]
                title = f"{verified.name}.json: {group} ({len(ours)})"
                blocks.append([f"<details><summary>{title}</summary>", "",
                               *table(["case", "quantity", "expected", "simulated", "±", "z", ""], rows), "", "</details>"])
        return paragraphs(*blocks)
