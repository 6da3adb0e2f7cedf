#!/usr/bin/env python3
"""Collects what the fuzz targets start from: each module of the test suites as a file of its own.

    make_seeds.py text FOLDER PATH...      each (module ...) in the .wast and .wat files of the paths
    make_seeds.py module FOLDER PATH...    each .wasm file of the paths

Files are named by a hash of what they hold. Large ones are left out: they make every run slower and find nothing more.
"""
import argparse
import hashlib
import os
import re
import sys

MOST_BYTES = {"text": 16 << 10, "module": 64 << 10}
ENDINGS = {"text": (".wast", ".wat"), "module": (".wasm",)}

# What a parenthesis may hide in: strings and comments; block comments may be nested.
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|;;[^\n]*|\(;|;\)|\(|\)', re.DOTALL)
MODULE = re.compile(rb"\(\s*module\b")


def files_of(paths, endings):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, _, names in sorted(os.walk(path)):
            for name in sorted(names):
                if name.endswith(endings):
                    yield os.path.join(folder, name)


def modules_of(source):
    """The (module ...) forms of a script, wherever they stand in it."""
    open_at = []
    comments = 0
    for token in TOKEN.finditer(source):
        text = token[0]
        if text == b"(;":
            comments += 1
        elif text == b";)":
            comments -= 1
        elif comments == 0 and text == b"(":
            open_at.append(token.start())
        elif comments == 0 and text == b")" and open_at:
            form = source[open_at.pop():token.end()]
            if MODULE.match(form):
                yield form


def seeds_of(kind, path):
    with open(path, "rb") as file:
        data = file.read()
    return modules_of(data) if kind == "text" else [data]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=MOST_BYTES)
    parser.add_argument("folder", help="where to write them")
    parser.add_argument("paths", nargs="*", help="files, and folders that are searched")
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    for path in files_of(options.paths, ENDINGS[options.kind]):
        for seed in seeds_of(options.kind, path):
            if len(seed) <= MOST_BYTES[options.kind]:
                with open(os.path.join(options.folder, hashlib.sha1(seed).hexdigest()), "wb") as file:
                    file.write(seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
