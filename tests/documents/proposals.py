"""spec/proposals.md, from features.def."""
from tables import FEATURE_COLUMNS, OPCODE_COLUMNS, read_rows

HEAD = """# Features of the language

Generated from `compiler/module/features.def` by `tests/documents/check_documents.py --update`; `wasmc features` prints the same.

- **default**: on is accepted unless `--disable-FEATURE` is given; off is refused unless `--enable-FEATURE` is given, since the encoding may
  still change; never is recognised only, so that a module that uses it can be refused by name.
- **compiled**: whether `wasmc compile` translates modules that use it; `wasmc validate` and the text format know all but the last kind.
- `--wasm=VERSION` accepts what that version of the specification and those before it have, instead of the defaults.
"""


def version(row):
    return "proposal" if row["version"] == "0" else row["version"] + ".0"


def line(row, instructions):
    compiled = "yes" if row["compiled"] == "true" else "no"
    count = instructions.count(row["name"])
    return f"| `{row['flag']}` | {row['words']} | {version(row)} | {row['state']} | {compiled} | {count or ''} |"


def generate(root):
    folder = root + "/compiler/module/"
    instructions = [row["feature"] for row in read_rows(folder + "opcodes.def", OPCODE_COLUMNS)]
    lines = [HEAD, "| feature | what it is | version | default | compiled | instructions |", "| --- | --- | --- | --- | --- | --: |"]
    lines += [line(row, instructions) for row in read_rows(folder + "features.def", FEATURE_COLUMNS)]
    return "\n".join(lines) + "\n"
