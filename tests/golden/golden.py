#!/usr/bin/env python3
"""The golden artifacts: golden.wat as compilers of the past have compiled it, for each version that loaders still accept.

    golden.py make --wasmc WASMC [--replace]   compiles those of the present format and ABI
    golden.py check                            exit 1 if one is missing that the loader accepts, or one is left over
    golden.py run --wasmload WASMLOAD          runs those of this machine's architecture
        --architecture NAME --emulator QEMU    the loader is for another one
        --without-zstd                         leave the compressed ones out

An artifact that is here stays as it is until its version is no longer accepted: --replace is for versions that were never
released. meson.build runs them.
"""
import argparse
import os
import platform
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ARCHITECTURES = ("x86_64", "aarch64", "riscv64")
STRATEGIES = ("guard", "checked")
COMPRESSION = {"guard": "12", "checked": "0"}
TRAP_EXIT = 134
# What the exports of golden.wat end with: nothing, or the words of a trap.
OUTCOMES = {"check": None, "load_past_the_end": "out of bounds memory access", "divide_by_zero": "integer divide by zero",
            "call_nothing": "uninitialized element", "exhaust_the_stack": "call stack exhausted"}
NAME = re.compile(r"format(\d+)\.(\d+)-abi(\d+)-(\w+)-(\w+)\.cwasm")


def constant(path, name):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return int(re.search(rf"constexpr uint\d+_t {name} = (\d+);", file.read())[1])


def versions():
    """Format major, minor, the oldest and the newest ABI."""
    return (constant("format/artifact.h", "format_major"), constant("format/artifact.h", "format_minor"),
            constant("runtime-support/vmctx.h", "oldest_abi"), constant("runtime-support/vmctx.h", "abi_version"))


def make(wasmc, replace):
    major, minor, _, abi = versions()
    for architecture in ARCHITECTURES:
        for strategy in STRATEGIES:
            path = os.path.join(HERE, f"format{major}.{minor}-abi{abi}-{architecture}-{strategy}.cwasm")
            if os.path.exists(path) and not replace:
                print(f"{os.path.basename(path)} is there already, and stays as it is (--replace)")
                continue
            subprocess.run([wasmc, "compile", "-Os", "--target", f"{architecture}-linux", f"--memory={strategy}",
                            "--compression", COMPRESSION[strategy], os.path.join(HERE, "golden.wat"), "-o", path], check=True)
    return 0


def problems():
    """A line for each set of golden artifacts that is missing, and each file that is not accepted any more."""
    major, minor, oldest, newest = versions()
    formats, abis, found = set(), set(), []
    for name in sorted(os.listdir(HERE)):
        match = NAME.fullmatch(name)
        if match is None:
            continue
        if int(match[1]) != major or not oldest <= int(match[3]) <= newest:
            found.append(f"{name} is of a version that is no longer accepted: remove it")
        formats.add((int(match[1]), int(match[2]), match[4], match[5]))
        abis.add((int(match[3]), match[4], match[5]))
    for architecture in ARCHITECTURES:
        for strategy in STRATEGIES:
            found += [f"there is none of format {major}.{number} for {architecture}, {strategy}" for number in range(minor + 1)
                      if (major, number, architecture, strategy) not in formats]
            found += [f"there is none of ABI {number} for {architecture}, {strategy}" for number in range(oldest, newest + 1)
                      if (number, architecture, strategy) not in abis]
    return found


def outcome_is_right(command, words):
    """Whether a run ends with this trap, or without any."""
    result = subprocess.run(command, capture_output=True, timeout=600, check=False)
    if words is None:
        return result.returncode == 0 and not result.stderr
    return result.returncode == TRAP_EXIT and words in result.stderr.decode()


def run(options):
    """Runs each export of each artifact; prints what failed, and the counts."""
    strategies = ("checked",) if options.without_zstd else STRATEGIES
    passed = failed = 0
    for name in sorted(os.listdir(HERE)):
        match = NAME.fullmatch(name)
        if match is None or match[4] != options.architecture or match[5] not in strategies:
            continue
        for export, words in OUTCOMES.items():
            command = [*options.emulator, options.wasmload, "--invoke", export, os.path.join(HERE, name)]
            is_right = outcome_is_right(command, words)
            passed, failed = passed + is_right, failed + (not is_right)
            if not is_right:
                print(f"FAIL {' '.join(command)}")
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed or not passed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("make", "check", "run"))
    parser.add_argument("--wasmc", type=os.path.abspath)
    parser.add_argument("--replace", action="store_true")
    parser.add_argument("--wasmload", type=os.path.abspath)
    parser.add_argument("--architecture", default=platform.machine())
    parser.add_argument("--emulator", type=str.split, default=[])
    parser.add_argument("--without-zstd", action="store_true")
    options = parser.parse_args()
    if options.command == "run":
        return run(options) if options.wasmload else parser.error("which --wasmload?")
    if options.command == "make":
        return make(options.wasmc, options.replace) if options.wasmc else parser.error("which --wasmc?")
    found = problems()
    for line in found:
        print(f"golden artifacts: {line}; see tests/golden/golden.py")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
