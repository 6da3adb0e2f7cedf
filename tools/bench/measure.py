"""Runs commands one after the other and says what each took: its exit, CPU and elapsed time, peak memory, and output.

A batch runs in a process of its own, this file as a script, which a prefix may start: one that takes a lock, pins to a core,
raises priority. All of a batch's runs then take place under the same conditions.
"""
import base64
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = 3600


class Taken:
    """What one run took: seconds, bytes; its output as bytes."""

    def __init__(self, record):
        self.exit_code = record["exit"]
        self.wall = record["wall"] / 1e9
        self.cpu = record["cpu"] / 1e6
        self.peak = record["peak"] * 1024
        self.stdout = base64.b64decode(record["stdout"])
        self.stderr = base64.b64decode(record["stderr"])


class Measurer:
    """Measures batches under a prefix, with the small program that starts the commands; it is built here."""

    def __init__(self, folder, prefix):
        self.prefix = prefix
        self.program = os.path.join(folder, "measure")
        subprocess.run(["clang-22", "-O2", os.path.join(HERE, "measure.c"), "-o", self.program], check=True)

    def run(self, commands, work):
        """A Taken for each command, in the folder `work`."""
        order = json.dumps({"program": self.program, "commands": commands, "work": work})
        worker = [*self.prefix, sys.executable, os.path.abspath(__file__)]
        done = subprocess.run(worker, input=order, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(worker)}: {done.stderr}")
        return [Taken(record) for record in json.loads(done.stdout)]


def run_one(program, command, work, report):
    done = subprocess.run([program, report, *command], cwd=work, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS,
                          check=True)
    with open(report, encoding="ascii") as file:
        code, wall, cpu, peak = (int(number) for number in file.read().split())
    return {"exit": code, "wall": wall, "cpu": cpu, "peak": peak,
            "stdout": base64.b64encode(done.stdout).decode(), "stderr": base64.b64encode(done.stderr).decode()}


def main():
    order = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report")
        json.dump([run_one(order["program"], command, order["work"], report) for command in order["commands"]], sys.stdout)


if __name__ == "__main__":
    main()
