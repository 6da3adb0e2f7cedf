#!/usr/bin/env python3
"""Checks that each benchmark program gives the same result natively and as an artifact. Times are not looked at.

    check_programs.py --wasmc WASMC --wasmload WASMLOAD [-O LEVEL] [NAME...]
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

import programs

RESULT = re.compile(r"^result: [0-9a-f]{16}$", re.MULTILINE)
TIMES = re.compile(r"\Abench: \d+ ns\n(bench: \d+ ns of CPU time\n)?\Z")


def result_of(command):
    """The line with the result, or what is wrong."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = RESULT.search(done.stdout)
    if done.returncode == 0 and found and TIMES.match(done.stderr):
        return found[0]
    return f"exit code {done.returncode}: {done.stdout}{done.stderr}".strip()


def check(options, name, source, folder):
    native, module, artifact = (os.path.join(folder, name + ending) for ending in ("", ".wasm", ".cwasm"))
    expected = result_of([programs.build_native(source, native)])
    programs.build_module(source, module)
    subprocess.run([options.wasmc, "compile", f"-O{options.level}", module, "-o", artifact], check=True)
    found = result_of([options.wasmload, "--bench", artifact])
    right = found == expected and RESULT.match(expected)
    print(f"PASS {name}" if right else f"FAIL {name}\n  native: {expected}\n  artifact: {found}", flush=True)
    return bool(right)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wasmc", required=True, type=os.path.abspath)
    parser.add_argument("--wasmload", required=True, type=os.path.abspath)
    parser.add_argument("-O", dest="level", default="2")
    parser.add_argument("names", nargs="*", help="programs (none: all)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = [check(options, name, source, folder) for name, source in programs.sources().items()
                   if not options.names or name in options.names]
    print(f"{results.count(True)} passed, {results.count(False)} failed, 0 skipped")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
