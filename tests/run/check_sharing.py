#!/usr/bin/env python3
"""Shows in /proc/PID/smaps that processes which run the same artifact in the fast layout share its code, that they are not
disturbed when the file is replaced, and that a file which somebody shortens under them ends them by SIGBUS, no worse.

    check_sharing.py --wasmc WASMC --wasmload WASMLOAD
"""
import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile

from support import Failure, Tally, run_checked

# Waits for its input to end, prints a line, and returns. The function after is there for the size of the code alone.
PROGRAM = """(module
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "ready\\n")
  (data (i32.const 32) "done!\\n")
  (func $print (param i32)
    (i32.store (i32.const 0) (local.get 0)) (i32.store (i32.const 4) (i32.const 6))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
  (func (export "_start")
    (call $print (i32.const 16))
    (i32.store (i32.const 0) (i32.const 64)) (i32.store (i32.const 4) (i32.const 1))
    (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (call $print (i32.const 32)))
  %s)
"""
FILLER = '(func (export "f%d") (param i64) (result i64) %s)'
STEPS = "(local.set 0 (i64.mul (i64.rotl (local.get 0) (i64.const %d)) (i64.const %d)))"
RANGE = re.compile(r"^[0-9a-f]+-[0-9a-f]+ (\S+) ")


def write_program(path):
    filler = [FILLER % (i, "".join(STEPS % (j % 63, 0x1234567 * (i + j)) for j in range(60)) + "(local.get 0)") for i in range(60)]
    with open(path, "w", encoding="utf-8") as file:
        file.write(PROGRAM % "\n".join(filler))


class Waiting:
    """A process that runs the artifact and waits for its input to end."""

    def __init__(self, wasmload, artifact):
        self.process = subprocess.Popen([wasmload, artifact], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        if self.process.stdout.readline() != b"ready\n":
            raise Failure("  the program does not run: " + self.process.communicate()[1].decode())

    def code_pages(self, artifact):
        """What smaps says of the executable pages of the artifact, in KiB."""
        pages, counting = {}, False
        with open(f"/proc/{self.process.pid}/smaps", encoding="utf-8") as smaps:
            for line in smaps:
                mapped = RANGE.match(line)
                if mapped:
                    counting = "x" in mapped[1] and line.rstrip().endswith(artifact)
                elif counting and line.endswith("kB\n"):
                    name, value = line.split()[:2]
                    pages[name.rstrip(":")] = pages.get(name.rstrip(":"), 0) + int(value)
        return pages

    def end(self):
        output, errors = self.process.communicate()
        return self.process.returncode, output, errors


def check_shared(options, artifact):
    both = [Waiting(options.wasmload, artifact) for _ in range(2)]
    for waiting in both:
        pages = waiting.code_pages(artifact)
        print(f"  code: {pages}" if options.verbose else f"  code: {pages.get('Rss')} KiB resident, {pages.get('Shared_Clean')} "
              f"shared, {pages.get('Pss')} in proportion")
        if not pages or pages["Shared_Clean"] == 0 or pages["Shared_Clean"] != pages["Rss"] or pages["Private_Dirty"] != 0:
            raise Failure(f"  the code is not shared: {pages}")
    for waiting in both:
        if waiting.end() != (0, b"done!\n", b""):
            raise Failure("  the program fails")


def check_replaced(options, artifact):
    waiting = Waiting(options.wasmload, artifact)
    run_checked([options.wasmc, "pack", artifact])
    run_checked([options.wasmc, "unpack", artifact])
    if waiting.end() != (0, b"done!\n", b""):
        raise Failure("  replacing the file disturbs who runs it")


def check_shortened(options, artifact):
    waiting = Waiting(options.wasmload, artifact)
    os.truncate(artifact, 0)
    code, output, _ = waiting.end()
    if code != -signal.SIGBUS or output:
        raise Failure(f"  exit code {code}, output {output}: SIGBUS was to be expected")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wasmc", required=True, type=os.path.abspath)
    parser.add_argument("--wasmload", required=True, type=os.path.abspath)
    parser.add_argument("--verbose", action="store_true", help="print all that smaps says of the code")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        source, artifact = os.path.join(folder, "waits.wat"), os.path.join(folder, "waits.cwasm")
        write_program(source)
        run_checked([options.wasmc, "compile", "-O0", "--layout=fast", source, "-o", artifact])
        tally.check("code is shared", lambda: check_shared(options, artifact))
        tally.check("a file that is replaced", lambda: check_replaced(options, artifact))
        tally.check("a file that is shortened", lambda: check_shortened(options, artifact))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
