"""expected_failures.txt: reading it, and writing it again after something has changed."""
import collections
import os
import re

LIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expected_failures.txt")
MODES = ("validating", "running")

Expectation = collections.namedtuple("Expectation", "what reason")


def parse_line(line):
    """(file, modes, Expectation) of a line that is not a comment."""
    words = re.split(r"\s+", line, maxsplit=3)
    if len(words) != 4 or words[1] not in (*MODES, "always") or words[2] not in ("fails", "skips"):
        raise SystemExit(f"{LIST}: malformed: {line}")
    return words[0], MODES if words[1] == "always" else (words[1],), Expectation(words[2], words[3])


def read_lines():
    with open(LIST, encoding="utf-8") as file:
        return file.read().splitlines()


def read_all():
    """{(file, mode): Expectation}"""
    parsed = [parse_line(line) for line in read_lines() if line and not line.startswith("#")]
    return {(name, mode): expectation for name, modes, expectation in parsed for mode in modes}


def read(mode):
    """{file: Expectation} for a mode."""
    return {name: expectation for (name, its_mode), expectation in read_all().items() if its_mode == mode}


def merged(expectations):
    """(file, "always" or mode, Expectation) for each line to write."""
    for name in sorted({name for name, _ in expectations}):
        found = [(mode, expectations[name, mode]) for mode in MODES if (name, mode) in expectations]
        if len(found) == len(MODES) and found[0][1] == found[1][1]:
            found = [("always", found[0][1])]
        yield from ((name, mode, expectation) for mode, expectation in found)


def update(mode, outcomes):
    """Makes the list say of these files what has come out: {file: Expectation, or None if it passes}. The reason of a
    failure stays, and is to be written by hand if there is none."""
    expectations = read_all()
    for name, outcome in outcomes.items():
        old = expectations.pop((name, mode), None)
        if outcome and outcome.what == "fails":
            outcome = old if old and old.what == "fails" else Expectation("fails", "?")
        if outcome:
            expectations[name, mode] = outcome
    lines = list(merged(expectations))
    width = max(len(name) for name, _, _ in lines)
    comment = [line for line in read_lines() if line.startswith("#")]
    with open(LIST, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in comment + [""])
        for name, when, expectation in lines:
            file.write(f"{name:{width}}  {when:10}  {expectation.what}  {expectation.reason}\n")
