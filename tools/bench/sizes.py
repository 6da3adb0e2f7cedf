#!/usr/bin/env python3
"""Prints how large artifacts are in both layouts, beside their modules and beside what zstd makes of these, and how much of
the code's size the trap sites are.

    sizes.py --wasmc WASMC app.wasm=app.cwasm...     with --load WASMLOAD also how long loading takes, and how much memory
"""
import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time

HEADS = ("module", ".wasm", "zstd -19", "small", "fast", "code", "trap sites", "of the code")
LOAD_HEADS = ("module", "layout", "file", "load ms", "private MB", "of the file MB")
ROUNDS = 5
SECTION = re.compile(r"^ *\d+  (\S.*?) +(\d+) +(\d+) +(\d+)  (?:zstd|none)$", re.MULTILINE)
MEMORY = re.compile(r"^(RssAnon|RssFile):\s+(\d+) kB", re.MULTILINE)


def number(count):
    return f"{count:,}".replace(",", " ")


def sections(wasmc, artifact):
    text = subprocess.run([wasmc, "inspect", "--sections", artifact], check=True, capture_output=True, text=True).stdout
    return {name: int(raw) for name, _, _, raw in SECTION.findall(text)}


def zstd_size(module):
    result = subprocess.run(["zstd", "-19", "-q", "-c", module], check=True, capture_output=True)
    return len(result.stdout)


def in_layouts(wasmc, artifact, folder):
    """The artifact's paths in both layouts."""
    paths = {}
    for layout, command in (("small", "pack"), ("fast", "unpack")):
        paths[layout] = os.path.join(folder, layout)
        subprocess.run([wasmc, command, "--unsign", artifact, "-o", paths[layout]], check=True)
    return paths


def print_row(cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |")


def print_heads(heads):
    print_row(heads)
    print_row(["---"] + ["--:"] * (len(heads) - 1))


def size_row(options, module, artifact, folder):
    paths = in_layouts(options.wasmc, artifact, folder)
    parts = sections(options.wasmc, paths["fast"])
    code, traps = parts["code"], parts.get("trap sites", 0)
    return (name_of(module), number(os.path.getsize(module)), number(zstd_size(module)), number(os.path.getsize(paths["small"])),
            number(os.path.getsize(paths["fast"])), number(code), number(traps), f"{100 * traps / code:.1f} %")


def name_of(module):
    return os.path.splitext(os.path.basename(module))[0]


def load(wasmload, artifact):
    """CPU time of a process that loads it and no more, in ms: it asks for an export that there is none of."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([wasmload, "--unknown-imports-trap", "--invoke", "no such export", artifact], capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def memory(wasmload, artifact):
    """Private memory and that of files, in kB, of a process that waits for its input."""
    process = subprocess.Popen([wasmload, "--unknown-imports-trap", artifact], stdin=subprocess.PIPE,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1.5)
    with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
        found = dict(MEMORY.findall(status.read()))
    process.kill()
    process.communicate()
    return int(found.get("RssAnon", 0)), int(found.get("RssFile", 0))


def load_rows(options, module, artifact, folder):
    for layout, path in in_layouts(options.wasmc, artifact, folder).items():
        milliseconds = sorted(load(options.load, path) for _ in range(ROUNDS))[ROUNDS // 2]
        private, of_file = memory(options.load, path)
        yield (name_of(module), layout, number(os.path.getsize(path)), f"{milliseconds:.1f}", f"{private / 1024:.1f}",
               f"{of_file / 1024:.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wasmc", required=True)
    parser.add_argument("--load", metavar="WASMLOAD")
    parser.add_argument("pairs", nargs="+", metavar="MODULE=ARTIFACT")
    options = parser.parse_args()
    pairs = [pair.rsplit("=", 1) for pair in options.pairs]
    with tempfile.TemporaryDirectory() as folder:
        print_heads(LOAD_HEADS if options.load else HEADS)
        for module, artifact in pairs:
            for row in load_rows(options, module, artifact, folder) if options.load else [size_row(options, module, artifact, folder)]:
                print_row(row)
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
