#!/usr/bin/env python3
"""Prints libFuzzer's dictionary for a target: what random changes would hardly ever hit upon.

    make_dictionary.py text|module|artifact|key|wasi ROOT
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "documents"))

from opcodes import encoding  # pylint: disable=wrong-import-position
from tables import OPCODE_COLUMNS, read_rows  # pylint: disable=wrong-import-position

# The words of the text format that are no instructions.
KEYWORDS = """
module definition instance binary quote func type param result local import export memory table global tag elem data declare item
offset start mut rec sub final struct array field ref null shared pagesize catch catch_ref catch_all catch_all_ref then else end do
delegate i8 i16 i32 i64 f32 f64 v128 any eq i31 none nofunc noextern noexn extern exn funcref externref anyref eqref i31ref
structref arrayref nullref nullfuncref nullexternref exnref nullexnref i8x16 i16x8 i32x4 i64x2 f32x4 f64x2 inf nan nan:0x1
nan:canonical offset= align= @custom @name @metadata.code.branch_hint before after first last
""".split()
PIECES = ["(", ")", '"', "(;", ";)", ";;", "(@", "$", "0x", "1_0", "-0x1p-1074", "0xffffffff", "\\00", "\\u{10ffff}", "18446744073709551615"]

# Of the binary format: the beginning, type forms, numbers at the ends of their ranges, custom sections.
BYTES = ["0061736d01000000", "60", "5f", "5e", "4e", "50", "4f", "63", "64", "40", "70", "6f", "6e", "69", "74", "7b", "ffffffff0f",
         "ffffffff07", "8080808078", "ffffffffffffffffff01", "80808080808080808000", "046e616d65",
         "196d657461646174612e636f64652e6272616e63685f68696e74"]


def quoted(data):
    return '"' + "".join(f"\\x{byte:02x}" for byte in data) + '"'


def entries(target, root):
    rows = read_rows(os.path.join(root, "compiler", "module", "opcodes.def"), OPCODE_COLUMNS)
    if target == "text":
        return [word.encode() for word in KEYWORDS + PIECES + [row["text"] for row in rows]]
    if target == "module":
        return [bytes.fromhex(item) for item in BYTES + [encoding(row["prefix"], row["code"]) for row in rows]]
    if target == "wasi":
        return [bytes([mode | number << 3]) for mode in range(8) for number in (0, 3, 5)]
    if target == "key":
        return [b"-----BEGIN ", b"-----END ", b"-----\n", b"PUBLIC KEY", b"PRIVATE KEY", b"MCowBQYDK2VwAyEA", b"MC4CAQAwBQYDK2VwBCIEI"]
    return [b"\x28\xb5\x2f\xfd"]  # the beginning of a zstd frame


def main():
    for entry in dict.fromkeys(entries(sys.argv[1], sys.argv[2])):
        print(quoted(entry))
    return 0


if __name__ == "__main__":
    sys.exit(main())
