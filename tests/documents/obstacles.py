"""The table of spec/json.md that comes from loader/obstacles.def; the rest of it is written by hand."""
import re

from tables import read_rows

BLOCK = re.compile(r"(<!-- table: obstacles -->\n).*?(<!-- end -->)", re.DOTALL)


def generate(root):
    lines = ["| kind | |", "| --- | --- |"]
    for row in read_rows(root + "/loader/obstacles.def", {"OBSTACLE": ("name", "code", "text")}):
        lines.append(f"| `\"{row['code']}\"` | {row['text']} |")
    with open(root + "/spec/json.md", encoding="utf-8") as file:
        text = file.read()
    return BLOCK.sub(lambda match: match[1] + "\n".join(lines) + "\n" + match[2], text)
