#!/usr/bin/env python3
"""Runs the scripts of a group with wasmc-wast and compares what fails and what is skipped with expected_failures.txt.

Passes if the files that fail are those that are listed as failing, and those in which something is skipped are those that
are listed as skipping. So a file that has begun to pass must leave the list: --update writes it again. Prints the number
of files and assertions, and last the line that tools/test.sh adds up; what fails in a listed file counts as skipped.
"""
import argparse
import collections
import os
import re
import subprocess
import sys

import expectations
from groups import COMMENTS, GROUPS

ALL_SKIPPED = 77  # meson's exit code for a skipped test
SECONDS = 1500
FILE_LINE = re.compile(r"^(?P<path>.*\.wast): (\d+) passed, (\d+) failed, (\d+) skipped(?: \((.*)\))?$")
MESSAGES_LINE = re.compile(r"^all\s.*\s(\d+) of (\d+)$")
NOTE_LINE = re.compile(r"^(?P<path>.*\.wast):\d+: ")

FileResult = collections.namedtuple("FileResult", "passed failed skipped reasons notes")


def scripts_of(options, group):
    """The group's files that exist: those in its folder alone if other groups lie below, else all below it."""
    folder = os.path.join(options.corpora, group.folder)
    others = [os.path.join(options.corpora, other.folder) for other in GROUPS.values() if other is not group]
    found = []
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders
                            if not any(other.startswith(os.path.join(path, name)) for other in others))
        found += sorted(os.path.join(path, name) for name in files if name.endswith(".wast"))
    return [path for path in found if not options.only or os.path.basename(path) in options.only]


def file_options(path):
    """Options that a script asks for in its own comments, as wasmtime's and wasm-tools' do."""
    with open(path, "rb") as file:
        text = b"\n" + file.read()
    return [option for comment, options in COMMENTS.items() if b"\n" + comment in text for option in options]


def run_scripts(options, group, scripts):
    """The lines that the runner prints about the scripts, which it takes in sets with the same options."""
    mode = ["--validate-only", "--round-trip"] if options.validate_only else [f"-O{options.level}", f"--memory={options.memory}"]
    mode += [f"--cpu={options.cpu}"] if options.cpu else []
    sets = collections.defaultdict(list)
    for script in scripts:
        sets[tuple(file_options(script))].append(script)
    lines = []
    for extra, files in sets.items():
        command = [options.runner, *mode, *group.options, *extra, "-j", options.jobs, "--files", *files]
        result = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        if result.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(command[:8])} ...: exit code {result.returncode}\n{result.stderr.decode()}")
        lines += result.stdout.decode("utf-8", "replace").splitlines()
    return lines


def results_by_file(options, lines):
    """{file, relative to the corpora: FileResult}."""
    results, notes = {}, collections.defaultdict(list)
    for line in lines:
        counts, note = FILE_LINE.match(line), NOTE_LINE.match(line)
        if counts:
            name = os.path.relpath(counts["path"], options.corpora)
            passed, failed, skipped = (int(counts[i]) for i in (2, 3, 4))
            results[name] = FileResult(passed, failed, skipped, counts[5] or "", notes[counts["path"]])
        elif note:
            notes[note["path"]].append(line)
    return results


def check_messages(group, lines):
    """How many failures it is that too few messages begin as the scripts expect."""
    found = [MESSAGES_LINE.match(line) for line in lines]
    right, all_of_them = (sum(int(match[i]) for match in found if match) for i in (1, 2))
    print(f"{right} of {all_of_them} messages as expected")
    if right >= group.messages * all_of_them:
        return 0
    print(f"FAIL: at least {group.messages:.0%} of them have to be")
    return 1


def outcome(result):
    return "fails" if result.failed else "skips" if result.skipped else "passes"


def judge(name, result, expected):
    """(failures, skipped) that a file counts for."""
    wanted = expected.get(name) or expectations.Expectation("passes", "it is not listed")
    got = outcome(result)
    if got == wanted.what:
        return 0, result.failed + result.skipped
    detail = f" ({result.reasons})" if got == "skips" else ""
    print(f"FAIL {name}: {got}{detail}, but is expected to be one that {wanted.what} ({wanted.reason})")
    print("".join(f"  {note}\n" for note in result.notes[:30]), end="")
    return max(1, result.failed), result.skipped


def update(mode, results):
    outcomes = {name: expectations.Expectation(outcome(result), result.reasons) if result.failed or result.skipped else None
                for name, result in results.items()}
    expectations.update(mode, outcomes)


def check_group(options):
    """(passed, failed, skipped) of the group's scripts."""
    group = GROUPS[options.group]
    scripts = scripts_of(options, group)
    if not scripts:
        print(f"no scripts in {os.path.join(options.corpora, group.folder)}")
        return 0, 0, 1
    lines = run_scripts(options, group, scripts)
    results = results_by_file(options, lines)
    mode = "validating" if options.validate_only else "running"
    if options.update:
        update(mode, results)
    expected = expectations.read(mode)
    judged = [judge(name, result, expected) for name, result in results.items()]
    if len(results) != len(scripts):
        print(f"FAIL: {len(scripts)} scripts, but {len(results)} results")
        judged.append((1, 0))
    judged.append((check_messages(group, lines), 0))
    passed = sum(result.passed for result in results.values())
    failed, skipped = (sum(counts) for counts in zip(*judged))
    print(f"{len(results)} files, {passed + failed + skipped} assertions")
    return passed, failed, skipped


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runner", required=True, type=os.path.abspath, help="wasmc-wast")
    parser.add_argument("--corpora", required=True, type=os.path.abspath, help="the folder that has the corpora")
    parser.add_argument("--validate-only", action="store_true", help="run nothing")
    parser.add_argument("-O", dest="level", default="2", help="optimisation level")
    parser.add_argument("--memory", default="guard", help="memory strategy")
    parser.add_argument("--cpu", help="the CPU to compile for")
    parser.add_argument("-j", dest="jobs", default="1", help="scripts at a time")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only the files of these names")
    parser.add_argument("--update", action="store_true", help="write the list again, according to what comes out")
    parser.add_argument("group", choices=GROUPS)
    options = parser.parse_args()
    passed, failed, skipped = check_group(options)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    if failed:
        return 1
    return 0 if passed else ALL_SKIPPED


if __name__ == "__main__":
    sys.exit(main())
