#!/usr/bin/env python3
"""Feeds both tools what they must refuse, and checks exit code and message."""
import argparse
import json
import os
import re
import sys
import tempfile

from support import Failure, Tally, expect_exit, indent, run, run_checked

REFUSED = 1

ADDRESS_SPACE_KIB = 4_000_000  # less than a guarded memory reserves
EMPTY_MODULE = b"\0asm\1\0\0\0"
TYPE_SECTION = b"\x01\x04\x01\x60\x00\x00"
FUNCTION_SECTION = b"\x03\x02\x01\x00"
# A page of memory, and a "_start" that does nothing.
PROGRAM_WITH_MEMORY = (EMPTY_MODULE + TYPE_SECTION + FUNCTION_SECTION + b"\x05\x03\x01\x00\x01" +
                       b"\x07\x0a\x01\x06_start\x00\x00" + b"\x0a\x04\x01\x02\x00\x0b")

# The same with a shared memory, imported as programs with threads import theirs.
PROGRAM_WITH_SHARED_MEMORY = (EMPTY_MODULE + TYPE_SECTION + b"\x02\x10\x01\x03env\x06memory\x02\x03\x01\x02" +
                              FUNCTION_SECTION + b"\x07\x0a\x01\x06_start\x00\x00" + b"\x0a\x04\x01\x02\x00\x0b")

# Each: what it is, the bytes, and what the message says.
BAD_MODULES = [
    ("empty file", b"", r"0x0: error: .*(unexpected end|magic header not detected)"),
    ("not a module", b"#!/bin/sh\necho\n", r"0x0: error: .*magic header not detected"),
    ("a component or another version", b"\0asm\x0d\0\1\0", r"0x4: error: .*unknown binary version"),
    ("cut off in the version", b"\0asm\1\0", r"0x[0-9a-f]+: error: .*unexpected end"),
    ("section past the end", EMPTY_MODULE + b"\x01\x7f\x01", r"0x[0-9a-f]+: error: "),
    ("unknown section", EMPTY_MODULE + b"\x3f\x00", r"0x8: error: .*malformed section id"),
    ("functions without code", EMPTY_MODULE + TYPE_SECTION + FUNCTION_SECTION,
     r"0x[0-9a-f]+: error: .*function and code section have inconsistent lengths"),
    ("unknown opcode", EMPTY_MODULE + TYPE_SECTION + FUNCTION_SECTION + b"\x0a\x05\x01\x03\x00\xff\x0b",
     r"0x17: error: .*illegal opcode"),
    ("ill-typed body", EMPTY_MODULE + TYPE_SECTION + FUNCTION_SECTION + b"\x0a\x05\x01\x03\x00\x6a\x0b",
     r"0x17: error: .*type mismatch"),
]

# One function: (i32.const 0) (i32.extend8_s) (drop), which 1.0 lacks.
SIGN_EXTENSION_MODULE = (EMPTY_MODULE + TYPE_SECTION + FUNCTION_SECTION + b"\x0a\x08\x01\x06\x00\x41\x00\xc0\x1a\x0b")

# Each: the options, and the message.
BAD_OPTIONS = [
    (["--enable-tail-call"], r"^wasmc: error: --enable-tail-call: .*did you mean tail-calls\?"),
    (["--enable-component-model"], r"^wasmc: error: --enable-component-model: .*not supported yet"),
    (["--disable-everything"], r"^wasmc: error: --disable-everything: there is no such feature"),
    (["--wasm=2.1"], r"^wasmc: error: --wasm=2\.1: use 1\.0 to 3\.0"),
    (["-j", "-1"], r"^wasmc: error: -j -1: use a number of threads, 1 to 1024"),
    (["-j0"], r"^wasmc: error: -j 0: use a number of threads"),
    (["--jobs=2x"], r"^wasmc: error: -j 2x: use a number of threads"),
    (["--jobs=4294967297"], r"^wasmc: error: -j 4294967297: use a number of threads"),
]


def expect_refused(result, pattern):
    expect_exit(REFUSED, result)
    if result.stdout:
        raise Failure(f"  nothing expected on stdout, got:\n{indent(result.stdout)}")
    text = result.stderr.decode("utf-8", "replace")
    if not re.search(pattern, text, re.MULTILINE):
        raise Failure(f"  /{pattern}/ expected on stderr, got:\n{indent(result.stderr)}")


class Checker:
    """Writes bytes to a file of its folder and hands them to a tool."""

    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.artifact = self.path("good.cwasm")
        run_checked([options.wasmc, "compile", self.write("good.wasm", EMPTY_MODULE), "-o", self.artifact])

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, data):
        with open(self.path(name), "wb") as file:
            file.write(data)
        return self.path(name)

    def compiler_refuses(self, data, pattern):
        output = self.path("never.cwasm")
        source = self.write("bad.wasm", data)
        expect_refused(run([self.options.wasmc, "compile", source, "-o", output]), re.escape(source) + ":" + pattern)
        if os.path.exists(output):
            raise Failure("  an artifact was written all the same")

    def loader_refuses(self, data, pattern):
        expect_refused(run([self.options.wasmload, self.write("bad.cwasm", data)]), pattern)

    def run_in_little_space(self, strategy, program=PROGRAM_WITH_MEMORY):
        """Runs a module with a memory, compiled with this --memory, where address space is limited."""
        source, artifact = self.write("memory.wasm", program), self.path("memory.cwasm")
        run_checked([self.options.wasmc, "compile", f"--memory={strategy}", source, "-o", artifact])
        limited = ["sh", "-c", f'ulimit -v {ADDRESS_SPACE_KIB} && exec "$0" "$@"']
        return run([*limited, self.options.wasmload, artifact])

    def good_bytes(self):
        with open(self.artifact, "rb") as file:
            return bytearray(file.read())

    def loader_refuses_every_flip(self, step):
        """One bit of every step-th byte, another bit each time."""
        good = self.good_bytes()
        for offset in range(0, len(good), step):
            bad = bytearray(good)
            bad[offset] ^= 1 << (offset // step % 8)
            self.loader_refuses(bad, r"^wasmload: ")

    def loader_refuses_every_cut(self, step):
        good = self.good_bytes()
        for length in range(0, len(good), step):
            self.loader_refuses(good[:length], r"^wasmload: ")


def check_compiler(checker, tally):
    wasmc = checker.options.wasmc
    for name, data, pattern in BAD_MODULES:
        tally.check(f"wasmc: {name}", lambda d=data, p=pattern: checker.compiler_refuses(d, p))
    tally.check("wasmc: missing file", lambda: expect_refused(
        run([wasmc, "compile", checker.path("missing.wasm"), "-o", checker.path("x.cwasm")]), r"missing\.wasm"))
    tally.check("wasmc: unknown option", lambda: expect_refused(
        run([wasmc, "compile", "--no-such-option", checker.path("good.wasm"), "-o", checker.path("x.cwasm")]), "no-such-option"))
    tally.check("wasmc: output folder that is not there", lambda: expect_refused(
        run([wasmc, "compile", checker.path("good.wasm"), "-o", checker.path("no/such/x.cwasm")]), r"no/such/x\.cwasm"))


def check_options(checker, tally):
    wasmc = checker.options.wasmc
    good = checker.path("good.wasm")
    for words, pattern in BAD_OPTIONS:
        for command in ("compile", "validate"):
            tally.check(f"wasmc {command} {' '.join(words)}",
                        lambda c=command, w=words, p=pattern: expect_refused(run([wasmc, c, *w, good]), p))


def check_features(checker, tally):
    wasmc = checker.options.wasmc
    module = checker.write("sign_extension.wasm", SIGN_EXTENSION_MODULE)
    refusal = r"sign_extension\.wasm:0x19: error: not enabled: sign extension \(--enable-sign-extension\)"
    for options in (["--wasm=1.0"], ["--disable-sign-extension"]):
        tally.check(f"wasmc: a feature refused by {options[0]}",
                    lambda o=options: expect_refused(run([wasmc, "compile", *o, module]), refusal))
    tally.check("wasmc: a feature enabled over a version",
                lambda: run_checked([wasmc, "validate", "--wasm=1.0", "--enable-sign-extension", module]))
    tally.check("wasmc features", lambda: check_feature_lists(wasmc))


def check_feature_lists(wasmc):
    """The table and the JSON name the same features, and no other arguments are taken."""
    table = run_checked([wasmc, "features"]).stdout.decode()
    rows = json.loads(run_checked([wasmc, "features", "--json"]).stdout)
    listed = [line.split()[0] for line in table.splitlines()[1:]]
    if listed != [row["feature"] for row in rows] or "simd" not in listed:
        raise Failure(f"  the lists differ:\n{table}")
    expect_refused(run([wasmc, "features", "simd"]), r"^wasmc: error: ")


def check_loader(checker, tally):
    wasmload = checker.options.wasmload
    good = checker.good_bytes()
    tally.check("wasmload: a module that is not compiled", lambda: checker.loader_refuses(EMPTY_MODULE, r"wasmc compile"))
    tally.check("wasmload: empty file", lambda: checker.loader_refuses(b"", r"^wasmload: "))
    tally.check("wasmload: garbage", lambda: checker.loader_refuses(bytes(range(256)) * 40, r"not a cwasm artifact"))
    tally.check("wasmload: one byte too many", lambda: checker.loader_refuses(good + b"\0", r"^wasmload: "))
    tally.check("wasmload: cut off", lambda: checker.loader_refuses_every_cut(len(good) // 64 + 1))
    tally.check("wasmload: a bit flipped", lambda: checker.loader_refuses_every_flip(len(good) // 128 + 1))
    tally.check("wasmload: missing file", lambda: expect_refused(
        run([wasmload, checker.path("missing.cwasm")]), r"missing\.cwasm"))
    tally.check("wasmload: unknown export", lambda: expect_refused(
        run([wasmload, "--invoke", "nothing", checker.artifact]), r"nothing"))
    # A sanitizer's own addresses would not fit either.
    if checker.options.limit_address_space:
        tally.check("wasmload: no room for guard pages", lambda: expect_refused(
            checker.run_in_little_space("guard"), r"ulimit -v\), compile with --memory=checked"))
        tally.check("wasmload: no room for the guard pages of a shared memory", lambda: expect_refused(
            checker.run_in_little_space("guard", PROGRAM_WITH_SHARED_MEMORY),
            r"ulimit -v\), compile with --memory=checked"))
        tally.check("wasmload: checked shared memory in little room", lambda: expect_exit(
            0, checker.run_in_little_space("checked", PROGRAM_WITH_SHARED_MEMORY)))
        tally.check("wasmload: checked memory in little room", lambda: expect_exit(
            0, checker.run_in_little_space("checked")))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wasmc", required=True, type=os.path.abspath)
    parser.add_argument("--wasmload", required=True, type=os.path.abspath)
    parser.add_argument("--limit-address-space", action="store_true", help="run with little of it, too")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(options, folder)
        check_compiler(checker, tally)
        check_options(checker, tally)
        check_features(checker, tally)
        check_loader(checker, tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
