#!/usr/bin/env python3
"""Compiles modules in several circumstances that must not matter and compares the bytes: other numbers of threads, folders,
locales, time zones, ways to name the input, and another copy of the compiler.

By hand, with a compiler of another build directory, and large modules:

    check_determinism.py --wasmc build/release/tools/wasmc --other /elsewhere/build/tools/wasmc ../shared/modules/*/module.wasm
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

from run_program import Program, build
from support import COMPILE_SECONDS, Failure, Tally, difference, indent, run_checked

# Each: what is different, threads, what is added to the environment, how the input is named, which compiler.
CIRCUMSTANCES = (
    ("one thread", "1", {}, "absolute", "wasmc"),
    ("two threads", "2", {}, "absolute", "wasmc"),
    ("two threads again", "2", {}, "absolute", "wasmc"),
    ("seven threads, relative path", "7", {}, "relative", "wasmc"),
    ("standard input and output", "2", {}, "stream", "wasmc"),
    ("other locale, time zone and home", "2", {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Chatham", "HOME": "/nonexistent"},
     "absolute", "wasmc"),
    ("epoch, no locale", "2", {"LC_ALL": "C", "TZ": "", "SOURCE_DATE_EPOCH": "1"}, "absolute", "wasmc"),
    ("another copy of the compiler", "2", {}, "absolute", "copy"),
    ("the compiler of another build", "2", {}, "absolute", "other"),
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


def run_compiler(compiler, arguments, circumstance, folder):
    """Runs in the folder, which holds the module; returns the artifact's bytes."""
    _, threads, environment, way, _ = circumstance
    with open(os.path.join(folder, "module.wasm"), "rb") as module:
        result = subprocess.run([compiler, "compile", *arguments, "-j", threads, *words_of(way, folder)], stdin=module,
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
        compilers = {"wasmc": options.wasmc, "other": options.other,
                     "copy": copy_compiler(options.wasmc, os.path.join(temporary, "copy"))}
        first = None
        for number, circumstance in enumerate(CIRCUMSTANCES):
            compiler = compilers[circumstance[4]]
            if compiler is None:
                continue
            folder = os.path.join(temporary, f"folder{number}")
            os.mkdir(folder)
            shutil.copy(wasm, os.path.join(folder, "module.wasm"))
            made = run_compiler(compiler, [f"-O{level}", f"--emit={options.emit}"], circumstance, folder)
            first = first or made
            if made != first:
                raise Failure(difference(circumstance[0], first, made).splitlines()[0])
        if options.emit == "cwasm":
            check_verified(options, wasm, first, temporary)


def check_verified(options, wasm, artifact, folder):
    """wasmc verify comes to the same conclusion, from what the artifact records."""
    path = os.path.join(folder, "verified.cwasm")
    with open(path, "wb") as file:
        file.write(artifact)
    run_checked([options.wasmc, "verify", wasm, path])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wasmc", required=True, type=os.path.abspath)
    parser.add_argument("--other", type=os.path.abspath, metavar="WASMC", help="that of another build directory")
    parser.add_argument("--emit", default="cwasm")
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
