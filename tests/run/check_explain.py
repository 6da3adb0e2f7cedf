#!/usr/bin/env python3
"""Asks wasmload --explain about artifacts that run and that don't, in words and in JSON."""
import argparse
import json
import os
import sys
import tempfile

from support import Failure, Tally, expect_exit, run, run_checked

PROGRAM = '(module (memory 1) (func (export "_start")) (func (export "other")))'
IMPORTER = """(module (import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func (param i64) (result i32)))
  (import "library" "other" (func)) (func (export "_start")))"""
OTHER_MACHINES = {"aarch64": "riscv64-linux", "riscv64": "aarch64-linux", "x86_64": "riscv64-linux"}


class Explainer:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder

    def compile(self, name, text, *options):
        source, artifact = os.path.join(self.folder, name + ".wat"), os.path.join(self.folder, name + ".cwasm")
        with open(source, "w", encoding="ascii") as file:
            file.write(text)
        run_checked([self.options.wasmc, "compile", "-O0", *options, source, "-o", artifact])
        return artifact

    def explain(self, *words):
        """The kinds of obstacles, after both forms have agreed on them."""
        result = run([self.options.wasmload, "--explain", "--json", *words])
        explained = json.loads(result.stdout)
        kinds = [obstacle["kind"] for obstacle in explained["obstacles"]]
        expect_exit(1 if kinds else 0, result)
        in_words = run([self.options.wasmload, "--explain", *words])
        expect_exit(result.returncode, in_words)
        said = [line[2:].split(":")[0] for line in in_words.stdout.decode().splitlines() if line.startswith("- ")]
        if explained["runs"] != (not kinds) or said != kinds:
            raise Failure(f"  the forms differ: {explained['runs']}, {kinds} and {said}")
        return explained, kinds


def expect_kinds(explainer, expected, *words):
    _, kinds = explainer.explain(*words)
    if kinds != expected:
        raise Failure(f"  {expected} expected, got {kinds}")


def check_imports(explainer, importer, program):
    explained, kinds = explainer.explain(importer)
    if kinds != ["import-type", "missing-import"]:
        raise Failure(f"  got {kinds}")
    offered = [(row["name"], row["type"], row["offered"], row["met"]) for row in explained["imports"]]
    write = "function [i32 i32 i32 i32] -> [i32]"
    if offered != [("fd_write", write, write, True),
                   ("fd_close", "function [i64] -> [i32]", "function [i32] -> [i32]", False),
                   ("other", "function [] -> []", None, False)]:
        raise Failure(f"  got {offered}")
    expect_kinds(explainer, ["import-type"], "--preload", "library=" + program, importer)
    expect_kinds(explainer, [], "--unknown-imports-trap", importer)


def check_all(explainer, tally):
    program = explainer.compile("program", PROGRAM)
    importer = explainer.compile("importer", IMPORTER)
    host = explainer.explain(program)[0]["host"]["architecture"]
    foreign = explainer.compile("foreign", IMPORTER, "--target", OTHER_MACHINES[host])
    missing = os.path.join(explainer.folder, "missing")
    tally.check("an artifact that runs", lambda: expect_kinds(explainer, [], program))
    tally.check("another function", lambda: expect_kinds(explainer, [], "--invoke", "other", program))
    tally.check("no such function", lambda: expect_kinds(explainer, ["entry"], "--invoke", "missing", program))
    tally.check("no such file", lambda: expect_kinds(explainer, ["file"], missing))
    tally.check("not an artifact", lambda: expect_kinds(explainer, ["not-an-artifact"], explainer.options.wasmload))
    tally.check("no such directory", lambda: expect_kinds(explainer, ["setup"], "--dir", missing, program))
    tally.check("another machine's", lambda: expect_kinds(
        explainer, ["architecture", "import-type", "missing-import"], foreign))
    tally.check("imports", lambda: check_imports(explainer, importer, program))
    tally.check("nothing is created", lambda: check_no_trace(explainer, program, missing))


def check_no_trace(explainer, program, missing):
    expect_kinds(explainer, [], "--stdout", missing, program)
    if os.path.exists(missing):
        raise Failure("  the file for standard output was created")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wasmc", required=True, type=os.path.abspath)
    parser.add_argument("--wasmload", required=True, type=os.path.abspath)
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        check_all(Explainer(options, folder), tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
