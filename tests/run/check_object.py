#!/usr/bin/env python3
"""Compiles a module to ELF objects (spec/object.md), and has the binary tools of each target look at them, and link them.

    check_object.py --wasmc WASMC module.wat

A target whose tools are not installed is left out, and named.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

TARGETS = ("x86_64", "aarch64", "riscv64")
# Below x86-64-v2, rounding is a function of the C library.
OPTIONS = {"x86_64": ["--cpu=x86-64"], "aarch64": [], "riscv64": []}
MAIN = """
extern const struct { const unsigned char *image; unsigned long code, data; const unsigned char *description; unsigned long size; }
    wasm_module;
int main(void) { return wasm_module.description[1] == 'c' && wasm_module.code && wasm_module.image ? 0 : 1; }
"""


class Checker:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, is_right, what):
        self.passed, self.failed = self.passed + bool(is_right), self.failed + (not is_right)
        if not is_right:
            print(f"FAIL {what}")


def output(*command):
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        print(result.stderr)
    return result.stdout if result.returncode == 0 else ""


def check_symbols(checker, name, readelf, path):
    """Functions are local symbols, exported ones global as well; only the module and its exports are visible."""
    symbols = [line.split(maxsplit=7) for line in output(readelf, "-Ws", path).splitlines() if re.match(r" *\d+:", line)]
    found = {(fields[3], fields[4], fields[7]) for fields in symbols if len(fields) == 8}
    for symbol in (("FUNC", "LOCAL", "square"), ("FUNC", "GLOBAL", "wasm_module.square"), ("OBJECT", "GLOBAL", "wasm_module")):
        checker.check(symbol in found, f"{name}: symbol {' '.join(symbol)}")
    visible = {symbol for kind, binding, symbol in found if binding == "GLOBAL" and kind != "NOTYPE"}
    checker.check(all(re.match(r"wasm_module($|\.)", symbol) for symbol in visible), f"{name}: no other global symbols")


def check_relocations(checker, name, readelf, path):
    """The code's section has none but those of the import slots, behind all code and data: whole addresses."""
    text = output(readelf, "-Wr", path)
    sections = dict(re.findall(r"'\.rela(\.\S+)' at.*?\n.*?\n(.*?)(?:\n\n|\Z)", text, re.DOTALL))
    checker.check(set(sections) <= {".text", ".data.rel.ro.wasmc"}, f"{name}: sections with relocations")
    for line in sections.get(".text", "").splitlines():
        offset, _, kind = line.split()[:3]
        checker.check(int(offset, 16) >= 65536 and re.search("_64$|ABS64$", kind), f"{name}: a relocation in code: {line}")


def check_link(checker, name, tools, path, folder):
    compiler = shutil.which(tools + "gcc") or (shutil.which("cc") if name == os.uname().machine else None)
    if compiler is None:
        checker.skipped += 1
        print(f"SKIP {name}: no C compiler")
        return
    source, program = os.path.join(folder, "main.c"), os.path.join(folder, "program")
    with open(source, "w", encoding="utf-8") as file:
        file.write(MAIN)
    result = subprocess.run([compiler, "-static", source, path, "-lm", "-o", program], capture_output=True, text=True, check=False)
    checker.check(result.returncode == 0 and not result.stderr, f"{name}: linking: {result.stderr}")
    if name == os.uname().machine and result.returncode == 0:
        checker.check(subprocess.run([program], check=False).returncode == 0, f"{name}: the program finds the module")


def check_target(checker, options, name, folder):
    path = os.path.join(folder, name + ".o")
    command = [options.wasmc, "compile", "--emit=obj", "--target", f"{name}-linux", *OPTIONS[name], options.module, "-o", path]
    if subprocess.run(command, check=False).returncode != 0:
        return checker.check(False, f"{name}: compiling")
    tools = name + "-linux-gnu-"
    readelf = shutil.which(tools + "readelf") or shutil.which("readelf")
    if readelf is None:
        checker.skipped += 1
        return print(f"SKIP {name}: no readelf")
    check_symbols(checker, name, readelf, path)
    check_relocations(checker, name, readelf, path)
    check_link(checker, name, tools, path, folder)
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wasmc", required=True, type=os.path.abspath)
    parser.add_argument("module", type=os.path.abspath)
    options = parser.parse_args()
    checker = Checker()
    with tempfile.TemporaryDirectory() as folder:
        for name in TARGETS:
            check_target(checker, options, name, folder)
        wrong = subprocess.run([options.wasmc, "compile", "--emit=asm", options.module], capture_output=True, text=True, check=False)
        checker.check(wrong.returncode == 1 and "--emit=asm" in wrong.stderr, "an unknown kind of output is refused")
    print(f"{checker.passed} passed, {checker.failed} failed, {checker.skipped} skipped")
    return 1 if checker.failed else 0


if __name__ == "__main__":
    sys.exit(main())
