#!/usr/bin/env python3
"""Validates, compiles and runs the modules of the corpora's `robustness` folder, which once broke some engine.

Each is to be valid or not as the reference interpreter or V8 say, as recorded in VERDICTS.tsv; a valid one is compiled or
refused in words, and run for a while: it may trap, exit or go on, but neither tool may crash.
"""
import argparse
import csv
import os
import subprocess
import sys
import tempfile

from support import Failure, Tally, indent, run

SECONDS_TO_RUN = 3
VERDICTS = ("spec_interpreter", "v8_14.6")


def read_verdicts(folder):
    with open(os.path.join(folder, "VERDICTS.tsv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def expect_no_crash(result):
    """A process that a signal ended has a negative exit code."""
    if result.returncode < 0:
        raise Failure(f"  ended by signal {-result.returncode}; stderr:\n{indent(result.stderr)}")


def expect_verdict(wasmc, module, row):
    result = run([wasmc, "validate", module])
    expect_no_crash(result)
    verdict = {0: "valid", 1: "invalid"}.get(result.returncode, f"exit code {result.returncode}")
    if verdict not in [row[name] for name in VERDICTS]:
        raise Failure(f"  {verdict}, but should not be; stderr:\n{indent(result.stderr)}")


def run_for_a_while(wasmload, artifact):
    command = [wasmload, "--unknown-imports-trap", artifact]
    try:
        result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS_TO_RUN, check=False)
    except subprocess.TimeoutExpired:
        return
    expect_no_crash(result)


def check(options, folder, row):
    module = os.path.join(folder, "modules", row["file"])
    expect_verdict(options.wasmc, module, row)
    with tempfile.TemporaryDirectory() as temporary:
        artifact = os.path.join(temporary, "module.cwasm")
        compiled = run([options.wasmc, "compile", f"-O{options.level}", module, "-o", artifact])
        expect_no_crash(compiled)
        if compiled.returncode == 0:
            run_for_a_while(options.wasmload, artifact)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wasmc", required=True, type=os.path.abspath)
    parser.add_argument("--wasmload", required=True, type=os.path.abspath)
    parser.add_argument("--corpora", required=True, help="their folder")
    parser.add_argument("-O", dest="level", default="2", help="optimisation level")
    options = parser.parse_args()
    folder = os.path.join(options.corpora, "robustness")
    tally = Tally()
    for row in read_verdicts(folder):
        tally.check(row["file"], lambda row=row: check(options, folder, row))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
