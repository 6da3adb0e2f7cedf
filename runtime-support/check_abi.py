#!/usr/bin/env python3
"""Checks that the contract between compiled code and loader is the one that its number stands for.

    check_abi.py            exit 1 with what to do if the headers and tables have changed and abi_version has not
    check_abi.py --stamp F  the same for the build: writes the file F if all is well
    check_abi.py --record   records the present contract under abi_version, a number that is new, and new rows of tables
    check_abi.py --self-test

abi_record.txt holds, for each number, a digest of the files in CONTRACT. Comments and white space don't count, nor do the
numbers abi_version and oldest_abi themselves. Of the tables in GROWING it holds the rows: artifacts name by a number what
they use of them, and loaders refuse numbers that they don't know. So rows may be added without a new ABI, but none may
change or go.
"""
import argparse
import hashlib
import os
import re
import sys
import tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))
RECORD = "abi_record.txt"
CONTRACT = ("builtins.def", "code_image.h", "memory_strategy.h", "traps.def", "traps.h", "value.h", "vmctx.h")
GROWING = ("cpu_features.def", "library.def")
NOT_OF_THE_CONTRACT = ("cpu_features.h", "linked_module.h")  # names for the rows of a table; of objects, not of artifacts

# Comments, string and character literals, names and numbers, single characters.
TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|[A-Za-z_0-9]+|\S', re.DOTALL)
VERSION = re.compile(r"\babi_version = (\d+) ;")


def tokens(text):
    return [token for token in TOKEN.findall(text) if not token.startswith(("//", "/*"))]


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.read()


def contract_digest(folder):
    """Of the tokens of all files, one file after the other."""
    digest = hashlib.sha256()
    for name in CONTRACT:
        text = " ".join(tokens(read(folder, name)))
        text = re.sub(r"(\b(?:abi_version|oldest_abi) =) \d+", r"\1 N", text)
        digest.update(f"{name}\n{text}\n".encode())
    return digest.hexdigest()


def table_rows(folder):
    """The rows of the growing tables, each as `file: TABLE(1, name)`."""
    rows = []
    for name in GROWING:
        text = " ".join(tokens(read(folder, name)))
        rows += [f"{name}: " + row.replace(" ", "").replace(",", ", ") for row in re.findall(r"[A-Z_]+ \( [^)]* \)", text)]
    return rows


def current_version(folder):
    return int(VERSION.search(" ".join(tokens(read(folder, "vmctx.h"))))[1])


def read_record(folder):
    """The digests by number, and the rows."""
    digests, rows = {}, []
    for line in read(folder, RECORD).splitlines():
        if line.startswith("abi "):
            _, number, digest = line.split()
            digests[int(number)] = digest
        elif line and not line.startswith("#"):
            rows.append(line)
    return digests, rows


def unlisted_files(folder):
    known = CONTRACT + GROWING + NOT_OF_THE_CONTRACT
    return [name for name in sorted(os.listdir(folder)) if name.endswith((".h", ".def")) and name not in known]


def problems(folder):
    """What is wrong, a text for each; none if the contract is the one that is recorded."""
    digests, rows = read_record(folder)
    version, digest, present = current_version(folder), contract_digest(folder), table_rows(folder)
    found = []
    if version not in digests:
        found.append(f"abi_version is {version}, a number that is not recorded yet:\n"
                     "  run runtime-support/check_abi.py --record and commit abi_record.txt with the change")
    elif digests[version] != digest:
        found.append(f"the contract between compiled code and loader has changed, but abi_version is still {version}:\n"
                     "  1. add 1 to abi_version in runtime-support/vmctx.h; if code compiled for the old contract can't run "
                     "any more,\n     set oldest_abi beside it to the same number\n"
                     "  2. say in spec/abi.md what has changed\n"
                     "  3. run runtime-support/check_abi.py --record\n"
                     "  4. when it builds, run tests/golden/golden.py make, and commit what it makes\n"
                     "  A change of comments or white space alone needs nothing of this.")
    found += [f"a row that artifacts rely on has changed or gone; give what is new a number of its own:\n  {row}"
              for row in rows if row not in present]
    found += [f"a new row is not recorded: run runtime-support/check_abi.py --record\n  {row}"
              for row in present if row not in rows]
    found += [f"runtime-support/{name} is new: list it in check_abi.py, as CONTRACT if compiled code depends on it"
              for name in unlisted_files(folder)]
    return found


def record(folder):
    """Adds what is new; refuses to change what is there."""
    digests, rows = read_record(folder)
    version, digest, present = current_version(folder), contract_digest(folder), table_rows(folder)
    changed = version in digests and digests[version] != digest
    if changed or any(row not in present for row in rows):
        return problems(folder)
    with open(os.path.join(folder, RECORD), "a", encoding="utf-8") as file:
        if version not in digests:
            file.write(f"abi {version} {digest}\n")
        file.writelines(f"{row}\n" for row in present if row not in rows)
    return []


GOOD = {
    "vmctx.h": "constexpr uint32_t abi_version = 2;\nconstexpr uint32_t oldest_abi = 1;\nstruct A { int b; };  // c\n",
    "library.def": "// LIBRARY(id, name)\nLIBRARY(1, memcpy)\nLIBRARY(2, memmove)\n",
}

# Each: the file, its new text, and what is said first, or nothing.
CHANGES = [
    ("vmctx.h", "/* d */ constexpr uint32_t abi_version=2; constexpr uint32_t oldest_abi = 2; struct A{int b;};", None),
    ("vmctx.h", GOOD["vmctx.h"].replace("int b", "long b"), "has changed, but abi_version is still 2"),
    ("vmctx.h", GOOD["vmctx.h"].replace("int b", "int\"//\"b"), "has changed, but abi_version is still 2"),
    ("vmctx.h", GOOD["vmctx.h"].replace("= 2", "= 3"), "not recorded yet"),
    ("value.h", "int v;", "has changed, but abi_version is still 2"),
    ("library.def", GOOD["library.def"] + "LIBRARY( 3,\n memset)\n", "LIBRARY(3, memset)"),
    ("library.def", GOOD["library.def"].replace("2", "3"), "has changed or gone"),
    ("library.def", "// nothing\n", "has changed or gone"),
    ("other.h", "", "list it in check_abi.py"),
]


def write_tree(folder, files):
    for name in CONTRACT + GROWING + (RECORD,):
        files.setdefault(name, "")
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)


def check_change(file, text, expected):
    """Whether a tree that is recorded and then changed is judged as expected."""
    with tempfile.TemporaryDirectory() as folder:
        write_tree(folder, dict(GOOD))
        if record(folder) or problems(folder):
            return False
        with open(os.path.join(folder, file), "w", encoding="utf-8") as out:
            out.write(text)
        found = problems(folder)
        return expected in found[0] if expected else not found


def self_test():
    wrong = [change for change in CHANGES if not check_change(*change)]
    for file, text, expected in wrong:
        print(f"{file} changed to\n{text}\nexpected: {expected}")
    print(f"{len(CHANGES) - len(wrong)} passed, {len(wrong)} failed, 0 skipped")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stamp", metavar="FILE")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    if options.self_test:
        return self_test()
    found = record(FOLDER) if options.record else problems(FOLDER)
    for text in found:
        print(f"check_abi.py: {text}", file=sys.stderr)
    if found:
        return 1
    if options.stamp:
        with open(options.stamp, "w", encoding="utf-8") as file:
            file.write(f"{current_version(FOLDER)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
