#!/usr/bin/env python3
"""Measures what calls of WASI cost under wasmload, node and wasmtime, in turn; prints a table of the best times.

    wasi.py [--build BUILD] [--rounds N] [--folder FOLDER] [--node NODE]

The program is wasi_calls.c, built with clang; it makes two files of 1 GiB in a folder of its own. Engines that are not
installed are left out: node, and wasmtime's Python package.
"""
import argparse
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
LINE = re.compile(r"^(.+): (\d+)$", re.MULTILINE)
CALLS = 100_000


def build(options, folder):
    module, artifact = (os.path.join(folder, "wasi_calls" + ending) for ending in (".wasm", ".cwasm"))
    source = os.path.join(HERE, "wasi_calls.c")
    subprocess.run(["clang-22", "--target=wasm32-wasi", "-O2", "-Wno-deprecated", source, "-o", module], check=True)
    subprocess.run([os.path.join(options.build, "tools", "wasmc"), "compile", module, "-o", artifact], check=True)
    return module, artifact


def engines(options, module, artifact, work):
    """The command line of each engine that there is."""
    commands = {"wasmload": [os.path.join(options.build, "tools", "wasmload"), "--dir", f"{work}::.", artifact]}
    if shutil.which(options.node):
        version = subprocess.run([options.node, "--version"], capture_output=True, text=True, check=True).stdout.strip("v\n")
        commands[f"node {version}"] = [options.node, "--no-warnings", os.path.join(HERE, "run_wasi.mjs"), module, work]
    if importlib.util.find_spec("wasmtime"):
        version = importlib.metadata.version("wasmtime")
        commands[f"wasmtime {version}"] = [sys.executable, os.path.join(HERE, "run_wasmtime.py"), module, work]
    return commands


def measure(command):
    """Nanoseconds by name."""
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return {name: int(time) for name, time in LINE.findall(result.stdout)}


def cell(name, nanoseconds):
    return f"{nanoseconds / 1e6:.0f} ms" if name.startswith("copy") else f"{nanoseconds / CALLS:.0f} ns"


def print_table(times):
    """`times`: by engine, a list of measurements."""
    print("| | " + " | ".join(times) + " |\n| --- |" + " --: |" * len(times))
    for name in times["wasmload"][0]:
        best = [min(round_[name] for round_ in rounds) for rounds in times.values()]
        print(f"| {name} | " + " | ".join(cell(name, time) for time in best) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=os.path.join(ROOT, "build", "release"), help="build folder with both tools")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", help="where the files are made (default: the system's for temporary files)")
    parser.add_argument("--node", default="node")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        work = os.path.join(folder, "work")
        os.mkdir(work)
        commands = engines(options, *build(options, folder), work)
        times = {engine: [] for engine in commands}
        for _ in range(options.rounds):
            for engine, command in commands.items():
                times[engine].append(measure(command))
    print_table(times)
    return 0


if __name__ == "__main__":
    sys.exit(main())
