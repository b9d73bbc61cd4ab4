"""The experiments of docs/evidence/routing.md: what is varied, what is measured, what is compared with what."""
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
    f"moving, {price} USD": ["policy.rule=expected_cost", f"costs.lost_customer={price} USD"]
    for price in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 4)}

LEARNING = "scenarios/learning.yaml"
GAP = "ai.selective_risk - ai.claimed_risk"
QUALITY = {"model.accuracy.last_week": "accuracy, last week", "ai.coverage": "answered by the AI",
           "ai.selective_risk": "of these wrong"}
CLAIMS = {"ai.claimed_risk": "claimed error", "ai.selective_risk": "true error", GAP: "true minus claimed"}
WEEK_6 = ["traffic.language.intents.new_product.from=6 weeks", "traffic.language.intents.new_product.share=10%",
          "traffic.language.intents.order_status.share=3%"]

EXPERIMENTS = {experiment.name: experiment for experiment in [
    Experiment(
        "congestion", "a threshold priced by the queue against the best fixed one, at the same staffing",
        "scenarios/congestion.yaml", FIXED | MOVING,
        {COST: "total cost", "cost.wrong_answers": "cost of wrong answers", SERVICE: "chats served within 60 s",
         "human.abandonment": "gave up", "ai.coverage": "answered by the AI", "ai.selective_risk": "of these wrong"},
        replications=40, search=best_fixed),
    Experiment(
        "audits", "share of AI answers that humans check, and what the AI then claims against what is true",
        LEARNING, vary("policy.audit.share", ["0%", "1%", "2%", "5%", "10%"]),
        CLAIMS | {"model.accuracy.last_week": "accuracy, last week", "ai.coverage": "answered by the AI"},
        baseline="0%"),
    Experiment(
        "asking", "which queries are asked for a label: at random, by doubt, by expected benefit",
        LEARNING, vary("training.ask", ["random", "doubt", "benefit"]),
        QUALITY | {GAP: "true minus claimed error", "training.labels": "labels"}, baseline="random"),
    Experiment(
        "errors", "share of labels that humans get wrong",
        LEARNING, vary("teams.support.label_error", ["0%", "5%", "10%", "20%"]),
        QUALITY | {GAP: "true minus claimed error", "annotation.kappa": "agreement (kappa)"}, baseline="0%"),
    Experiment(
        "intent", "a matter nobody has asked about before, from week 6 on, one query in ten",
        LEARNING, {
            "no news": [*WEEK_6, "traffic.language.intents.new_product.from=0 weeks"],
            "retrained weekly": [*WEEK_6, "training.when={every: 1 week}"],
            "and when drift is seen": [*WEEK_6, "training.when={every: 1 week, drift: true}"]},
        {"monitor.drift.detected_in_2_days": "seen within 2 days", "monitor.drift.delay_s": "seen after",
         "monitor.drift.false_alarms": "false alarms a run", "monitor.drift.confirmed": "alarms borne out",
         "training.new_intent.named_rightly": "named rightly", "training.new_intent.delay_s": "named after",
         "model.accuracy.last_week": "accuracy, last week", "ai.selective_risk": "wrong AI answers",
         "ai.selective_risk{intent=new_product}": "wrong, the new matter", "cost.wrong_cases": "cost of wrong cases"},
        baseline="no news"),
    Experiment(
        "segment", "a segment whose words the AI hardly knows",
        LEARNING, vary("traffic.segments.newcomers.dialect", ["0%", "40%", "80%"], ["policy.audit.share=20%"]),
        {"ai.selective_risk{segment=newcomers}": "wrong AI answers, newcomers",
         "ai.selective_risk{segment=regulars}": "regulars", "fairness.max_gap": "gap",
         "monitor.segment.detected": "alarm", "monitor.segment.delay_s": "after",
         "monitor.segment.false_alarms": "false alarms"},
        baseline="0%"),
    Experiment(
        "approvals", "few approvers against many plans",
        "scenarios/plans.yaml", vary("teams.approvers.shifts.day.agents", ["2", "3", "4", "6"]),
        {"plan.duration.mean_s": "mean duration", "plan.approval.wait.mean_s": "an approval waits",
         "plan.timed_out": "timed out", "service_level.approvals_in_time": "answered in 10 min", COST: "total cost"},
        baseline="3"),
    Experiment(
        "handoff", "handing a conversation over before it fails, by a learned estimate, or after",
        "scenarios/handoff.yaml", {
            "after the failure": ["policy.handoff=null"],
            "above 70%": ["policy.handoff.above=70%"], "above 50%": ["policy.handoff.above=50%"],
            "above 30%": ["policy.handoff.above=30%"]},
        {"ai.handoff.early": "handed over early, of those that fail", "ai.handoff.false": "of the early ones needless",
         "ai.handoff.saved_s": "saved each", "human.share": "reached a human", COST: "total cost"},
        baseline="after the failure"),
]}
