#!/usr/bin/env python3
"""Prints modules as text: what is valid has to survive being printed and parsed, what is not must crash nothing."""
import argparse
import lzma
import os
import sys
import tempfile

from support import Failure, Tally, expect_bytes, expect_exit, indent, run, run_checked

GROUPS = ("modules", "bench", "gc-modules", "robustness", "wasi-testsuite")


def find_modules(corpora, most_bytes):
    """The corpora's modules in the binary format whose files are up to that size."""
    for group in GROUPS:
        for folder, folders, files in os.walk(os.path.join(corpora, group)):
            folders.sort()
            paths = (os.path.join(folder, file) for file in sorted(files) if file.endswith((".wasm", ".wasm.xz")))
            yield from (path for path in paths if os.path.getsize(path) <= most_bytes)


def read_module(path):
    with (lzma.open if path.endswith(".xz") else open)(path, "rb") as file:
        return file.read()


def check_survives(wasmc, path):
    """A valid module is the same after its text was parsed; of another one the printer may only say what is wrong."""
    module = read_module(path)
    is_valid = run([wasmc, "validate", "--enable-all", "-"], module).returncode == 0
    result = run([wasmc, "print", "-"] + (["--check"] if is_valid else []), module)
    if result.returncode not in ((0,) if is_valid else (0, 1)):
        raise Failure(f"  exit code {result.returncode}; stderr:\n{indent(result.stderr)}")


def check_files(wasmc, module):
    """The text is the same wherever it goes, is a module itself, and is printed as it is."""
    with tempfile.TemporaryDirectory() as folder:
        text = os.path.join(folder, "module.wat")
        run_checked([wasmc, "print", module, "-o", text])
        with open(text, "rb") as file:
            printed = file.read()
        expect_bytes("standard output", printed, run_checked([wasmc, "print", module]).stdout)
        run_checked([wasmc, "validate", "--enable-all", text])
        expect_bytes("the text of the text", printed, run_checked([wasmc, "print", text]).stdout)


def check_folded(wasmc, module):
    """Folded or not, the text stands for the same module."""
    folded = run_checked([wasmc, "print", "--fold", module]).stdout
    plain = run([wasmc, "print", "-"], folded)
    expect_exit(0, plain)
    expect_bytes("the folded text's text", run_checked([wasmc, "print", module]).stdout, plain.stdout)


def check_unwritable(wasmc, module):
    """A text that can't be written is an error, and no half of one stays."""
    with tempfile.TemporaryDirectory() as folder:
        result = run([wasmc, "print", module, "-o", os.path.join(folder, "missing", "module.wat")])
        expect_exit(1, result)
        if b"can't create" not in result.stderr:
            raise Failure(f"  no reason given; stderr:\n{indent(result.stderr)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wasmc", required=True, type=os.path.abspath)
    parser.add_argument("--corpora", help="folder of the corpora, whose modules are printed as well")
    parser.add_argument("--most-bytes", type=int, default=1 << 62, help="leave out the corpora's files above that size")
    parser.add_argument("modules", nargs="+")
    options = parser.parse_args()

    tally = Tally()
    for module in options.modules:
        tally.check(f"files {os.path.basename(module)}", lambda: check_files(options.wasmc, module))
        tally.check(f"folded {os.path.basename(module)}", lambda: check_folded(options.wasmc, module))
        tally.check(os.path.basename(module), lambda: check_survives(options.wasmc, module))
    tally.check("unwritable", lambda: check_unwritable(options.wasmc, options.modules[0]))
    if options.corpora:
        for module in find_modules(options.corpora, options.most_bytes):
            name = os.path.relpath(module, options.corpora)
            tally.check(name, lambda: check_survives(options.wasmc, module))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
