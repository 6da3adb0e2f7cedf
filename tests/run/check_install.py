#!/usr/bin/env python3
"""Installs what is built into a folder, moves that elsewhere, and checks that the programs find each other there, and
what wasmc does without its LLVM program."""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

from support import ALL_SKIPPED, Failure, Tally, expect_exit, indent, run, run_checked

PROGRAM = """(module (func (export "_start")) (func $seven (export "seven") (result i32) (i32.const 7)))"""


def install(build, folder):
    """Returns the installed tree, after it has been moved."""
    installed, moved = os.path.join(folder, "installed"), os.path.join(folder, "moved")
    subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", installed],
                   check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    os.rename(installed, moved)
    return moved


def find(tree, name):
    """The file of that name; no two have the same."""
    return next(os.path.join(folder, name) for folder, _, names in os.walk(tree) if name in names)


def expect_output(result, pattern):
    expect_exit(0, result)
    if not re.search(pattern, result.stdout.decode()):
        raise Failure(f"  /{pattern}/ expected on stdout, got:\n{indent(result.stdout)}")


class Installation:
    def __init__(self, tree, folder):
        self.wasmc = find(tree, "wasmc")
        self.wasmload = find(tree, "wasmload")
        self.llvm_program = find(tree, "wasmc-llvm")
        self.folder = folder
        self.module = os.path.join(folder, "program.wat")
        self.artifact = os.path.join(folder, "program.cwasm")
        with open(self.module, "w", encoding="ascii") as file:
            file.write(PROGRAM)

    def compile(self, wasmc):
        run_checked([wasmc, "compile", "-O0", self.module, "-o", self.artifact])

    def compile_through_link(self):
        link = os.path.join(self.folder, "link")
        os.symlink(self.wasmc, link)
        self.compile(link)

    def refuse_without_llvm(self):
        """What needs LLVM says where it was looked for; all else goes on."""
        for words in (["compile", self.module], ["inspect", "--disassemble", self.artifact]):
            result = run([self.wasmc, *words])
            expect_exit(1, result)
            expected = f"wasmc: error: {words[0]} needs LLVM, which is in a program of its own"
            text = result.stderr.decode()
            if not text.startswith(expected) or f"{os.path.dirname(self.wasmc)}/wasmc-llvm, " not in text:
                raise Failure(f"  {expected}, and where it was looked for, expected; got:\n{indent(result.stderr)}")
        run_checked([self.wasmc, "validate", self.module])
        expect_output(run([self.wasmc, "inspect", self.artifact]), r'function "seven": index 1')

    def compile_with_other(self, llvm_program):
        run_checked(["env", f"WASMC_LLVM={llvm_program}", self.wasmc, "compile", self.module, "-o", self.artifact])


def check(installation, tally):
    tally.check("wasmc compile", lambda: installation.compile(installation.wasmc))
    tally.check("wasmc compile, through a symbolic link", installation.compile_through_link)
    tally.check("wasmload", lambda: expect_output(
        run([installation.wasmload, "--invoke", "seven", installation.artifact]), r"^7\n$"))
    tally.check("wasmc inspect --function", lambda: expect_output(
        run([installation.wasmc, "inspect", "--function", "seven", installation.artifact]), r"<seven>, \d+ bytes:\n +[0-9a-f]+ \t"))
    moved = os.path.join(installation.folder, "moved-llvm-program")
    shutil.move(installation.llvm_program, moved)
    tally.check("without the LLVM program", installation.refuse_without_llvm)
    tally.check("an LLVM program that WASMC_LLVM names", lambda: installation.compile_with_other(moved))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, type=os.path.abspath, help="the build folder")
    options = parser.parse_args()
    if not shutil.which("meson"):
        print("SKIP: there is no meson on PATH")
        return ALL_SKIPPED
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        check(Installation(install(options.build, folder), folder), tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
