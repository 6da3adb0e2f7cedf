#!/usr/bin/env python3
"""Checks that meson.build lists every test source of this folder and of ../malformed: one that is not would never run."""
import os
import sys

FOLDERS = ("", "../malformed")


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "meson.build"), encoding="utf-8") as file:
        listed = file.read()
    missing = [os.path.join(folder, name) for folder in FOLDERS for name in sorted(os.listdir(os.path.join(here, folder)))
               if name.endswith("_test.cpp") and f"'{os.path.join(folder, name)}'" not in listed]
    for name in missing:
        print(f"tests/unit/meson.build does not list {name}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
