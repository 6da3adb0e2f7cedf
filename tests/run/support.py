"""What the test drivers of this folder share: counting, compiling once, running, showing a difference."""
import difflib
import hashlib
import os
import shutil
import subprocess

COMPILE_SECONDS = 3600
RUN_SECONDS = 900
ALL_SKIPPED = 77  # meson's exit code for a skipped test
TRAP_EXIT = 134
DIFF_LINES = 30


class Failure(Exception):
    """A test that did not hold; the text says why."""


class Tally:
    """Counts results, prints each and in the end the line that tools/test.sh adds up."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, name, test):
        """Runs test() and records whether it raised Failure."""
        try:
            test()
        except Failure as failure:
            self.failed += 1
            print(f"FAIL {name}\n{failure}", flush=True)
            return
        self.passed += 1
        print(f"PASS {name}", flush=True)

    def skip(self, name, why):
        self.skipped += 1
        print(f"SKIP {name}: {why}", flush=True)

    def finish(self):
        """Prints the sum; returns the exit code for the driver."""
        print(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        if self.failed:
            return 1
        return 0 if self.passed else ALL_SKIPPED


def add_tool_options(parser):
    """The options that every driver has."""
    parser.add_argument("--wasmc", required=True, type=os.path.abspath, help="the compiler")
    parser.add_argument("--wasmload", required=True, type=os.path.abspath, help="the loader")
    parser.add_argument("--cache", required=True, type=os.path.abspath,
                        help="folder for artifacts; they are made again when compiler or module change")
    parser.add_argument("-O", dest="levels", default="2", help="optimisation levels, separated by commas")
    parser.add_argument("--compile-option", dest="compile_options", action="append", default=[],
                        help="an option that wasmc compile gets as well")
    parser.add_argument("-j", dest="jobs", default="1", help="threads of the compiler")


def run(command, stdin=b"", cwd=None, seconds=RUN_SECONDS):
    """Runs a program to its end with the given input; a run over time is a Failure."""
    try:
        return subprocess.run(command, input=stdin, cwd=cwd, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise Failure(f"  over {seconds} s: {' '.join(command)}") from None


def run_checked(command, seconds=RUN_SECONDS):
    """Runs a program that must succeed."""
    result = run(command, seconds=seconds)
    if result.returncode != 0:
        raise Failure(f"  exit code {result.returncode}: {' '.join(command)}\n{indent(result.stderr)}")
    return result


def file_hash(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fresh_copy(folder, target, ignored=()):
    """Copies inputs, writable whatever the corpus's permissions are; programs write there. Returns the target."""
    shutil.copytree(folder, target, symlinks=True, ignore=shutil.ignore_patterns(*ignored))
    for path, _, names in os.walk(target):
        os.chmod(path, 0o755)
        for name in names:
            file = os.path.join(path, name)
            if not os.path.islink(file):
                os.chmod(file, os.stat(file).st_mode | 0o600)
    return target


def compiler_hash(wasmc):
    """Of wasmc and of the program that compiles for it, which is beside it in a build folder."""
    beside = os.path.join(os.path.dirname(wasmc), "wasmc-llvm")
    return " ".join(file_hash(path) for path in (wasmc, beside) if os.path.exists(path))


def compile_once(options, wasm, name, level):
    """Compiles a module at a level unless the cache holds what this compiler made of it; returns the artifact's path."""
    os.makedirs(options.cache, exist_ok=True)
    artifact = os.path.join(options.cache, "".join([name, f"-O{level}", *options.compile_options, ".cwasm"]))
    key_file = artifact + ".key"
    key = f"{compiler_hash(options.wasmc)} {file_hash(wasm)}"
    if os.path.exists(artifact) and os.path.exists(key_file):
        with open(key_file, encoding="ascii") as file:
            if file.read() == key:
                return artifact
    run_checked([options.wasmc, "compile", f"-O{level}", *options.compile_options, "-j", options.jobs, wasm, "-o", artifact],
                COMPILE_SECONDS)
    with open(key_file, "w", encoding="ascii") as file:
        file.write(key)
    return artifact


def indent(data):
    """Output of a program, shortened and set in by two spaces."""
    lines = data.decode("utf-8", "replace").splitlines()
    shown = lines[:DIFF_LINES] + ([f"... {len(lines) - DIFF_LINES} more lines"] if len(lines) > DIFF_LINES else [])
    return "\n".join("  " + line[:300] for line in shown)


def difference(what, expected, actual):
    """Lines that show where two byte strings differ."""
    at = next((i for i, (a, b) in enumerate(zip(expected, actual)) if a != b), min(len(expected), len(actual)))
    head = f"  {what} differs at byte {at}; {len(expected)} bytes expected, {len(actual)} bytes written"
    lines = difflib.unified_diff(
        expected.decode("utf-8", "backslashreplace").splitlines(),
        actual.decode("utf-8", "backslashreplace").splitlines(),
        "expected", "actual", lineterm="", n=2)
    return "\n".join([head, indent("\n".join(lines).encode())])


def expect_bytes(what, expected, actual):
    if expected != actual:
        raise Failure(difference(what, expected, actual))


def expect_exit(expected, result):
    if result.returncode != expected:
        raise Failure(f"  exit code {expected} expected, got {result.returncode}; stderr:\n{indent(result.stderr)}")
