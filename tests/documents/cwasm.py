"""spec/cwasm.md, whose tables of fields and numbers come from the .def files of format/; what is between them is written by hand."""
import re

from tables import read_rows

SIZES = {"uint8_t": 1, "ule16": 2, "ule32": 4, "ule64": 8}
BLOCK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def fields(root, prefix):
    """Offset, size, name and text of each field of a struct of layout.def."""
    columns = {prefix + "_FIELD": ("type", "name", "text"), prefix + "_BYTES": ("count", "name", "text")}
    offset = 0
    for row in read_rows(root + "/format/layout.def", columns):
        size = int(row["count"]) if row["macro"].endswith("BYTES") else SIZES[row["type"]]
        yield offset, size, row["name"].replace("_", " "), row["text"].replace("\\\\", "\\")
        offset += size


def struct(root, prefix):
    lines = ["| offset | size | field | |", "| --- | --- | --- | --- |"]
    lines += [f"| {offset} | {size} | {name} | {text} |" for offset, size, name, text in fields(root, prefix)]
    return lines


def numbered(root, name, columns, heads):
    lines = ["| " + " | ".join(heads) + " |", "| " + " | ".join("---" for _ in heads) + " |"]
    macro, cells = columns
    for row in read_rows(f"{root}/format/{name}", {macro: cells}):
        lines.append("| " + " | ".join(row[head] for head in cells if head in heads or head in ("text", "name")) + " |")
    return lines


STRUCT = re.compile(r"^struct (\w+Record) \{\n(.*?)^\};", re.MULTILINE | re.DOTALL)
MEMBER = re.compile(r"^  (\w+) (\w+);\s*(?:// (.*))?$|^ {4,}// (.*)$")
RECORD_SIZES = {**SIZES, "Range32": 8}


def members(body):
    """Type, name and comment of each member of a struct of records.h."""
    found = []
    for match in filter(None, map(MEMBER.match, body.splitlines())):
        if match[1]:
            found.append([match[1], match[2], match[3] or ""])
        else:
            found[-1][2] += " " + match[4]
    return found


def records(root):
    with open(root + "/format/records.h", encoding="utf-8") as file:
        structs = STRUCT.findall(file.read())
    lines = ["| record | offset | size | field | |", "| --- | --- | --- | --- | --- |"]
    for name, body in structs:
        offset = 0
        for kind, member, text in members(body):
            lines.append(f"| {name if offset == 0 else ''} | {offset} | {RECORD_SIZES[kind]} | {member.replace('_', ' ')} | {text} |")
            offset += RECORD_SIZES[kind]
    return lines


TABLES = {
    "records": records,
    "header": lambda root: struct(root, "HEADER"),
    "section_entry": lambda root: struct(root, "SECTION_ENTRY"),
    "signature": lambda root: struct(root, "SIGNATURE"),
    "trap_table": lambda root: struct(root, "TRAP_TABLE"),
    "trap_block": lambda root: struct(root, "TRAP_BLOCK"),
    "wasm_features": lambda root: numbered(root, "wasm_features.def", ("WASM_FEATURE", ("bit", "name")), ("bit", "feature")),
    "compile_options": lambda root: numbered(root, "compile_options.def", ("COMPILE_OPTION", ("bit", "enumerator", "text")),
                                             ("bit", "option")),
}


def generate(root):
    with open(root + "/spec/cwasm.md", encoding="utf-8") as file:
        text = file.read()
    return BLOCK.sub(lambda match: match[1] + "\n".join(TABLES[match[2]](root)) + "\n" + match[3], text)
