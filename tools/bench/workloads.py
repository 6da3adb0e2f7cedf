"""What is measured: our own programs, which have sources, and the benchmark modules of a corpus, which have expected output."""
import json
import lzma
import os
import re
import shutil

import programs

BENCH_LINES = re.compile(rb"^bench: (\d+) ns( of CPU time)?\n", re.MULTILINE)
RESULT = re.compile(rb"\Aresult: [0-9a-f]{16}\n\Z")
NOT_COMPILED = {"splay"}


class Workload:
    """A module to run, `_start` with the folder as `.`, and how right output is told from wrong."""

    def __init__(self, group, name, module, folder, source=None, expect=None):
        self.group = group
        self.name = name
        self.module = module
        self.folder = folder
        self.source = source
        self.expect = expect
        self.threads = 1  # for compiling it
        self.result = None

    def accepts(self, taken):
        """Whether a run gave what it should: the expected output, or of our own programs what the first run gave."""
        errors = BENCH_LINES.sub(b"", taken.stderr)
        if self.expect:
            return (taken.exit_code, taken.stdout, errors) == self.expect
        self.result = self.result or (RESULT.match(taken.stdout) and taken.stdout)
        return taken.exit_code == 0 and self.result and (taken.stdout, errors) == (self.result, b"")


def times(taken):
    """Nanoseconds between the marks: elapsed, and of the CPU if the engine tells."""
    found = {"cpu" if cpu else "wall": int(number) for number, cpu in BENCH_LINES.findall(taken.stderr)}
    return found if "wall" in found else None


def own_programs(temporary, names):
    """Our programs compiled to modules."""
    workloads = []
    for name, source in programs.sources().items():
        if not names or name in names:
            folder = os.path.join(temporary, "programs", name)
            os.makedirs(folder, exist_ok=True)
            module = programs.build_module(source, os.path.join(temporary, "programs", name + ".wasm"))
            workloads.append(Workload("programs", name, module, folder, source))
    return workloads


def read(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def of_corpus(corpora, temporary, names):
    """The modules of the folder `bench` of the corpora, each with a copy of its inputs."""
    workloads = []
    bench = os.path.join(corpora, "bench")
    for name in sorted(os.listdir(bench)) if os.path.isdir(bench) else []:
        source = os.path.join(bench, name)
        if name in NOT_COMPILED or names and name not in names or not os.path.exists(os.path.join(source, "cmd.json")):
            continue
        with open(os.path.join(source, "cmd.json"), encoding="utf-8") as file:
            description = json.load(file)
        folder = shutil.copytree(source, os.path.join(temporary, "corpus", name), dirs_exist_ok=True)
        expect = description["expect"]
        workloads.append(Workload("corpus", name, os.path.join(source, description["module"]), folder, expect=(
            expect["exit_code"], read(source, expect["stdout"]), read(source, expect["stderr"]))))
    return workloads


def hello(temporary):
    """A program that says hello: what is left is starting and stopping."""
    source = os.path.join(programs.HERE, "hello.c")
    folder = os.path.join(temporary, "hello")
    os.makedirs(folder, exist_ok=True)
    module = programs.build_module(source, os.path.join(folder, "hello.wasm"))
    return Workload("start", "hello", module, folder, source, (0, b"hello, world\n", b""))


def unpacked_module(corpora, name, temporary):
    """The path of a module of the corpora's folders `bench` or `modules` as .wasm, or None."""
    for group in ("bench", "modules"):
        path = os.path.join(corpora, group, name, "module.wasm")
        if os.path.exists(path):
            return path
        if os.path.exists(path + ".xz"):
            unpacked = os.path.join(temporary, name + ".wasm")
            with lzma.open(path + ".xz") as packed, open(unpacked, "wb") as file:
                shutil.copyfileobj(packed, file)
            return unpacked
    return None
