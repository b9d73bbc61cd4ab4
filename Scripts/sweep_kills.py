#!/usr/bin/env python3
"""Kills a sweep of 1,000 points with SIGKILL at random moments, ten times, and compares the end with an undisturbed run.

usage: sweep_kills.py [--points N] [--kills N] [--seed N]; the program is $HITL or .build/release/hitl.
Prints each kill, whether any finished task was run again, and whether the result has the same bytes.
"""
import argparse, os, pathlib, random, subprocess, sys, tempfile, time

SCENARIO = """name: Day
horizon: 2 days
traffic: {volume: 60 per h, day_factor_shape: 100, patience: {distribution: exponential, mean: 4 min}}
queues: {general: {}}
policy: {}
teams:
  people: {skills: [general], agents: 7, handle_time: {distribution: exponential, mean: 6 min}, wage: 20 USD per hour}
service_levels: {calls: {queues: [general], within: 20 s, target: 70%}}
"""


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--points", type=int, default=1000)
    options.add_argument("--kills", type=int, default=10)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    root = pathlib.Path(__file__).resolve().parent.parent
    program = os.path.abspath(os.environ.get("HITL", root / ".build/release/hitl"))
    moments = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "day.yaml").write_text(SCENARIO)
        volumes = (options.points + 9) // 10
        sweep = [program, "sweep", "day.yaml", "--quiet", "--replications", "4", "--vary", "teams.people.agents=3:12:1",
                 "--vary", f"traffic.volume=30 per h:{30 + (volumes - 1) / 2} per h:0.5 per h"]
        start = time.monotonic()
        subprocess.run(sweep + ["--out", "calm"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - start
        points = len(list((folder / "calm/tasks").iterdir()))
        print(f"undisturbed: {points} points in {seconds:.1f} s")
        seen, again = {}, 0

        def note():
            nonlocal again
            for task in (folder / "shot/tasks").glob("*.result"):
                stamp = task.stat().st_mtime_ns
                again += seen.setdefault(task.name, stamp) != stamp

        kills = 0
        while kills < options.kills:
            running = subprocess.Popen(sweep + ["--out", "shot"], cwd=folder, stdout=subprocess.DEVNULL)
            moment = moments.uniform(0, seconds / (options.kills + 1) * 1.6)
            time.sleep(moment)
            if running.poll() is not None:
                print("it ended before the kill")
                break
            running.kill()
            running.wait()
            kills += 1
            note()
            print(f"kill {kills} after {moment:.2f} s: {len(seen)} tasks done")
        subprocess.run(sweep + ["--out", "shot"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        note()
        names = ["points.csv", "replications.csv", "timeline.csv", "sweep.json", "plan.jsonl"]
        names += ["tasks/" + task.name for task in (folder / "calm/tasks").iterdir()]
        left = [task.name for task in (folder / "shot/tasks").iterdir() if "tasks/" + task.name not in names]
        other = [name for name in names if (folder / "calm" / name).read_bytes() != (folder / "shot" / name).read_bytes()]
        print(f"{kills} kills, {again} finished tasks run again, {len(left)} files left over, "
              f"{len(other)} of {len(names)} files differ from the undisturbed run")
        sys.exit(1 if again or left or other or kills < options.kills else 0)


main()
