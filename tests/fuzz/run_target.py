#!/usr/bin/env python3
"""Runs one fuzz target for a while, from the modules of the suites and from what earlier runs have learnt.

    run_target.py TARGET --build FOLDER --seconds N [--corpora FOLDER] [-- libFuzzer's options]

FOLDER is a build folder with -Dfuzz=true. In it, under fuzz/TARGET: seeds, corpus (what runs have learnt), findings (the
input of each crash), log. Exits with 1 if the target has found something, now or in an earlier run that was not cleared.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
LONGEST = {"artifact": 8 << 10, "key": 1 << 10, "module": 64 << 10, "text": 16 << 10, "wasi": 4 << 10}
LOG_LINES = 60


class Target:
    """A target's name, its programs and its folders."""

    def __init__(self, options):
        self.name = options.target
        self.corpora = options.corpora
        self.programs = os.path.join(options.build, "tests", "fuzz")
        self.folder = os.path.join(options.build, "fuzz", options.target)
        for name in ("seeds", "corpus", "findings"):
            os.makedirs(self.path(name), exist_ok=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def program(self, name):
        return os.path.join(self.programs, name)

    def findings(self):
        return sorted(os.listdir(self.path("findings")))


def collect(kind, folder, paths):
    subprocess.run([sys.executable, os.path.join(HERE, "make_seeds.py"), kind, folder, *paths], check=True)


def collect_text(target, folder):
    suites = [os.path.join(target.corpora, name) for name in ("spec-testsuite", "wast-extra")] if target.corpora else []
    collect("text", folder, [os.path.join(ROOT, "tests"), *suites])


def make_seeds(target):
    """Once for each build folder."""
    seeds = target.path("seeds")
    if os.path.exists(target.path("seeds.made")):
        return
    if target.name == "artifact":
        subprocess.run([target.program("artifact_seeds"), seeds], check=True)
    elif target.name in ("wasi", "key"):
        pass  # calls, which no suite has; those that stand in malformed are enough
    elif target.name == "text":
        collect_text(target, seeds)
    else:
        with tempfile.TemporaryDirectory() as texts:
            collect_text(target, texts)
            subprocess.run([target.program("module_seeds"), texts, seeds], check=True)
        collect("module", seeds, [target.corpora] if target.corpora else [])
    with open(target.path("seeds.made"), "wb"):
        pass


def make_dictionary(target):
    with open(target.path("dictionary"), "wb") as file:
        subprocess.run([sys.executable, os.path.join(HERE, "make_dictionary.py"), target.name, ROOT], stdout=file, check=True)


def command(target, seconds, more):
    return [target.program("fuzz_" + target.name), target.path("corpus"), target.path("seeds"),
            os.path.join(ROOT, "tests", "malformed", target.name), f"-max_total_time={seconds}",
            f"-max_len={LONGEST[target.name]}", f"-dict={target.path('dictionary')}", "-rss_limit_mb=2048", "-timeout=10",
            f"-artifact_prefix={target.path('findings')}/", "-print_final_stats=1", *more]


def report(target, exit_code):
    """Prints what the run came to; returns the exit code for this script."""
    with open(target.path("log"), encoding="utf-8", errors="replace") as file:
        text = file.read()
    print("\n".join(re.findall(r"^stat::.*|^Done .*", text, re.MULTILINE)))
    if exit_code == 0 and not target.findings():
        return 0
    if exit_code != 0:
        print("\n".join(text.splitlines()[-LOG_LINES:]))
    print(f"fuzz_{target.name} has found something: {target.path('findings')}: {', '.join(target.findings())}")
    return 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=LONGEST)
    parser.add_argument("--build", required=True, type=os.path.abspath)
    parser.add_argument("--seconds", required=True, type=int)
    parser.add_argument("--corpora", default="")
    parser.add_argument("more", nargs="*", help="options of libFuzzer")
    options = parser.parse_args()
    target = Target(options)
    make_seeds(target)
    make_dictionary(target)
    with open(target.path("log"), "wb") as log:
        result = subprocess.run(command(target, options.seconds, options.more), stdout=log, stderr=log, check=False)
    return report(target, result.returncode)


if __name__ == "__main__":
    sys.exit(main())
