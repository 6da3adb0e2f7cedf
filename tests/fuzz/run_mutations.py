#!/usr/bin/env python3
"""Damages artifacts in every way that mutate_artifacts knows, and sees that none is worse than refused.

    run_mutations.py --wasmc WASMC --program MUTATE_ARTIFACTS --cache FOLDER [--corpora FOLDER] [--mutations N] [--seed N]

With the corpora, those of ten real modules; otherwise of programs of our own. FOLDER keeps the artifacts.
The million, in a build with -Db_sanitize=address,undefined (the compiler may be of another build):

    run_mutations.py ... --corpora ../shared --mutations 1000000
"""
import argparse
import lzma
import os
import subprocess
import sys

PROGRAMS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "run", "programs")
OUR_OWN = ("control.wat", "state.wat", "library.wat", "multi_memory.wat")
REAL = ("mal", "mandelbrot", "smallpt", "wavm-fasta", "wavm-nbody", "wavm-zlib", "brotli", "sqlite", "quickjs", "ripgrep")


def real_module(corpora, name, cache):
    path = os.path.join(corpora, "modules", name, "module.wasm")
    if os.path.exists(path):
        return path
    unpacked = os.path.join(cache, name + ".wasm")
    with lzma.open(path + ".xz") as packed, open(unpacked, "wb") as file:
        file.write(packed.read())
    return unpacked


def modules(options):
    if options.corpora:
        return {name: real_module(options.corpora, name, options.cache) for name in REAL}
    return {name: os.path.join(PROGRAMS, name) for name in OUR_OWN}


def compiled(options, name, module):
    artifact = os.path.join(options.cache, name + ".cwasm")
    if not os.path.exists(artifact) or os.path.getmtime(artifact) < os.path.getmtime(options.wasmc):
        subprocess.run([options.wasmc, "compile", module, "-o", artifact], check=True)
    return artifact


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wasmc", required=True, type=os.path.abspath)
    parser.add_argument("--program", required=True, type=os.path.abspath)
    parser.add_argument("--cache", required=True, type=os.path.abspath)
    parser.add_argument("--corpora", default="")
    parser.add_argument("--mutations", default="4000")
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    os.makedirs(options.cache, exist_ok=True)
    artifacts = [compiled(options, name, module) for name, module in modules(options).items()]
    command = [options.program, "--mutations", options.mutations, "--seed", options.seed, *artifacts]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
