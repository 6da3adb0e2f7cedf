#!/usr/bin/env python3
"""Prints `group/name size-of-code` for each module folder of the corpora, for meson to make a test of each."""
import json
import os
import sys

GROUPS = ("modules", "bench")


def main(corpora):
    for group in GROUPS:
        folder = os.path.join(corpora, group)
        if not os.path.isdir(folder):
            continue
        for name in sorted(os.listdir(folder)):
            description = os.path.join(folder, name, "cmd.json")
            if os.path.isfile(description):
                with open(description, encoding="utf-8") as file:
                    print(f"{group}/{name} {json.load(file)['code_bytes']}")


if __name__ == "__main__":
    main(sys.argv[1])
