#!/usr/bin/env python3
"""Compiles modules several times, with different numbers of threads, from different folders, and compares the bytes."""
import argparse
import os
import shutil
import sys
import tempfile

from run_program import Program, build
from support import Failure, Tally, run_checked

THREADS = ("1", "2", "2", "7")


def module_of(path, folder):
    """The module itself, or what is built from one of our own programs."""
    return path if path.endswith(".wasm") else build(Program(path), folder)


def artifact_bytes(options, wasm, level, threads, folder):
    """Compiles a copy of the module in a folder of its own."""
    os.mkdir(folder)
    source = shutil.copy(wasm, os.path.join(folder, "module.wasm"))
    artifact = os.path.join(folder, "module.cwasm")
    run_checked([options.wasmc, "compile", f"-O{level}", "-j", threads, source, "-o", artifact])
    with open(artifact, "rb") as file:
        return file.read()


def check_module(options, path, level):
    with tempfile.TemporaryDirectory() as temporary:
        wasm = module_of(path, temporary)
        first = None
        for number, threads in enumerate(THREADS):
            made = artifact_bytes(options, wasm, level, threads, os.path.join(temporary, str(number)))
            if first is None:
                first = made
            elif made != first:
                raise Failure(f"  -j {threads} gives other bytes than -j {THREADS[0]}: {len(made)} and {len(first)} bytes, "
                              f"different from offset {next((i for i, (a, b) in enumerate(zip(first, made)) if a != b), 'end')}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wasmc", required=True, type=os.path.abspath)
    parser.add_argument("-O", dest="levels", default="0,2")
    parser.add_argument("modules", nargs="+", help=".wasm files, or programs as run_program.py takes them")
    options = parser.parse_args()
    tally = Tally()
    for path in options.modules:
        for level in options.levels.split(","):
            tally.check(f"{os.path.basename(path)} -O{level}", lambda p=path, l=level: check_module(options, p, l))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
