#!/usr/bin/env python3
"""The escape suite: programs that try to leave their directories, each refused as it should be and with nothing outside
changed. All of it once with the system's own way to resolve paths, openat2, and once where the system has none.

escape_paths.c tries each operation on each path that leads out; escape_cases.c what takes several steps; escape_races.c works
on paths that this script changes meanwhile.
"""
import argparse
import ctypes
import os
import re
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "run"))
from sandbox_tree import Tree
from support import Failure, Tally, add_tool_options, compile_once, indent, run, run_checked
from without_openat2 import hide_openat2, hides

# notcapable; or, before anything is looked up, isdir where a file is to be created whose name ends in a slash.
REFUSAL = re.compile(r": 76$|^create_follow [^.]\S*/: 31$")
WAYS = {"openat2": None, "walk": hide_openat2}
FEWEST = 1000  # operations on paths
RENAME_EXCHANGE, AT_FDCWD = 2, -100
LIBC = ctypes.CDLL(None, use_errno=True)


def build(options, name, folder):
    wasm = os.path.join(folder, name + ".wasm")
    source = os.path.join(HERE, name + ".c")
    run_checked(["clang-22", "--target=wasm32-wasi", "-O2", "-Wall", "-Wno-unused-function", "--no-wasm-opt", source, "-o", wasm])
    return compile_once(options, wasm, name, options.levels)


def command(options, artifact, tree, *arguments):
    directories = [f"{tree.path('a')}::/a", f"{tree.path('b')}::/b", f"{tree.path('ro')}::/ro:ro", "/proc::/proc"]
    given = [word for directory in directories for word in ("--dir", directory)]
    return [options.wasmload, *given, artifact, *arguments]


def run_guest(options, artifact, way, tree, *arguments):
    """Runs it beside the tree; what is outside must be as before."""
    with open(tree.path("input"), "rb") as stdin:
        result = subprocess.run(command(options, artifact, tree, *arguments), stdin=stdin, cwd=tree.top, capture_output=True,
                                preexec_fn=WAYS[way], timeout=300, check=False)
    if tree.changes():
        raise Failure("  changed outside: " + ", ".join(tree.changes()))
    if result.returncode != 0:
        raise Failure(f"  exit code {result.returncode}\n{indent(result.stdout + result.stderr)}")
    return result.stdout.decode()


def check_paths(options, artifact, way):
    """Every operation on a path that leads out says so, whether there is something or not."""
    with tempfile.TemporaryDirectory() as top:
        tree = Tree(top)
        lines = run_guest(options, artifact, way, tree, tree.path("outside/secret"), tree.path("a/file")).splitlines()
    wrong = [line for line in lines if not REFUSAL.search(line)]
    if wrong:
        raise Failure(indent("\n".join(wrong).encode()))
    if len(lines) < FEWEST:
        raise Failure(f"  only {len(lines)} operations")
    print(f"{len(lines)} operations on paths refused")


def check_case(options, artifact, way, name):
    with tempfile.TemporaryDirectory() as top:
        run_guest(options, artifact, way, Tree(top), name)


def check_hiding():
    if not hides():
        raise Failure("  the filter of system calls does not work here")


def exchange(one, other):
    """Each name comes to stand for what the other one stood for, at once."""
    LIBC.renameat2(AT_FDCWD, one.encode(), AT_FDCWD, other.encode(), RENAME_EXCHANGE)


def prepare_race(tree, name):
    """Makes what the race is about; returns the two paths to exchange."""
    tree.write("inside", "top secret")
    tree.write("a/inside", "inside")
    if name == "directory_and_link":
        os.mkdir(tree.path("a/swapped"))
        tree.write("a/swapped/secret", "inside")
        os.symlink("inside", tree.path("a/swapped/link"))
        os.symlink("elsewhere", tree.path("outside/link"))
        os.symlink("../outside", tree.path("a/other"))
        return "a/swapped", "a/other"
    if name == "file_and_link":
        tree.write("a/swapped_file", "inside")
        os.symlink("../outside/secret", tree.path("a/other"))
        os.symlink("../outside/secret", tree.path("a/swapped_empty"))
        return "a/swapped_file", "a/other"
    os.makedirs(tree.path("a/deep/moved/x/y"))
    os.symlink("../../../inside", tree.path("a/deep/moved/x/up"))
    os.mkdir(tree.path("b/other"))
    return "a/deep/moved", "b/other"


def check_race(options, artifact, way, name):
    with tempfile.TemporaryDirectory() as top:
        tree = Tree(top)
        one, other = (tree.path(path) for path in prepare_race(tree, name))
        tree.before = tree.outside()
        stop = threading.Event()

        def change():
            while not stop.is_set():
                exchange(one, other)

        changing = threading.Thread(target=change)
        changing.start()
        try:
            print(f"{name}: " + run_guest(options, artifact, way, tree, name, str(options.seconds)).strip())
        finally:
            stop.set()
            changing.join()
        if tree.changes():
            raise Failure("  changed outside: " + ", ".join(tree.changes()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_tool_options(parser)
    parser.add_argument("--seconds", type=int, default=2, help="of each race")
    parser.add_argument("names", nargs="*", help="of cases; none: all, and what else there is")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        paths, cases, races = (build(options, name, folder) for name in ("escape_paths", "escape_cases", "escape_races"))
    names = options.names or run([options.wasmload, cases]).stdout.decode().split()
    tally.check("openat2 can be hidden", check_hiding)
    for way in WAYS:
        for name in names:
            tally.check(f"{way}: {name}", lambda w=way, n=name: check_case(options, cases, w, n))
        if options.names:
            continue
        tally.check(f"{way}: paths", lambda w=way: check_paths(options, paths, w))
        for name in ("directory_and_link", "file_and_link", "directory_that_moves"):
            tally.check(f"{way}: race {name}", lambda w=way, n=name: check_race(options, races, w, n))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
