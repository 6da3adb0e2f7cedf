#!/usr/bin/env python3
"""Verifies artifacts of many options against their modules, stored in each way, and finds out those that are something else."""
import argparse
import os
import re
import sys
import tempfile

from support import Failure, Tally, expect_exit, indent, run, run_checked

PROGRAM = """(module (memory 1) (func (export "f") (param f32 i32) (result f32)
  (f32.add (local.get 0) (f32.load (local.get 1)))) (data (i32.const 0) "text"))"""
OTHER = PROGRAM.replace("f32.add", "f32.sub")

OPTIONS = ([], ["-O0"], ["-Os"], ["--memory=checked"], ["--deterministic"], ["--strict-memory"], ["--cpu", "native"], ["--cpu", "x86-64-v3"],
           ["--cpu", "skylake", "--features", "-avx512f,-fma"], ["--target", "aarch64-linux"],
           ["--target", "aarch64-linux", "--features", "+lse"], ["--target", "riscv64-linux"], ["--compression", "0"],
           ["--layout", "fast"], ["-j", "1"])


class Folder:
    def __init__(self, options, path):
        self.options, self.path = options, path
        for name, text in (("program.wat", PROGRAM), ("other.wat", OTHER)):
            with open(self.file(name), "w", encoding="ascii") as file:
                file.write(text)

    def file(self, name):
        return os.path.join(self.path, name)

    def wasmc(self, *words):
        return run_checked([self.options.wasmc, *words])

    def compile(self, source, artifact, *options):
        self.wasmc("compile", "--target", "x86_64-linux", *options, self.file(source), "-o", self.file(artifact))

    def verify(self, source, artifact):
        return run([self.options.wasmc, "verify", self.file(source), self.file(artifact)])

    def expect_same(self, source, artifact):
        result = self.verify(source, artifact)
        expect_exit(0, result)
        if result.stdout or result.stderr:
            raise Failure(f"  printed:\n{indent(result.stdout + result.stderr)}")

    def expect_different(self, source, artifact, pattern):
        result = self.verify(source, artifact)
        expect_exit(1, result)
        if not re.search(pattern, result.stderr.decode()):
            raise Failure(f"  expected {pattern!r}, got:\n{indent(result.stderr)}")


def check_options(folder, words):
    """With these options; a second --target would be an error."""
    if "--target" in words or "native" in words:
        folder.wasmc("compile", *words, folder.file("program.wat"), "-o", folder.file("a.cwasm"))
    else:
        folder.compile("program.wat", "a.cwasm", *words)
    folder.expect_same("program.wat", "a.cwasm")


def check_ways_to_store(folder):
    folder.compile("program.wat", "a.cwasm")
    folder.wasmc("unpack", folder.file("a.cwasm"), "-o", folder.file("fast.cwasm"))
    folder.expect_same("program.wat", "fast.cwasm")
    if folder.options.signatures:
        folder.wasmc("keygen", "-o", folder.file("key.pem"))
        folder.wasmc("sign", "--key", folder.file("key.pem"), "--release", "3", folder.file("a.cwasm"))
        folder.expect_same("program.wat", "a.cwasm")


def check_other_module(folder):
    folder.compile("program.wat", "a.cwasm")
    folder.expect_different("other.wat", "a.cwasm", r"a\.cwasm: it was made of another module than .*other\.wat")


def check_changed_data(folder):
    """A byte of the data, in an artifact that is not compressed: found by its checksum, and after that by its contents."""
    folder.compile("program.wat", "a.cwasm", "--compression", "0")
    with open(folder.file("a.cwasm"), "rb") as file:
        whole = file.read()
    with open(folder.file("b.cwasm"), "wb") as file:
        file.write(whole.replace(b"text", b"TEXT"))
    folder.expect_different("program.wat", "b.cwasm", "checksum")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wasmc", required=True, type=os.path.abspath)
    parser.add_argument("--signatures", action="store_true", help="it can sign")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(options, path)
        for words in OPTIONS:
            tally.check(" ".join(["compiled with", *words]), lambda w=words: check_options(folder, w))
        tally.check("stored in each way", lambda: check_ways_to_store(folder))
        tally.check("another module", lambda: check_other_module(folder))
        tally.check("changed data", lambda: check_changed_data(folder))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
