"""The experiments of docs/routing.md: what is varied, what is measured, what is compared with what."""
import dataclasses
import typing


@dataclasses.dataclass(frozen=True)
class Experiment:
    """A scenario, points of `--set` values by name, and measures with the headings they have on the page."""
    name: str
    question: str
    scenario: str
    points: dict
    measures: dict
    baseline: str | None = None
    replications: int = 20
    seed: int = 1
    search: typing.Callable | None = None


def vary(path, values, also=()):
    """A point for each value of one key."""
    return {value: [f"{path}={value}", *also] for value in values}


# What the congestion-aware rule is compared with: thresholds as close as 2 points.
FIXED = vary("policy.threshold", [f"{share}%" for share in range(50, 100, 2)], ["policy.rule=threshold"])
SERVICE, COST = "service_level.chat", "cost.total"


def best_fixed(runs, points, measures):
    """The cheapest fixed threshold that keeps the promise of 80%, and the price of waiting that keeps as much.

    Chosen on one seed; the caller evaluates the choice on another, so that what was picked for its luck has none left.
    """
    mean = lambda label, measure: (runs.estimate(points[label], measure) or (0.0,))[0]  # noqa: E731
    fixed = [label for label in points if label in FIXED]
    moving = [label for label in points if label not in FIXED]
    keeping = [label for label in fixed if mean(label, SERVICE) >= 0.8]
    best = min(keeping, key=lambda label: mean(label, COST)) if keeping else max(
        fixed, key=lambda label: mean(label, SERVICE))
    level = mean(best, SERVICE)
    as_good = [label for label in moving if mean(label, SERVICE) >= level] or moving
    chosen = min(as_good, key=lambda label: mean(label, COST))
    return {f"fixed {best}": points[best], chosen: points[chosen]}, f"fixed {best}"


MOVING = {
    f"moving, {price} USD": ["policy.rule=expected_cost", f"policy.expected_cost.lost_customer={price} USD"]
    for price in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 4)}

EXPERIMENTS = {experiment.name: experiment for experiment in [
    Experiment(
        "congestion", "a threshold priced by the queue against the best fixed one, at the same staffing",
        "scenarios/congestion.yaml", FIXED | MOVING,
        {COST: "total cost", "cost.errors": "cost of errors", SERVICE: "chats served within 60 s",
         "human.abandonment": "gave up", "ai.coverage": "answered by the AI", "ai.selective_risk": "of these wrong"},
        replications=40, search=best_fixed),
]}
