#!/usr/bin/env python3
"""Measures what a sweep of 1,000 small points costs beyond its replications.

usage: sweep_overhead.py [--points N] [--replications N] [--threads N]; the program is $HITL or .build/release/hitl.
Each thread times its replications inside the sweep itself, so that both sums meet the same noise; the whole is the
program from its start to its end: parsing, checking and planning all points, writing and merging results, the report.
"""
import argparse, os, pathlib, re, subprocess, sys, tempfile

SCENARIO = """name: Small point
horizon: 1 week
traffic:
  volume: 90 per day
  channels:
    chat: {share: 70%, patience: {distribution: exponential, mean: 3 min}}
    mail: {share: 30%}
  language:
    vocabulary: 300
    intents: {refund: {share: 30%}, order: {share: 30%}, invoice: {share: 20%}, complaint: {share: 20%}}
queues: {chat: {capacity: 1}, mail: {}, audits: {}}
ai: {first_labels_per_intent: 15, latency: 2 s}
policy:
  threshold: 70%
  below_threshold: suggest
  default_queue: chat
  queues_by_channel: {mail: mail}
  audit: {share: 10%, queue: audits}
training: {every: 2 days, label_share: 50%}
customers: {notice_wrong: 80%, return: 80%, return_when_right: 5%, return_after: 1 h, reopen_window: 1 day}
teams:
  desk:
    skills: [chat, mail, audits]
    shifts:
      day: {from: "08:00", to: "20:00", agents: 1}
      night: {from: "20:00", to: "08:00", agents: 1}
    handle_time: {distribution: lognormal, mean: 12 min, cv: 1}
    label_error: 5%
    wage: 20 USD per hour
service_levels: {chat: {queues: [chat], within: 1 min, target: 80%}}
costs: {ai: {per_query: 0.1 USD}, wrong_answer: 8 USD}
"""


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--points", type=int, default=1000)
    options.add_argument("--replications", type=int, default=5)
    options.add_argument("--threads", type=int, default=os.cpu_count())
    options = options.parse_args()
    root = pathlib.Path(__file__).resolve().parent.parent
    program = os.path.abspath(os.environ.get("HITL", root / ".build/release/hitl"))
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "small.yaml").write_text(SCENARIO)
        values = (options.points + 3) // 4
        run = subprocess.run(
            [program, "sweep", "small.yaml", "--quiet", "--threads", str(options.threads), "--out", "out",
             "--replications", str(options.replications), "--vary", "teams.desk.shifts.day.agents=1:4:1",
             "--vary", f"policy.threshold=50%:{50 + (values - 1) / 10:.1f}%:0.1%"],
            cwd=folder, check=True, env={**os.environ, "HITL_TIMING": "1"}, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)
        found = {key: float(value) for key, value in re.findall(r"(\w+) ([0-9.e-]+)", run.stderr)}
        wall = found["whole_wall_s"] * options.threads
        print(f"{values * 4} points x {options.replications} replications on {options.threads} threads")
        print(f"a replication takes {1000 * found['replications_cpu_s'] / values / 4 / options.replications:.1f} ms")
        for name, runs, whole in [("wall x threads", found["replications_wall_s"], wall),
                                  ("processor", found["replications_cpu_s"], found["whole_cpu_s"])]:
            print(f"{name}: runs {runs:.2f} s, whole {whole:.2f} s, overhead {100 * (whole / runs - 1):.1f}%")
        sys.exit(0 if found["whole_cpu_s"] <= 1.05 * found["replications_cpu_s"] else 1)


main()
