"""Words and forms of docs/evidence/validity.md: what models and measures are called, numbers, tables, paragraphs."""
import csv
import textwrap

# Model: the group it is shown in, and what it is.
GROUPS = {
    "Queues where everybody waits": ["erlang_c", "mdc", "gi_m_1", "mg1", "batch_arrivals_mx_m_1", "mm1_transient_nth_wait"],
    "Losses and finite queues": ["erlang_b", "mmck", "mmck_abandon"],
    "Impatient customers": ["erlang_a", "mmn_g"],
    "Priorities": ["mmc_priority_nonpreemptive", "mmc_priority_nonpreemptive_abandon", "mmc_priority_preemptive_resume",
                   "mg1_priority_nonpreemptive"],
    "Volumes that change": ["mt_m_inf_periodic", "mt_g_inf_periodic", "nhpp_piecewise_linear", "poisson_gamma_day_factor",
                             "mt_m_c_abandon_transient"],
    "AI, humans and contacts that come back": [
        "tandem_mmc_thinned_mmc", "ai_thinning_to_human", "ai_confidence_threshold", "ai_retrain_pure_birth",
        "jackson_repeat_contacts", "chat_concurrency"],
}
THEORY = {
    "erlang_b": "Erlang B", "erlang_c": "Erlang C", "erlang_a": "Erlang A (M/M/c+M)", "mmn_g": "M/M/n+G: general patience",
    "mmck": "M/M/c/K: a queue with a limit", "mmck_abandon": "M/M/c/K+M", "mdc": "M/D/c: constant handle times",
    "gi_m_1": "GI/M/1: arrivals that are not Poisson", "mg1": "M/G/1: Pollaczek and Khinchine, with moments",
    "batch_arrivals_mx_m_1": "arrivals in batches", "mm1_transient_nth_wait": "the n-th customer's wait from an empty start",
    "mmc_priority_nonpreemptive": "priorities, work in hand is finished",
    "mmc_priority_nonpreemptive_abandon": "priorities with abandonment",
    "mmc_priority_preemptive_resume": "priorities, work in hand is put aside",
    "mg1_priority_nonpreemptive": "priorities, general handle times (Cobham)",
    "mt_m_inf_periodic": "a daily wave of arrivals, exponential work",
    "mt_g_inf_periodic": "a daily wave of arrivals, constant work", "nhpp_piecewise_linear": "rates with straight lines between points",
    "poisson_gamma_day_factor": "days busier than others: gamma day factors",
    "mt_m_c_abandon_transient": "a day by the hour, from an empty start",
    "chat_concurrency": "several chats at once for an agent",
    "tandem_mmc_thinned_mmc": "AI slots with a queue, then humans", "ai_thinning_to_human": "what the AI leaves to humans, with costs",
    "ai_confidence_threshold": "a threshold on calibrated scores", "ai_retrain_pure_birth": "an AI that improves with labels",
    "jackson_repeat_contacts": "repeat contacts: a Jackson network",
}
MEASURES = {
    "queries.offered": "contacts offered", "service_level.calls": "answered within 20 s", "human.abandonment": "abandoned",
    "human.wait.mean_s": "mean wait, s", "human.wait.probability": "had to wait", "human.wait.p90_s": "90th percentile of waits, s",
    "human.occupancy": "occupancy",
}


def digits(value, count=4):
    return "–" if value is None else f"{value:,.0f}" if 1000 <= value < 10 ** count else f"{value:.{count}g}"


def ratio(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def share(value):
    return f"{value:.2%}"


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)] + [
        "| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]


def paragraphs(*blocks):
    """Blocks of lines with an empty line between them."""
    lines = []
    for block in blocks:
        if isinstance(block, str):
            block = textwrap.wrap(block, 120, break_long_words=False, break_on_hyphens=False)
        block = list(block)
        if block:
            lines += ([""] if lines else []) + block
    return lines


def rows_of(path):
    if not path.exists():
        return []
    with open(path, newline="") as file:
        return list(csv.DictReader(file))
