#!/usr/bin/env python3
"""Adds up the results in the test logs of build folders; prints what failed and, last, `N passed, N failed, N skipped`.

A test whose output ends in such a line of its own, or in doctest's, counts as that many; any other counts as one.
"""
import glob
import json
import os
import re
import sys

OWN_LINE = re.compile(r"^(\d+) passed, (\d+) failed, (\d+) skipped$", re.MULTILINE)
DOCTEST_LINE = re.compile(r"^\[doctest\] test cases: +\d+ \| +(\d+) passed \| +(\d+) failed(?: \| +(\d+) skipped)?", re.MULTILINE)


def counts(test):
    """(passed, failed, skipped) of one entry of a log."""
    found = OWN_LINE.findall(test.get("stdout") or "") or DOCTEST_LINE.findall(test.get("stdout") or "")
    passed, failed, skipped = (int(number or 0) for number in found[-1]) if found else (0, 0, 0)
    if test["result"] not in ("OK", "SKIP"):
        return passed, max(failed, 1), skipped
    if not found:
        return (1, 0, 0) if test["result"] == "OK" else (0, 0, 1)
    return passed, failed, skipped


def entries(build):
    """The tests in a build folder's log; none is an error."""
    logs = glob.glob(os.path.join(build, "meson-logs", "testlog*.json"))
    found = []
    for log in logs:
        with open(log, encoding="utf-8") as file:
            found += [json.loads(line) for line in file]
    return found


def main(builds):
    total = [0, 0, 0]
    for build in builds:
        tests = entries(build)
        if not tests:
            print(f"{build}: no test has run")
            total[1] += 1
        for test in tests:
            result = counts(test)
            total = [a + b for a, b in zip(total, result)]
            if result[1]:
                print(f"{os.path.basename(build)}: {test['name']}: {test['result']}, {result[1]} failed")
    print("{} passed, {} failed, {} skipped".format(*total))
    return 1 if total[1] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
