#!/usr/bin/env python3
"""Checks that the documents of spec/ say what the compiler's tables say.

    check_documents.py ROOT            exit 1 and a line for each document that is not current
    check_documents.py ROOT --update   writes those that are generated anew
"""
import argparse
import os
import sys

import abi
import cwasm
import limits
import obstacles
import opcodes
import proposals
import wasi

GENERATED = {"cwasm.md": cwasm.generate, "opcodes.md": opcodes.generate, "proposals.md": proposals.generate,
             "json.md": obstacles.generate}


def read(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", help="the source tree")
    parser.add_argument("--update", action="store_true", help="write the generated documents anew")
    options = parser.parse_args()
    wrong = abi.differences(options.root) + limits.differences(options.root) + wasi.differences(options.root)
    for name, generate in GENERATED.items():
        path = os.path.join(options.root, "spec", name)
        text = generate(options.root)
        if options.update:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        elif read(path) != text:
            wrong.append(f"spec/{name} is not what the tables give: run tests/documents/check_documents.py . --update")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
