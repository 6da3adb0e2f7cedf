"""Measures starting: of a program that says hello, and of loading large artifacts without running anything of them."""
import subprocess
import sys

import execution
import workloads
from engines import Ours

STARTS = 21
LOADED = ("sqlite3", "quickjs")


def summary(runs):
    return {"wall": [run.wall for run in runs], "cpu": [run.cpu for run in runs], "peak": max(run.peak for run in runs)}


def measure_start(engines, measurer, folder):
    """Seconds from spawn to exit and peak memory of saying hello, by engine."""
    hello = workloads.hello(folder)
    commands = {}
    for engine in engines:
        failure = execution.build(engine, hello, folder, False)
        if failure:
            print(f"hello left out of {engine.name}: {failure}", file=sys.stderr)
        else:
            commands[engine.name] = engine.start_command(engine.artifact(hello, folder))
    taken = measurer.run(list(commands.values()) * (1 + STARTS), hello.folder)
    found = {}
    for index, name in enumerate(commands):
        runs = taken[index::len(commands)][1:]
        if all(hello.accepts(run) for run in runs):
            found[name] = summary(runs)
        else:
            print(f"hello left out of {name}: {runs[0].stderr.decode('utf-8', 'replace')[:200]}", file=sys.stderr)
    return found


def load_commands(engines, workload, folder):
    """A command for each engine that can load without running; ours in both layouts."""
    commands = {}
    for engine in engines:
        artifact = engine.artifact(workload, folder)
        if not engine.load_command(artifact) or execution.build(engine, workload, folder, True):
            continue
        commands[engine.name] = engine.load_command(artifact)
        if isinstance(engine, Ours):
            subprocess.run([engine.program, "unpack", artifact, "-o", artifact + ".fast"], check=True)
            commands[engine.name + ", fast layout"] = engine.load_command(artifact + ".fast")
    return commands


def measure_load(engines, name, options, measurer, folder):
    """The same for loading a module's artifact."""
    module = workloads.unpacked_module(options.corpora, name, folder)
    if not module:
        return None
    # What was measured compiling is there.
    commands = load_commands(engines, workloads.Workload("compile", name, module, folder), folder)
    taken = measurer.run(list(commands.values()) * (1 + STARTS), folder)
    return {engine: summary(taken[index::len(commands)][1:]) for index, engine in enumerate(commands)}
