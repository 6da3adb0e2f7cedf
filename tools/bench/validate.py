#!/usr/bin/env python3
"""Measures how fast modules are decoded and validated, beside wabt's wasm-validate and wasm-tools where they are found.

    validate.py --corpora FOLDER [--build BUILD] [--rounds N] [NAME...]

First the largest modules in FOLDER's subfolders (module.wasm or module.wasm.xz; NAMEs choose others) with each program in
turn, from start to exit: CPU time, medians over the rounds, and the most memory that a run held, as a multiple of the
module's size (less than this script holds itself, some 15 MB, is not seen). Then, within one process, modules of growing
size that repeat the function bodies of a small one: the time for a byte should stay the same.
"""
import argparse
import lzma
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
EMPTY_MODULE = b"\0asm\1\0\0\0"
LARGEST = 6
SIZES = [10_000, 100_000, 1_000_000, 10_000_000, 30_000_000]
FUNCTION_SECTION, CODE_SECTION = 3, 10


def programs(options):
    """Each validator as a command that a file's name is added to, all of them on one thread."""
    found = {"wasmc": [os.path.join(options.build, "tools", "wasmc"), "validate", "--enable-all", "-j1"]}
    for name, words in {"wasm-validate": ["--enable-all"], "wasm-tools": ["validate", "--features=all"]}.items():
        if shutil.which(name):
            found[name] = [name, *words]
        else:
            print(f"{name} is not installed: left out", file=sys.stderr)
    return found


def run(command):
    """CPU seconds and peak bytes of a program, or None if it does not accept the module."""
    environment = dict(os.environ, RAYON_NUM_THREADS="1")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return (usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024) if process.returncode == 0 else None


class Measured:
    """What each program took for one file, over the rounds."""

    def __init__(self, name, path):
        self.name = name
        self.path = path
        self.size = os.path.getsize(path)
        self.runs = {}

    def round(self, commands):
        for program, command in commands.items():
            self.runs.setdefault(program, []).append(run([*command, self.path]))

    def median(self, program, what):
        runs = self.runs[program]
        return statistics.median(run[what] for run in runs) if None not in runs else None


def speed(measured, program):
    seconds = measured.median(program, 0)
    return "refused" if seconds is None else f"{measured.size / 1e6 / seconds:.0f}"


def memory(measured, program):
    most = measured.median(program, 1)
    return "" if most is None else f"{most / measured.size:.2f}"


def table_row(cells):
    return "| " + " | ".join(cells) + " |"


def print_programs(measured, commands):
    print(table_row(["module", "MB", *(f"{name} MB/s" for name in commands), *(f"{name} memory / size" for name in commands)]))
    print(table_row(["---"] + ["--:"] * (1 + 2 * len(commands))))
    for module in measured:
        print(table_row([module.name, f"{module.size / 1e6:.1f}", *(speed(module, name) for name in commands),
                         *(memory(module, name) for name in commands)]))


def open_module(folder):
    path = os.path.join(folder, "module.wasm")
    return open(path, "rb") if os.path.exists(path) else lzma.open(path + ".xz")


def module_folders(corpora):
    for folder, _, names in sorted(os.walk(corpora)):
        if "module.wasm" in names or "module.wasm.xz" in names:
            yield folder


def unpack(source, path):
    """In a process of its own: a program's peak of memory begins with that of its parent, which should be small."""
    child = os.fork()
    if child == 0:
        with open_module(source) as packed, open(path, "wb") as file:
            shutil.copyfileobj(packed, file)
        os._exit(0)
    os.waitpid(child, 0)


def unpacked_modules(options, folder):
    """The chosen ones as files, the largest first."""
    modules = []
    for source in module_folders(options.corpora):
        name = os.path.basename(source)
        if options.names and name not in options.names:
            continue
        path = os.path.join(folder, name + ".wasm")
        unpack(source, path)
        modules.append(Measured(name, path))
    modules.sort(key=lambda module: -module.size)
    return modules if options.names else modules[:LARGEST]


def leb128(value):
    data = bytearray()
    while value >= 0x80:
        data.append(value & 0x7f | 0x80)
        value >>= 7
    return bytes(data + bytes([value]))


def read_leb128(data, position):
    value = shift = 0
    while True:
        byte = data[position]
        value |= (byte & 0x7f) << shift
        position += 1
        shift += 7
        if byte < 0x80:
            return value, position


def sections(module):
    position = len(EMPTY_MODULE)
    while position < len(module):
        size, contents = read_leb128(module, position + 1)
        yield module[position], module[contents:contents + size]
        position = contents + size


def grown(module, size):
    """The module without its custom sections, its functions repeated until it has about that size."""
    code = next(contents for number, contents in sections(module) if number == CODE_SECTION)
    times = max(1, size // len(code))
    result = bytearray(EMPTY_MODULE)
    for number, contents in sections(module):
        if number == 0:
            continue
        if number in (FUNCTION_SECTION, CODE_SECTION):
            count, begin = read_leb128(contents, 0)
            contents = leb128(count * times) + contents[begin:] * times
        result += bytes([number]) + leb128(len(contents)) + contents
    return bytes(result)


def print_growth(options, folder):
    source = next(source for source in module_folders(options.corpora) if os.path.basename(source) == options.base)
    with open_module(source) as file:
        base = file.read()
    print(f"\n{options.base} grown, in one process:\n")
    print(table_row(["KB", "MB/s", "ns a byte"]))
    print(table_row(["--:"] * 3))
    for size in SIZES:
        path = write(folder, f"{size}.wasm", grown(base, size))
        output = subprocess.run([os.path.join(options.build, "tools", "bench", "validate-speed"), path, "1"],
                                capture_output=True, check=True).stdout
        length, nanoseconds = (int(number) for number in output.split())
        print(table_row([f"{length / 1e3:.0f}", f"{length * 1e3 / nanoseconds:.0f}", f"{nanoseconds / length:.2f}"]), flush=True)


def write(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data)
    return path


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", default=os.path.join(ROOT, "..", "shared"), help="folder of folders of modules")
    parser.add_argument("--build", default=os.path.join(ROOT, "build", "release"),
                        help="build folder with wasmc and validate-speed (ninja tools/bench/validate-speed)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--base", default="shootout-heapsort", help="the module whose functions are repeated")
    parser.add_argument("names", nargs="*", help=f"modules (none: the {LARGEST} largest)")
    options = parser.parse_args()
    options.build = os.path.abspath(options.build)
    return options


def main():
    options = parse_options()
    commands = programs(options)
    with tempfile.TemporaryDirectory() as folder:
        modules = unpacked_modules(options, folder)
        for number in range(options.rounds):
            for module in modules:
                module.round(commands)
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
        print_programs(modules, commands)
        print_growth(options, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
