#!/usr/bin/env python3
"""Compiles modules in several circumstances that must not matter and compares the bytes: other numbers of threads, folders,
locales, time zones, ways to name the input, and another copy of the compiler."""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

from run_program import Program, build
from support import COMPILE_SECONDS, Failure, Tally, difference, indent, run_checked

# Each: what is different, threads, what is added to the environment, how the input is named, whether a copy compiles.
CIRCUMSTANCES = (
    ("one thread", "1", {}, "absolute", False),
    ("two threads", "2", {}, "absolute", False),
    ("two threads again", "2", {}, "absolute", False),
    ("seven threads, relative path", "7", {}, "relative", False),
    ("standard input and output", "2", {}, "stream", False),
    ("other locale, time zone and home", "2", {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Chatham", "HOME": "/nonexistent"},
     "absolute", False),
    ("epoch, no locale", "2", {"LC_ALL": "C", "TZ": "", "SOURCE_DATE_EPOCH": "1"}, "absolute", False),
    ("another copy of the compiler", "2", {}, "absolute", True),
)


def module_of(path, folder):
    """The module itself, or what is built from one of our own programs."""
    return path if path.endswith(".wasm") else build(Program(path), folder)


def words_of(way, folder):
    """Input and output as the command line has them."""
    if way == "stream":
        return ["-", "-o", "-"]
    place = folder if way == "absolute" else "."
    return [os.path.join(place, "module.wasm"), "-o", os.path.join(place, "module.cwasm")]


def run_compiler(compiler, level, circumstance, folder):
    """Runs in the folder, which holds the module; returns the artifact's bytes."""
    _, threads, environment, way, _ = circumstance
    with open(os.path.join(folder, "module.wasm"), "rb") as module:
        result = subprocess.run([compiler, "compile", f"-O{level}", "-j", threads, *words_of(way, folder)], stdin=module,
                                cwd=folder, env={**os.environ, **environment}, capture_output=True,
                                timeout=COMPILE_SECONDS, check=False)
    if result.returncode != 0:
        raise Failure(f"  exit code {result.returncode}\n{indent(result.stderr)}")
    if way == "stream":
        return result.stdout
    with open(os.path.join(folder, "module.cwasm"), "rb") as file:
        return file.read()


def copy_compiler(wasmc, folder):
    """Both of its programs."""
    os.mkdir(folder)
    for name in ("wasmc", "wasmc-llvm"):
        shutil.copy(os.path.join(os.path.dirname(wasmc), name), folder)
    return os.path.join(folder, "wasmc")


def check_module(options, path, level):
    with tempfile.TemporaryDirectory() as temporary:
        wasm = module_of(path, temporary)
        copy = copy_compiler(options.wasmc, os.path.join(temporary, "copy"))
        first = None
        for number, circumstance in enumerate(CIRCUMSTANCES):
            folder = os.path.join(temporary, f"folder{number}")
            os.mkdir(folder)
            shutil.copy(wasm, os.path.join(folder, "module.wasm"))
            made = run_compiler(copy if circumstance[4] else options.wasmc, level, circumstance, folder)
            first = first or made
            if made != first:
                raise Failure(difference(circumstance[0], first, made).splitlines()[0])
        check_verified(options, wasm, first, temporary)


def check_verified(options, wasm, artifact, folder):
    """wasmc verify comes to the same conclusion, from what the artifact records."""
    path = os.path.join(folder, "verified.cwasm")
    with open(path, "wb") as file:
        file.write(artifact)
    run_checked([options.wasmc, "verify", wasm, path])


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
