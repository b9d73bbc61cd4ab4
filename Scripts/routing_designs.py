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
    # Weeks of which claims are compared with the truth, each replication on its own; None for the whole run.
    weeks: range | None = None


def vary(path, values, also=()):
    """A point for each value of one key."""
    return {value: [f"{path}={value}", *also] for value in values}


# What the congestion-aware rules are compared with: thresholds as close as 2 points.
FIXED = vary("policy.threshold", [f"{share}%" for share in range(50, 100, 2)], ["policy.rule=threshold"])
SERVICE, COST, WEIGHED = "service_level.chat", "cost.total", "policy.objective"
LATE = f"human.sent * !{SERVICE}"
RULES = {"default price": ["policy.rule=expected_cost"], "optimal": ["policy.rule=optimal"]}
LOST = "cost.lost"


def best_fixed(runs, points, measures):
    """The cheapest fixed threshold beside the rules, which have nothing to choose.

    Chosen on one seed; the caller evaluates the choice on another, so that what was picked for its luck has none left.
    """
    best = min(points, key=lambda label: runs.estimate(points[label], COST)[0])
    return {f"fixed {best}": points[best], **RULES}, f"fixed {best}"


# A steady desk, whose wages are no part of it: constant load, exponential work and patience, no learning, five agents round the clock.
STEADY = [
    "traffic.volume=3000 per day", "traffic.hours_of_day=null", "traffic.days_of_week=null",
    "traffic.day_factor_shape=null", "traffic.spikes=null", "traffic.language.out_of_scope=0%",
    "traffic.language.upset=0%", "policy.triggers=null", "policy.audit=null", "queues.audits=null", "training=null",
    "customers=null", "teams.desk.skills=[chat]", "teams.desk.shifts=null", "teams.desk.agents=5",
    "teams.desk.shrinkage=null", "teams.desk.audit_time=null", "teams.desk.label_error=0%",
    "teams.desk.handle_time={distribution: exponential, mean: 6 min}", "policy.expected_cost.human_error=0%",
    "costs.ai.per_query=0 USD", "teams.desk.wage=0 USD per hour", "horizon=2 weeks"]


def best_steady(runs, points, measures):
    """The same at the constant load."""
    best = min(points, key=lambda label: runs.estimate(points[label], COST)[0])
    return {f"fixed {best}": points[best], **{label: [*STEADY, *sets] for label, sets in RULES.items()}}, f"fixed {best}"


# Twelve desks with lognormal work and a daily profile: agents, offered work for each of them, price of a lost customer.
DESKS = [(agents, load, lost) for agents in (2, 5, 10) for load, lost in ((0.8, 2), (1.5, 0.5), (1.5, 8), (2.5, 2))]


def desk(agents, load, lost):
    """`--set` of one of the desks: the steady one with its work lognormal and its hours those of the scenario."""
    hours = "[5, 3, 2, 2, 3, 6, 14, 30, 52, 66, 72, 70, 64, 64, 66, 64, 58, 50, 42, 34, 28, 20, 13, 8]"
    # The profile is half as steep as that of the scenario, so that nights have something to do.
    flat = "[" + ", ".join(str(int(hour) + 40) for hour in hours.strip("[]").split(",")) + "]"
    changed = {"traffic.volume": f"{round(load * agents * 86400 / 360)} per day", "traffic.hours_of_day": flat,
               "teams.desk.agents": agents, "costs.lost_customer": f"{lost} USD",
               "teams.desk.handle_time": "{distribution: lognormal, mean: 6 min, cv: 1.16}"}
    kept = [one for one in STEADY if one.split("=")[0] not in changed]
    return [*kept, *(f"{path}={value}" for path, value in changed.items())]


# Limits by state that are searched: those of both rules with the price of a second of waiting times a factor (patience as
# the rule takes it divided by it, so that what is paid stays what it is), and with a price on the wait of its own.
SEARCHED = {
    f"{rule}, price x {factor}, {waiting} USD per h": [
        f"policy.rule={rule}", f"policy.expected_cost.patience={round(348 / factor)} s",
        f"policy.expected_cost.waiting={waiting} USD per h"]
    for rule in ("expected_cost", "optimal") for factor in (0.4, 0.7, 1, 1.5, 3)
    for waiting in (0, 4)}


def desk_experiment(number, agents, load, lost):
    """`optimal` and the default price against the best of the limits by state that were searched on another seed."""
    base = desk(agents, load, lost)

    def search(runs, points, measures):
        best = min(points, key=lambda label: runs.estimate(points[label], COST)[0])
        return {f"searched: {best}": points[best], **{label: [*base, *sets] for label, sets in RULES.items()}}, (
            f"searched: {best}")

    return Experiment(
        f"desk_{number}",
        f"limits by state found by search: {agents} agents, offered {load} each, a lost customer {lost} USD",
        "scenarios/congestion.yaml", {label: [*base, *sets] for label, sets in SEARCHED.items()},
        {COST: "total cost", "cost.wrong_answers": "cost of wrong answers", LOST: "cost of lost customers"},
        replications=20, search=search)


LEARNING = "scenarios/learning.yaml"
GAP = "ai.selective_risk - ai.claimed_risk"
QUALITY = {"model.accuracy.last_week": "accuracy, last week", "ai.coverage": "answered by the AI",
           "ai.selective_risk": "of these wrong"}
CLAIMS = {"ai.claimed_risk": "claimed error", "ai.selective_risk": "true error", GAP: "true minus claimed"}
# Pseudo-measures that WeekRuns makes of the weeks of a run.
BY_WEEK = {"claimed": "claimed error", "rectified": "rectified", "true": "true error",
           "claimed - true": "claimed minus true", "rectified - true": "rectified minus true",
           "claim.rms": "claimed, root mean square", "rectified.rms": "rectified, root mean square",
           "held": "weeks whose interval held"}
WEEK_6 = ["traffic.language.intents.new_product.from=6 weeks", "traffic.language.intents.new_product.share=10%",
          "traffic.language.intents.order_status.share=3%"]

EXPERIMENTS = {experiment.name: experiment for experiment in [
    Experiment(
        "congestion", "thresholds priced by the queue against the best fixed one, at the same staffing and prices",
        "scenarios/congestion.yaml", FIXED,
        {COST: "total cost", "cost.wrong_answers": "cost of wrong answers", SERVICE: "chats served within 60 s",
         LATE: "chats not served in time", "human.abandonment": "gave up", "ai.coverage": "answered by the AI",
         "ai.selective_risk": "of these wrong"},
        replications=40, search=best_fixed),
    Experiment(
        "steady", "the same at a constant load, with exponential work",
        "scenarios/congestion.yaml", {label: [*STEADY, *sets] for label, sets in FIXED.items()},
        {COST: "total cost", "cost.wrong_answers": "cost of wrong answers", LOST: "cost of lost customers",
         "human.abandonment": "gave up", "ai.coverage": "answered by the AI"},
        replications=40, search=best_steady),
    Experiment(
        "audits", "share of AI answers that humans check, and what the AI then claims against what is true",
        LEARNING, vary("policy.audit.share", ["0%", "1%", "2%", "5%", "10%"]),
        CLAIMS | {"model.accuracy.last_week": "accuracy, last week", "ai.coverage": "answered by the AI"},
        baseline="0%"),
    Experiment(
        "claims", "what the AI claims of its answers, and what audits make of it, week by week, when labels are wrong",
        LEARNING, {
            f"{wrong} wrong labels, {share} audited": [f"teams.support.label_error={wrong}", f"policy.audit.share={share}"]
            for wrong in ("0%", "5%") for share in ("5%", "10%", "20%")},
        BY_WEEK, replications=200, weeks=range(6, 11)),
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
] + [
    desk_experiment(number + 1, *one) for number, one in enumerate(DESKS)]}
