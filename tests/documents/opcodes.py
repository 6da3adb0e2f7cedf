"""spec/opcodes.md, from opcodes.def and unsupported.def."""
from tables import FEATURE_COLUMNS, OPCODE_COLUMNS, UNSUPPORTED_COLUMNS, read_rows

HEAD = """# Instructions

Generated from `compiler/module/opcodes.def` by `tests/documents/check_documents.py --update`.

What follows the encoding, in the specification's words (section 5.4), and the operands and results. Of those whose type depends on the
module or on what stands before them, the type is left out: the specification has the rule. An instruction that accesses memory takes its
address as an i32, or as an i64 if the memory is a 64-bit one. The feature is the one that brought the instruction, as
[proposals.md](proposals.md) lists them.
"""

TYPES = {"i": "i32", "I": "i64", "f": "f32", "F": "f64", "v": "v128"}

# How the specification writes the immediates in the binary format; those that are not here are shown by their C++ names.
IMMEDIATES = {
    "NoImmediate": "", "BlockType": "blocktype", "Label": "labelidx", "BranchTable": "vec(labelidx) labelidx",
    "TryTable": "blocktype vec(catch)", "CastBranch": "castflags labelidx heaptype heaptype", "FunctionIndex": "funcidx",
    "TypeIndex": "typeidx", "TagIndex": "tagidx", "CallIndirect": "typeidx tableidx", "LocalIndex": "localidx",
    "GlobalIndex": "globalidx", "TableIndex": "tableidx", "TableCopy": "tableidx tableidx", "TableInit": "elemidx tableidx",
    "ElementIndex": "elemidx", "MemoryIndex": "memidx", "MemoryCopy": "memidx memidx", "MemoryInit": "dataidx memidx",
    "DataIndex": "dataidx", "MemArg": "memarg", "MemArgLane": "memarg laneidx", "Fence": "0x00", "Lane": "laneidx",
    "Shuffle": "16 laneidx", "I32Const": "i32", "I64Const": "i64", "F32Const": "f32", "F64Const": "f64",
    "V128Const": "16 bytes", "ReferenceType": "heaptype", "StructField": "typeidx fieldidx", "ArrayFixed": "typeidx u32",
    "ArrayData": "typeidx dataidx", "ArrayElement": "typeidx elemidx", "ArrayCopy": "typeidx typeidx",
    "SelectTypes": "vec(valtype)",
}


def encoding(prefix, code):
    """`fc 0a`: the bytes, the code behind a prefix as the LEB128 number that it is."""
    code = int(code, 0)
    if int(prefix, 0) == 0:
        return f"{code:02x}"
    data = [int(prefix, 0)]
    while code >= 0x80:
        data.append(code & 0x7f | 0x80)
        code >>= 7
    return " ".join(f"{byte:02x}" for byte in data + [code])


def type_list(letters):
    return "[" + " ".join(TYPES[letter] for letter in letters) + "]"


def signature(row):
    if "signature" not in row:
        return ""
    operands, results = row["signature"].split("_")
    return f"{type_list(operands)} → {type_list(results)}"


def opcode_line(row, flags):
    immediate = IMMEDIATES.get(row["immediate"], row["immediate"])
    cells = [f"`{encoding(row['prefix'], row['code'])}`", f"`{row['text']}`", immediate, signature(row), row.get("bytes", ""),
             flags[row["feature"]]]
    return "| " + " | ".join(cells) + " |"


def unsupported_line(row, flags):
    first, last = (encoding(row["prefix"], row[end]) for end in ("first", "last"))
    return f"| `{first}` to `{last}` | {flags[row['feature']]} |"


def generate(root):
    folder = root + "/compiler/module/"
    flags = {row["name"]: row["flag"] for row in read_rows(folder + "features.def", FEATURE_COLUMNS)}
    lines = [HEAD, "| encoding | instruction | immediates | type | bytes accessed | feature |", "| --- | --- | --- | --- | --: | --- |"]
    lines += [opcode_line(row, flags) for row in read_rows(folder + "opcodes.def", OPCODE_COLUMNS)]
    lines += ["", "## Recognised and refused by name", "", "| encodings | feature |", "| --- | --- |"]
    lines += [unsupported_line(row, flags) for row in read_rows(folder + "unsupported.def", UNSUPPORTED_COLUMNS)]
    return "\n".join(lines) + "\n"
