#!/usr/bin/env python3
"""Compiles the module of one corpus folder and runs its cases against their recorded output.

A folder holds module.wasm or module.wasm.xz and a cmd.json that either lists `cases` (a program) or is itself
the one case (a benchmark, whose timed part lies between bench.start and bench.end). More cases of the same form, which work
on files, stand in cases/NAME/cases.json beside this script, with their inputs and what is expected.
"""
import argparse
import hashlib
import json
import lzma
import os
import re
import shutil
import sys
import tempfile

from support import (Failure, Tally, TRAP_EXIT, add_tool_options, compile_once, expect_bytes, expect_exit, file_hash,
                     fresh_copy, indent, run)

# Modules left out until what they need is supported.
NOT_YET = {
    "splay": "needs garbage collection",
}

# Cases whose expected output speaks of an input that published copies of the corpus lack; skipped only while it is not there.
LOST_INPUTS = {
    ("ripgrep", "count"): "tree/ignored.log",
}

# What a folder of the corpus holds besides the inputs.
NOT_INPUTS = ("module.wasm*", "cmd.json", "cases.json", "expected")

MORE_CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases")

BENCH_LINE = re.compile(rb"^bench: \d+ ns\n", re.MULTILINE)


def unpacked_module(folder, description, cache):
    """The path of the module as .wasm, its hash checked."""
    packed = os.path.join(folder, description["module"])
    path = packed
    if packed.endswith(".xz"):
        path = os.path.join(cache, description["name"] + ".wasm")
        if not os.path.exists(path):
            unpack(packed, path)
    if file_hash(path) != description["sha256"]:
        raise Failure(f"  {path} is not the module that cmd.json describes")
    return path


def unpack(packed, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    partial = f"{path}.{os.getpid()}"
    with lzma.open(packed) as source, open(partial, "wb") as target:
        shutil.copyfileobj(source, target)
    os.replace(partial, path)


def loader_options(description, case, is_bench, work):
    """The options of wasmload that give the guest its argv[0], environment, directories and imports."""
    options = ["--argv0", case.get("argv0", description["name"])]
    for name, value in case["env"].items():
        options += ["--env", f"{name}={value}"]
    for guest, host in case["dirs"].items():
        options += ["--dir", f"{os.path.normpath(os.path.join(work, host))}::{guest}"]
    if description.get("stub_unknown_imports"):
        options.append("--unknown-imports-trap")
    if is_bench:
        options.append("--bench")
    return options


def read(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def check_written_files(expected, work):
    for name, sha256 in expected.items():
        path = os.path.join(work, name)
        if not os.path.exists(path):
            raise Failure(f"  {name} was not written")
        if file_hash(path) != sha256:
            raise Failure(f"  {name} was written with other contents than expected")


def check_outcome(folder, expect, result, stderr, work):
    """Compares a run with everything that the case states about it."""
    expect_exit(TRAP_EXIT if expect.get("trap") else expect["exit_code"], result)
    if expect.get("trap") and b"wasmload: trap: " not in stderr:
        raise Failure(f"  a trap expected; stderr:\n{indent(stderr)}")
    if "stdout" in expect:
        expect_bytes("stdout", read(folder, expect["stdout"]), result.stdout)
    if "stderr" in expect:
        expect_bytes("stderr", read(folder, expect["stderr"]), stderr)
    check_written_files(expect.get("out_files_sha256", {}), work)


def run_case(options, folder, description, case, artifact):
    is_bench = "cases" not in description
    with tempfile.TemporaryDirectory() as temporary:
        work = os.path.join(temporary, "work")
        fresh_copy(folder, work, NOT_INPUTS)
        command = [options.wasmload, *loader_options(description, case, is_bench, work), artifact, *case["args"]]
        stdin = read(folder, case["stdin"]) if case.get("stdin") else b""
        result = run(command, stdin, cwd=work)
        stderr = BENCH_LINE.sub(b"", result.stderr) if is_bench else result.stderr
        check_outcome(folder, case["expect"], result, stderr, work)


def lost_input(folder, name, case_name):
    """The input that a case needs and the corpus does not have, or None."""
    path = LOST_INPUTS.get((name, case_name))
    return path if path and not os.path.exists(os.path.join(folder, path)) else None


def own_cases(name):
    """(folder, the cases there are for a module of this name)"""
    folder = os.path.join(MORE_CASES, name)
    if not os.path.exists(os.path.join(folder, "cases.json")):
        return folder, []
    return folder, json.loads(read(folder, "cases.json"))["cases"]


def run_module(options, folder, tally):
    """Runs every case of a folder at every level asked for."""
    with open(os.path.join(folder, "cmd.json"), encoding="utf-8") as file:
        description = json.load(file)
    name = description["name"]
    if name in NOT_YET:
        tally.skip(name, NOT_YET[name])
        return
    cache_name = hashlib.sha256(os.path.abspath(folder).encode()).hexdigest()[:8] + "-" + name
    for level in options.levels.split(","):
        artifact = None

        def compile_step():
            nonlocal artifact
            wasm = unpacked_module(folder, description, options.cache)
            artifact = compile_once(options, wasm, cache_name, level)

        tally.check(f"{name} -O{level}: compiles", compile_step)
        more_folder, more_cases = own_cases(name)
        cases = [(folder, case) for case in description.get("cases", [description])] + [(more_folder, case) for case in more_cases]
        for case_folder, case in cases:
            title = f"{name} -O{level}: {case['name']}"
            lost = lost_input(folder, name, case["name"])
            if artifact is None:
                tally.skip(title, "did not compile")
            elif lost:
                tally.skip(title, f"the corpus lacks {lost}")
            else:
                tally.check(title, lambda f=case_folder, c=case: run_case(options, f, description, c, artifact))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_tool_options(parser)
    parser.add_argument("--module-dir", required=True, action="append", help="folder with cmd.json")
    options = parser.parse_args()
    tally = Tally()
    for folder in options.module_dir:
        run_module(options, folder, tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
