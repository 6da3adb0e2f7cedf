"""Measures what compiling takes, CPU seconds and peak memory, on one thread, and how large the results are."""
import os
import re
import sys

import workloads
from engines import Ours, output_of

# What of our artifacts is machine code and the tables that belong to it.
CODE_SECTIONS = ("code", "read-only data", "trap sites", "functions")
SECTION = re.compile(r"^ *\d+  (\S.*?) +\d+ +\d+ +(\d+)  (?:zstd|none)$", re.MULTILINE)
WASM_CODE = 10

# From small to large, of C, C++, Rust and Go.
MODULES = ("blake3-scalar", "bz2", "shootout-ed25519", "rust-json", "pulldown-cmark", "brotli", "tinygo-json", "regex", "sqlite3",
           "quickjs")
LARGE_MODULES = ("sqlite", "ripgrep", "ruby", "php", "esbuild")


def read_leb128(data, position):
    value = shift = 0
    while True:
        byte = data[position]
        value |= (byte & 0x7f) << shift
        position += 1
        shift += 7
        if byte < 0x80:
            return value, position


def code_section_size(path):
    with open(path, "rb") as file:
        data = file.read()
    position = 8
    while position < len(data):
        section = data[position]
        size, position = read_leb128(data, position + 1)
        if section == WASM_CODE:
            return size
        position += size
    return 0


def code_size(engine, artifact):
    """Bytes of machine code and tables, where they can be told from the rest; else None."""
    if isinstance(engine, Ours):
        text = output_of([engine.program, "inspect", "--sections", artifact])
        return sum(int(size) for name, size in SECTION.findall(text) if name in CODE_SECTIONS)
    if engine.name.startswith("wasm2c"):
        text = output_of(["size", "-A", artifact])
        return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith((".text ", ".eh_frame ")))
    return None


def measure_engine(engine, workload, measurer, folder, rounds):
    """One engine's record for a module, or None when it does not compile it."""
    commands = engine.build_commands(workload, folder)
    taken = measurer.run(commands * rounds, folder)
    wrong = next((run for run in taken if run.exit_code != 0), None)
    if wrong:
        why = wrong.stderr.decode("utf-8", "replace").strip()[:200] or f"exit code {wrong.exit_code}"
        print(f"{workload.name} left out of {engine.name}: {why}", file=sys.stderr)
        return None
    builds = [taken[at:at + len(commands)] for at in range(0, len(taken), len(commands))]
    artifact = engine.artifact(workload, folder)
    record = {"cpu": [sum(run.cpu for run in build) for build in builds], "peak": max(run.peak for run in taken)}
    if artifact != workload.module:
        record.update(artifact=os.path.getsize(artifact), code=code_size(engine, artifact))
    return record


def measure(engines, name, options, measurer, folder):
    """The record of a module: its sizes, and what each engine took; large ones only with our own."""
    module = workloads.unpacked_module(options.corpora, name, folder)
    if not module:
        print(f"{name} is not among the corpora: left out", file=sys.stderr)
        return None
    large = name in LARGE_MODULES
    workload = workloads.Workload("compile", name, module, folder)
    workload.threads = 2 if large else 1
    record = {"wasm": os.path.getsize(module), "code_section": code_section_size(module), "engines": {}}
    for engine in engines:
        if large and not isinstance(engine, Ours):
            continue
        taken = measure_engine(engine, workload, measurer, folder, 1 if large else options.compile_rounds)
        if taken:
            record["engines"][engine.name] = taken
            print(f"compiled {name} with {engine.name}: {min(taken['cpu']):.2f} s", file=sys.stderr)
    return record
