"""Measures how long workloads run under each engine: interleaved, each output checked before its times count."""
import os
import subprocess
import sys

import workloads

MOST_SECONDS = 60  # for the rounds of one workload
FEWEST_ROUNDS = 3


def build(engine, workload, folder, reuse):
    """Makes what the engine runs; returns what went wrong, or None."""
    if reuse and engine.reusable and os.path.exists(engine.artifact(workload, folder)):
        return None
    for command in engine.build_commands(workload, folder):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            ended = f"exit code {done.returncode}" if done.returncode > 0 else f"signal {-done.returncode}"
            lines = (done.stderr or done.stdout).strip().splitlines()
            return f"{os.path.basename(command[0])}: {lines[0] if lines else ended}"
    return None


class Execution:
    """Times by workload and engine, and what failed, by the same."""

    def __init__(self, measurer, folder, rounds, reuse):
        self.measurer = measurer
        self.folder = folder
        self.rounds = rounds
        self.reuse = reuse
        self.times = {}
        self.failures = {}

    def fail(self, workload, engine, why):
        self.failures.setdefault(f"{workload.group}/{workload.name}", {})[engine.name] = why
        print(f"{workload.name} left out of {engine.name}: {why}", file=sys.stderr)

    def built(self, engines, workload):
        """The engines that can run it."""
        ready = []
        for engine in engines:
            if engine.takes(workload):
                failure = build(engine, workload, self.folder, self.reuse)
                if failure:
                    self.fail(workload, engine, failure)
                else:
                    ready.append(engine)
        return ready

    def runs(self, commands, workload):
        """For each command what its runs took: a round to warm up, then as many as there is time for, but three at least."""
        warm_up = self.measurer.run(commands, workload.folder)
        fitting = int(MOST_SECONDS / max(0.001, sum(taken.wall for taken in warm_up)))
        taken = self.measurer.run(commands * max(FEWEST_ROUNDS, min(self.rounds, fitting)), workload.folder)
        return [taken[index::len(commands)] for index in range(len(commands))]

    def record(self, engine, workload, runs):
        """The times of an engine's runs, when all of them were right."""
        wrong = next((run for run in runs if not workload.accepts(run) or not workloads.times(run)), None)
        if wrong:
            text = (wrong.stderr or wrong.stdout).decode("utf-8", "replace").strip()[:200]
            return self.fail(workload, engine, f"exit code {wrong.exit_code}: {text}")
        marks = [workloads.times(run) for run in runs]
        found = self.times.setdefault(workload.group, {}).setdefault(workload.name, {})
        found[engine.name] = {clock: [times[clock] for times in marks] for clock in marks[0]}
        return None

    def measure(self, engines, workload):
        """`engines`: those for which it is built."""
        commands = [engine.run_command(workload, self.folder) for engine in engines]
        for engine, runs in zip(engines, self.runs(commands, workload)):
            self.record(engine, workload, runs)
        print(f"ran {workload.name}", file=sys.stderr)
