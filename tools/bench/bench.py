#!/usr/bin/env python3
"""Runs benchmark modules under wasmload and, in turn with it, under node; prints a table of medians.

    bench.py --corpora FOLDER [--build BUILD] [-O LEVEL] [--rounds N] [NAME...]

FOLDER holds a folder for each benchmark: module.wasm, cmd.json, its inputs and expected output; the time is the one
between the module's calls of bench.start and bench.end. Every output is checked before its time counts.
"""
import argparse
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BENCH_LINE = re.compile(rb"^bench: (\d+) ns\n", re.MULTILINE)
NOT_YET = {"splay"}

# By default V8 begins with its baseline compiler and replaces hot functions while they run; the second way optimises first.
NODE_FLAGS = {"node": [], "node optimised": ["--no-liftoff", "--no-wasm-tier-up", "--no-wasm-lazy-compilation"]}


class Benchmark:
    """One folder, its module compiled, and the times measured so far."""

    def __init__(self, folder, temporary, options):
        with open(os.path.join(folder, "cmd.json"), encoding="utf-8") as file:
            description = json.load(file)
        self.name = description["name"]
        self.folder = folder
        self.module = os.path.join(folder, description["module"])
        self.expect = description["expect"]
        self.artifact = os.path.join(temporary, self.name + ".cwasm")
        self.times = {}
        self.failure = None
        begin = time.monotonic()
        command = [options.wasmc, "compile", f"-O{options.level}", self.module, "-o", self.artifact]
        compiled = subprocess.run(command, capture_output=True, check=False)
        self.compile_seconds = time.monotonic() - begin
        if compiled.returncode != 0:
            self.failure = compiled.stderr.decode("utf-8", "replace").strip()

    def expected(self, stream):
        with open(os.path.join(self.folder, self.expect[stream]), "rb") as file:
            return file.read()

    def run(self, engine, command, work):
        """One run; its time counts when the output is right."""
        result = subprocess.run(command, cwd=work, capture_output=True, stdin=subprocess.DEVNULL, check=False)
        found = BENCH_LINE.search(result.stderr)
        if (not found or result.returncode != self.expect["exit_code"] or result.stdout != self.expected("stdout")
                or BENCH_LINE.sub(b"", result.stderr) != self.expected("stderr")):
            self.failure = f"{engine}: wrong output: {result.stderr.decode('utf-8', 'replace')[:300].strip()}"
            return
        self.times.setdefault(engine, []).append(int(found[1]))

    def round(self, options, temporary):
        """Each engine once, on a fresh copy of the inputs."""
        for engine, command in self.commands(options).items():
            if self.failure:
                return
            work = os.path.join(temporary, "work")
            shutil.copytree(self.folder, work)
            self.run(engine, command + [work] if engine in NODE_FLAGS else command, work)
            shutil.rmtree(work)

    def commands(self, options):
        runner = os.path.join(ROOT, "tools", "bench", "run_wasi.mjs")
        commands = {"ours": [options.wasmload, "--bench", "--argv0", "benchmark.wasm", "--env", "LANG=C", "--dir", ".::.", self.artifact]}
        for engine in options.engines:
            commands[engine] = ["node", "--no-warnings", *NODE_FLAGS[engine], runner, self.module]
        return commands

    def milliseconds(self, engine):
        return statistics.median(self.times[engine]) / 1e6

    def ratio(self, engine):
        return self.milliseconds("ours") / self.milliseconds(engine)

    def growth(self):
        return os.path.getsize(self.artifact) / os.path.getsize(self.module)


def geometric_mean(values):
    return math.exp(statistics.fmean(math.log(value) for value in values))


def table_row(cells):
    return "| " + " | ".join(cells) + " |"


def print_table(benchmarks, engines):
    """A markdown table of those that ran, with geometric means of the ratios."""
    print(table_row(["benchmark", "ours ms", *(f"{engine} ms" for engine in engines), *(f"ours / {engine}" for engine in engines),
                     "compile s", "artifact / wasm"]))
    print(table_row(["---"] + ["--:"] * (3 + 2 * len(engines))))
    for benchmark in benchmarks:
        print(table_row([
            benchmark.name, f"{benchmark.milliseconds('ours'):.1f}",
            *(f"{benchmark.milliseconds(engine):.1f}" for engine in engines),
            *(f"{benchmark.ratio(engine):.2f}" for engine in engines),
            f"{benchmark.compile_seconds:.2f}", f"{benchmark.growth():.2f}"]))
    print(table_row([
        "geometric mean, sum of compile times", "", *("" for _ in engines),
        *(f"{geometric_mean([b.ratio(engine) for b in benchmarks]):.3f}" for engine in engines),
        f"{sum(b.compile_seconds for b in benchmarks):.1f}", f"{geometric_mean([b.growth() for b in benchmarks]):.2f}"]))


def chosen_folders(options):
    names = options.names or sorted(os.listdir(options.corpora))
    folders = [os.path.join(options.corpora, name) for name in names if name not in NOT_YET]
    return [folder for folder in folders if os.path.isfile(os.path.join(folder, "cmd.json"))]


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", default=os.path.join(ROOT, "..", "shared", "bench"), help="folder of benchmark folders")
    parser.add_argument("--build", default=os.path.join(ROOT, "build", "release"), help="build folder with both tools")
    parser.add_argument("-O", dest="level", default="2", help="optimisation level of wasmc")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engines", default="node,node optimised", help=f"of {', '.join(NODE_FLAGS)}; none: only ours")
    parser.add_argument("names", nargs="*", help="benchmarks (none: all)")
    options = parser.parse_args()
    options.wasmc = os.path.abspath(os.path.join(options.build, "tools", "wasmc"))
    options.wasmload = os.path.abspath(os.path.join(options.build, "tools", "wasmload"))
    options.corpora = os.path.abspath(options.corpora)
    options.engines = [engine for engine in options.engines.split(",") if engine and engine != "none"]
    if options.engines and not shutil.which("node"):
        print("node is not installed: measuring ours alone", file=sys.stderr)
        options.engines = []
    return options


def main():
    options = parse_options()
    with tempfile.TemporaryDirectory() as temporary:
        benchmarks = []
        for folder in chosen_folders(options):
            benchmarks.append(Benchmark(folder, temporary, options))
            print(f"compiled {benchmarks[-1].name}", file=sys.stderr)
        for number in range(options.rounds):
            for benchmark in benchmarks:
                benchmark.round(options, temporary)
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
        failed = [b for b in benchmarks if b.failure]
        if len(failed) < len(benchmarks):
            print_table([b for b in benchmarks if not b.failure], options.engines)
        for benchmark in failed:
            print(f"{benchmark.name} left out: {benchmark.failure}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
