#!/usr/bin/env python3
"""Compares how many machine instructions each instruction becomes with a table.

    check_instruction_code.py PROGRAM TABLE            exit 1 and a line for each number that has grown
    check_instruction_code.py PROGRAM TABLE --update   writes the table anew

The table's head names the features whose instructions it lists and the targets, a column each. A library call counts as a
hundred. The numbers are bounds: code that gets shorter is no failure.
"""
import argparse
import subprocess
import sys


def read_table(path):
    """(lines of the head, features, targets, numbers by instruction)."""
    head, features, targets, numbers = [], "", [], {}
    with open(path, encoding="utf-8") as file:
        for line in file.read().splitlines():
            if not line.startswith("#"):
                words = line.split()
                numbers[words[0]] = [int(word) for word in words[1:]]
                continue
            head.append(line)
            key, _, value = line[1:].strip().partition(": ")
            if key == "features":
                features = value
            elif key == "targets":
                targets = value.split()
    return head, features, targets, numbers


def grown(name, present, bounds, targets):
    if bounds is None:
        yield f"{name} is not in the table"
        return
    for count, bound, target in zip(present, bounds, targets):
        if count > bound:
            yield f"{name} on {target}: {count} instructions instead of {bound}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("table")
    parser.add_argument("--update", action="store_true", help="write the table anew")
    options = parser.parse_args()
    head, features, targets, bounds = read_table(options.table)
    text = subprocess.run([options.program, features, *targets], check=True, stdout=subprocess.PIPE).stdout.decode()
    if options.update:
        with open(options.table, "w", encoding="utf-8") as file:
            file.write("\n".join(head) + "\n" + text)
        return 0
    present = {line.split()[0]: [int(word) for word in line.split()[1:]] for line in text.splitlines()}
    problems = [problem for name, counts in present.items()
                for problem in grown(name, counts, bounds.get(name), targets)]
    print("\n".join(problems) or f"{len(present)} instructions on {len(targets)} targets")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
