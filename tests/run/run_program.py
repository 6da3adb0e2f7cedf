#!/usr/bin/env python3
"""Builds one of our own small programs, compiles it at each level and checks the runs that its header comments list.

The comments stand at the beginning of a line, behind `;;` (.wat) or `//` (.c, .cpp):
    RUN: [options of wasmload] [arguments]   begins a run; %t is a folder, fresh for each level; quoting as in a shell
    STDIN: line                              a line of its input (none: empty)
    STDOUT: line                             a line that it prints; --update rewrites these
    EXIT: code                               its exit code (none: 0)
    STDERR: regex                            found in what it prints to stderr (none: stderr is empty)
    TRAP: kind [in function [at instruction[#n]]]
                                             it traps: exit code 134, and the report names kind, function and the offset of
                                             the n-th such instruction (the first if no n is given) as wasm-objdump has it
    PRELOAD: name=file                       for all runs: this other program is instantiated before, under that name
    FLAGS: options                           for wat2wasm or clang
"""
import argparse
import os
import re
import shlex
import shutil
import sys
import tempfile

from support import (Failure, Tally, TRAP_EXIT, add_tool_options, compile_once, expect_bytes, expect_exit, indent, run,
                     run_checked)

DIRECTIVE = re.compile(r"^(?:;;|//) (RUN|STDIN|STDOUT|EXIT|STDERR|TRAP|PRELOAD|FLAGS):(?: (.*))?$")
OPTIONS_WITH_VALUE = ("--invoke", "--dir", "--env", "--argv0", "--args", "--preload", "--stack-size", "--stdin", "--stdout", "--stderr",
                      "--tcp-listen", "--max-files", "--random-seed", "--clock")

# What turns each kind of source into a module.
BUILDERS = {
    ".wat": ["wat2wasm", "--debug-names"],
    ".c": ["clang-22", "--target=wasm32-wasi", "-O2", "-Wall", "--no-wasm-opt"],
    ".cpp": ["clang++-22", "--target=wasm32-wasi", "-O2", "-Wall", "-std=c++20", "-fno-exceptions", "--no-wasm-opt"],
}
DISASSEMBLER = "wasm-objdump"


class Run:
    """One RUN line and what belongs to it."""

    def __init__(self, line, arguments):
        self.line = line
        self.arguments = arguments
        self.stdin = []
        self.stdout = []
        self.stderr = []
        self.exit = 0
        self.trap = None

    def split_arguments(self, folder):
        """(options of wasmload, arguments of the program)."""
        words = [word.replace("%t", folder) for word in shlex.split(self.arguments)]
        count = 0
        while count < len(words) and words[count].startswith("--"):
            count += 2 if words[count] in OPTIONS_WITH_VALUE else 1
        return words[:count], words[count:]


class Program:
    """A source file and its comments."""

    def __init__(self, path):
        self.path = path
        self.runs = []
        self.preloads = []
        self.flags = []
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                match = DIRECTIVE.match(line.rstrip("\n"))
                if match:
                    self.add(number, match[1], match[2] or "")

    def add(self, line, directive, text):
        if directive == "RUN":
            self.runs.append(Run(line, text))
        elif directive == "PRELOAD":
            self.preloads.append(text.split("=", 1))
        elif directive == "FLAGS":
            self.flags += shlex.split(text)
        elif not self.runs:
            raise SystemExit(f"{self.path}:{line}: {directive} before the first RUN")
        elif directive == "EXIT":
            self.runs[-1].exit = int(text)
        elif directive == "TRAP":
            self.runs[-1].trap = text
        else:
            getattr(self.runs[-1], directive.lower()).append(text)

    def needs(self):
        """The programs that building it and checking its traps takes."""
        names = [BUILDERS[os.path.splitext(self.path)[1]][0]]
        return names + ([DISASSEMBLER] if any(run.trap for run in self.runs) else [])


def build(program, folder):
    """The path of the module made from a source; programs that are modules already are used as they are."""
    name, ending = os.path.splitext(os.path.basename(program.path))
    wasm = os.path.join(folder, name + ".wasm")
    run_checked([*BUILDERS[ending], *program.flags, program.path, "-o", wasm])
    return wasm


def instructions(wasm):
    """Yields (function index, function name, offset in the module, instruction) from the disassembly."""
    text = run_checked([DISASSEMBLER, "-d", wasm]).stdout.decode()
    function = None
    for line in text.splitlines():
        head = re.match(r"^[0-9a-f]+ func\[(\d+)\](?: <(.*)>)?:$", line)
        if head:
            function = (int(head[1]), head[2])
            continue
        instruction = re.match(r"^ ([0-9a-f]+):[ 0-9a-f]*\| +(\S+)", line)
        if instruction and function:
            yield (*function, int(instruction[1], 16), instruction[2])


def trap_report(wasm, trap):
    """A regular expression for what wasmload prints about a trap given as `kind [in function [at instruction[#n]]]`."""
    kind, _, place = trap.partition(" in ")
    report = "^wasmload: trap: " + re.escape(kind) + "$"
    if not place:
        return report
    name, _, instruction = place.partition(" at ")
    opcode, _, number = instruction.partition("#")
    body = [entry for entry in instructions(wasm) if entry[1] == name]
    found = [entry for entry in body if not opcode or entry[3] == opcode][int(number or 1) - 1:]
    if not found:
        raise Failure(f"  {trap}: the disassembly has no such place")
    index, _, offset, _ = found[0]
    where = rf'\n  in function {index} "{re.escape(name)}", wasm offset 0x'
    return report[:-1] + where + (rf"0*{offset:x}\b" if opcode else "[0-9a-f]+")


def check_stderr(case, wasm, stderr):
    text = stderr.decode("utf-8", "replace")
    patterns = case.stderr + ([trap_report(wasm, case.trap)] if case.trap else [])
    if not patterns and text:
        raise Failure(f"  nothing expected on stderr, got:\n{indent(stderr)}")
    for pattern in patterns:
        if not re.search(pattern, text, re.MULTILINE):
            raise Failure(f"  /{pattern}/ expected on stderr, got:\n{indent(stderr)}")


def lines(texts):
    return "".join(text + "\n" for text in texts).encode()


class Runner:
    """Runs a program's cases at one level."""

    def __init__(self, options, program, folder, level):
        self.options = options
        self.program = program
        self.level = level
        self.scratch = os.path.join(folder, f"scratch-O{level}")
        os.mkdir(self.scratch)
        self.wasm = build(program, folder)
        self.artifact = self.compile(program.path, self.wasm)
        self.preloads = []
        for name, file in program.preloads:
            other = Program(os.path.join(os.path.dirname(program.path), file))
            self.preloads += ["--preload", f"{name}={self.compile(other.path, build(other, folder))}"]

    def compile(self, source, wasm):
        return compile_once(self.options, wasm, os.path.basename(source), self.level)

    def outcome(self, case):
        loader_options, arguments = case.split_arguments(self.scratch)
        command = [self.options.wasmload, *self.preloads, *loader_options, self.artifact, *arguments]
        return run(command, lines(case.stdin), cwd=self.scratch)

    def check(self, case):
        result = self.outcome(case)
        expect_exit(TRAP_EXIT if case.trap else case.exit, result)
        expect_bytes("stdout", lines(case.stdout), result.stdout)
        check_stderr(case, self.wasm, result.stderr)


def check_program(options, program, tally):
    name = os.path.basename(program.path)
    missing = [tool for tool in program.needs() if shutil.which(tool) is None]
    if missing:
        tally.skip(name, f"{', '.join(missing)} not installed")
        return
    for level in options.levels.split(","):
        with tempfile.TemporaryDirectory() as folder:
            runner = None

            def compile_step():
                nonlocal runner
                runner = Runner(options, program, folder, level)

            tally.check(f"{name} -O{level}: compiles", compile_step)
            for case in program.runs if runner else []:
                tally.check(f"{name}:{case.line} -O{level}", lambda c=case: runner.check(c))


def updated_lines(source, printed):
    """The source's lines with each run's STDOUT lines replaced, where they stood or else behind their RUN line."""
    run_line, pending = 0, []
    for number, line in enumerate(source, 1):
        match = DIRECTIVE.match(line)
        if match and match[1] == "RUN":
            run_line, pending = number, printed[number]
        if not match or match[1] != "STDOUT":
            yield line
        if match and (match[1] == "STDOUT" or match[1] == "RUN" and not has_stdout(source, run_line)):
            yield from (f"{line[:2]} STDOUT: {text}".rstrip() for text in pending)
            pending = []


def has_stdout(source, run_line):
    """Whether the run that begins at this line (from 1) has STDOUT lines."""
    for line in source[run_line:]:
        match = DIRECTIVE.match(line)
        if match and match[1] in ("RUN", "STDOUT"):
            return match[1] == "STDOUT"
    return False


def update(options, program):
    """Rewrites the STDOUT lines of every run with what the first level prints."""
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(options, program, folder, options.levels.split(",")[0])
        printed = {case.line: runner.outcome(case).stdout.decode().splitlines() for case in program.runs}
    with open(program.path, encoding="utf-8") as file:
        source = file.read().splitlines()
    with open(program.path, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in updated_lines(source, printed))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_tool_options(parser)
    parser.add_argument("--update", action="store_true", help="rewrite the STDOUT lines instead of checking")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    programs = [Program(path) for path in options.files]
    if options.update:
        for program in programs:
            update(options, program)
        return 0
    tally = Tally()
    for program in programs:
        check_program(options, program, tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
