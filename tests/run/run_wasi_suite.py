#!/usr/bin/env python3
"""Compiles the modules of a folder of the WASI test suite at each level, runs them and checks what their .json files say.

NAME.json may give "args", "env", "exit_code" and "stdout"; without it the exit code must be 0. Standard input stays open
and empty as long as a module runs: some read from it in one thread while another ends the process.
"""
import argparse
import json
import os
import subprocess
import sys

from support import Failure, Tally, add_tool_options, compile_once

TIME_LIMIT = 60


def expectation(module):
    path = os.path.splitext(module)[0] + ".json"
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def check_run(options, artifact, expected):
    environment = [word for name, value in expected.get("env", {}).items() for word in ("--env", f"{name}={value}")]
    command = [options.wasmload, *environment, artifact, *expected.get("args", [])]
    reader, writer = os.pipe()
    try:
        result = subprocess.run(command, stdin=reader, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIME_LIMIT,
                                check=False)
    except subprocess.TimeoutExpired as timeout:
        raise Failure(f"  still runs after {TIME_LIMIT} seconds") from timeout
    finally:
        os.close(reader)
        os.close(writer)
    if result.returncode != expected.get("exit_code", 0):
        raise Failure(f"  exit code {result.returncode}; stderr: {result.stderr.decode('utf-8', 'replace')}")
    if "stdout" in expected and result.stdout.decode() != expected["stdout"]:
        raise Failure(f"  prints {result.stdout!r}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_tool_options(parser)
    parser.add_argument("folder")
    options = parser.parse_args()
    tally = Tally()
    for name in sorted(os.listdir(options.folder)):
        if not name.endswith(".wasm"):
            continue
        module = os.path.join(options.folder, name)
        for level in options.levels.split(","):
            def compile_and_run(path=module, level=level):
                artifact = compile_once(options, path, "wasi-" + os.path.basename(path), level)
                check_run(options, artifact, expectation(path))
            tally.check(f"{name} -O{level}", compile_and_run)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
