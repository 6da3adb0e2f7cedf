#!/usr/bin/env python3
"""Checks that the loader is linked with neither LLVM, Boost nor the shared libraries of zstd and libsodium; prints how large it
is stripped."""
import argparse
import os
import sys
import tempfile

from support import Failure, Tally, run_checked

UNWANTED = ("LLVM", "boost", "zstd", "sodium", "clang")


def check_libraries(wasmload):
    listed = run_checked(["ldd", wasmload]).stdout.decode()
    found = [line.strip() for line in listed.splitlines() if any(name in line for name in UNWANTED)]
    if found:
        raise Failure("  linked with " + ", ".join(found))


def print_size(wasmload):
    with tempfile.TemporaryDirectory() as folder:
        stripped = os.path.join(folder, "wasmload")
        run_checked(["strip", "-o", stripped, wasmload])
        print(f"stripped: {os.path.getsize(stripped)} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wasmload", required=True, type=os.path.abspath)
    options = parser.parse_args()
    tally = Tally()
    tally.check("libraries", lambda: check_libraries(options.wasmload))
    print_size(options.wasmload)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
