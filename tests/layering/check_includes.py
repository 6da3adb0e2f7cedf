#!/usr/bin/env python3
"""Reads the #include lines of every source file and reports those that cross a layer the wrong way.

    check_includes.py ROOT          exit 1 and one `file:line: what` for each violation
    check_includes.py --self-test   proves on made-up trees that each rule can fail
"""
import os
import re
import sys
import tempfile

# Which of our own layers each layer may include. spec/architecture.md draws the same table.
OWN_LAYERS = {
    "format": {"format"},
    "runtime-support": {"format", "runtime-support"},
    "loader": {"format", "runtime-support", "loader"},
    "compiler": {"format", "runtime-support", "compiler"},
    "tools": {"format", "runtime-support", "loader", "compiler", "tools"},
    "tests": {"format", "runtime-support", "loader", "compiler", "tools", "tests"},
}

# Which layers may include the headers of other projects; a project that is not listed is free.
FOREIGN_LAYERS = {
    "llvm": {"compiler", "tools", "tests"},
    "boost": {"tools"},
    "zstd": {"format"},
    "sodium": {"format"},
    "doctest": {"tests"},
}

# Headers that may include LLVM's: elsewhere that would spread LLVM into everything that includes them.
LLVM_HEADER_FOLDERS = ("compiler/translate/", "compiler/codegen/", "compiler/object/", "tests/")

SOURCE_ENDINGS = (".h", ".cpp", ".c", ".def", ".S")
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')


def foreign_project(path):
    """The project in FOREIGN_LAYERS that an included path belongs to, or None."""
    first = re.split(r"[/.]", path)[0]
    return {"llvm-c": "llvm"}.get(first, first if first in FOREIGN_LAYERS else None)


def own_violation(root, layer, included):
    """What is wrong with including this file of ours from this layer, or None."""
    if not os.path.isfile(os.path.join(root, included)):
        return f'"{included}" is not found from the root; write includes from there'
    target = included.split("/")[0]
    if target not in OWN_LAYERS[layer]:
        return f'{layer} must not include "{included}" of {target}'
    return None


def foreign_violation(file, layer, included):
    """What is wrong with including this file of another project from this file, or None."""
    project = foreign_project(included)
    if project is None:
        return None
    if layer not in FOREIGN_LAYERS[project]:
        return f"{layer} must not include <{included}>: {project} belongs to {', '.join(sorted(FOREIGN_LAYERS[project]))}"
    if project == "llvm" and file.endswith(".h") and not file.startswith(LLVM_HEADER_FOLDERS):
        return f"a header here must not include <{included}>; LLVM headers stay in {', '.join(LLVM_HEADER_FOLDERS)}"
    return None


def includes_of(path):
    """Yields (line number, quote character, included path)."""
    with open(path, encoding="utf-8", errors="replace") as source:
        for number, line in enumerate(source, 1):
            match = INCLUDE.match(line)
            if match:
                yield number, match[1], match[2]


def source_files(root):
    """Yields the path from the root of every source file of the layers, in order; test programs for wasm are not ours."""
    for layer in sorted(OWN_LAYERS):
        for folder, subfolders, names in os.walk(os.path.join(root, layer)):
            subfolders.sort()
            relative = os.path.relpath(folder, root)
            if relative.startswith((os.path.join("tests", "run"), os.path.join("tests", "wasi"), os.path.join("tools", "demo"))):
                continue
            for name in sorted(names):
                if name.endswith(SOURCE_ENDINGS):
                    yield os.path.join(relative, name)


def violations(root):
    """All violations of a tree, as `file:line: what`."""
    found = []
    for file in source_files(root):
        layer = file.split("/")[0]
        for line, quote, included in includes_of(os.path.join(root, file)):
            wrong = foreign_violation(file, layer, included)
            if wrong is None and quote == '"':
                wrong = own_violation(root, layer, included)
            if wrong is not None:
                found.append(f"{file}:{line}: {wrong}")
    return found


GOOD_TREE = {
    "format/types.h": "#include <cstdint>\n",
    "format/compress.cpp": '#include <zstd.h>\n#include "format/types.h"\n',
    "runtime-support/vmctx.h": '#include "format/types.h"\n',
    "loader/load.cpp": '#include "runtime-support/vmctx.h"\n',
    "compiler/compile.cpp": '#include <llvm/IR/Module.h>\n#include "runtime-support/vmctx.h"\n',
    "compiler/translate/context.h": "#include <llvm/IR/IRBuilder.h>\n",
    "tools/wasmc.cpp": '#include <boost/program_options.hpp>\n#include "compiler/translate/context.h"\n',
    "tests/unit/main.cpp": '#include <doctest/doctest.h>\n#include "loader/load.cpp"\n',
}

# Each: a file that breaks one rule, and the line at which the checker must say so.
BAD_FILES = [
    ("format/a.h", '#include "format/types.h"\n#include "runtime-support/vmctx.h"\n', 2),
    ("format/a.cpp", '#include "loader/load.cpp"\n', 1),
    ("runtime-support/a.h", '#pragma once\n\n#include "compiler/compile.cpp"\n', 3),
    ("runtime-support/a.def", "#include <llvm/IR/Module.h>\n", 1),
    ("loader/a.cpp", '#include "compiler/compile.cpp"\n', 1),
    ("loader/deep/a.cpp", "  #  include <llvm-c/Core.h>\n", 1),
    ("loader/a.S", '#include "tools/wasmc.cpp"\n', 1),
    ("loader/b.cpp", "#include <zstd.h>\n", 1),
    ("tools/b.cpp", "#include <sodium/core.h>\n", 1),
    ("compiler/a.cpp", '#include "loader/load.cpp"\n', 1),
    ("compiler/module/a.h", "#include <llvm/IR/Module.h>\n", 1),
    ("compiler/b.cpp", "#include <boost/program_options.hpp>\n", 1),
    ("compiler/module/b.h", '#include "c.h"\n', 1),
    ("tools/a.h", '#include "llvm/IR/Module.h"\n', 1),
    ("tools/a.cpp", '#include "tests/unit/main.cpp"\n', 1),
]


def write_tree(root, files):
    for file, text in files.items():
        path = os.path.join(root, file)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)


def check_tree(files):
    with tempfile.TemporaryDirectory() as root:
        write_tree(root, files)
        return violations(root)


def self_test():
    """Returns the number of rules that do not hold on the made-up trees."""
    wrong = 0
    found = check_tree(GOOD_TREE)
    if found:
        wrong += 1
        print("the good tree is refused:", *found, sep="\n  ")
    for file, text, line in BAD_FILES:
        found = check_tree({**GOOD_TREE, file: text})
        if len(found) != 1 or not found[0].startswith(f"{file}:{line}: "):
            wrong += 1
            print(f"expected one violation at {file}:{line}, got {found}")
    print(f"{len(BAD_FILES) + 1 - wrong} passed, {wrong} failed, 0 skipped")
    return wrong


def main(arguments):
    if arguments == ["--self-test"]:
        return 1 if self_test() else 0
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    found = violations(arguments[0])
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
