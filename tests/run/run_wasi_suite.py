#!/usr/bin/env python3
"""Compiles the modules of a folder of the WASI test suite at each level, runs them and checks what their .json files say.

NAME.json may give "args", "env", "root" (a folder beside it, seen as "/"), "exit_code", "stdout" and "stderr"; without it
the exit code must be 0. Standard input stays open and empty as long as a module runs: some read from it in one thread while
another ends the process. Each run has a copy of its folder, since programs write there.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

from support import Failure, Tally, add_tool_options, compile_once, expect_bytes, fresh_copy, indent

TIME_LIMIT = 60


def expectation(module):
    path = os.path.splitext(module)[0] + ".json"
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def run_artifact(options, artifact, expected, root):
    environment = [word for name, value in expected.get("env", {}).items() for word in ("--env", f"{name}={value}")]
    directories = ["--dir", f"{root}::/"] if root else []
    command = [options.wasmload, *environment, *directories, artifact, *expected.get("args", [])]
    reader, writer = os.pipe()
    try:
        return subprocess.run(command, stdin=reader, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIME_LIMIT,
                              check=False)
    except subprocess.TimeoutExpired as timeout:
        raise Failure(f"  still runs after {TIME_LIMIT} seconds") from timeout
    finally:
        os.close(reader)
        os.close(writer)


def check_run(options, module, artifact):
    expected = expectation(module)
    with tempfile.TemporaryDirectory() as temporary:
        root = expected.get("root")
        copy = fresh_copy(os.path.join(os.path.dirname(module), root), os.path.join(temporary, "root")) if root else None
        result = run_artifact(options, artifact, expected, copy)
    if result.returncode != expected.get("exit_code", 0):
        raise Failure(f"  exit code {result.returncode}; stderr:\n{indent(result.stderr)}")
    for stream in ("stdout", "stderr"):
        if stream in expected:
            expect_bytes(stream, expected[stream].encode(), getattr(result, stream))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_tool_options(parser)
    parser.add_argument("folder")
    options = parser.parse_args()
    tally = Tally()
    group = os.path.basename(options.folder)
    for name in sorted(os.listdir(options.folder)):
        if not name.endswith(".wasm"):
            continue
        module = os.path.join(options.folder, name)
        for level in options.levels.split(","):
            def compile_and_run(path=module, level=level):
                check_run(options, path, compile_once(options, path, f"wasi-{group}-{os.path.basename(path)}", level))
            tally.check(f"{name} -O{level}", compile_and_run)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
