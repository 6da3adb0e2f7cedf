"""Reads what the compiler's tables say: the rows of .def files, the constants of limits.h."""
import re

# What the columns of opcodes.def and features.def are called in their legends.
OPCODE_COLUMNS = {
    "SIMPLE": ("prefix", "code", "name", "text", "immediate", "signature", "feature"),
    "ACCESS": ("prefix", "code", "name", "text", "immediate", "signature", "bytes", "feature"),
    "ATOMIC": ("prefix", "code", "name", "text", "immediate", "signature", "bytes", "feature"),
    "SPECIAL": ("prefix", "code", "name", "text", "immediate", "feature"),
}
FEATURE_COLUMNS = {"FEATURE": ("name", "flag", "version", "state", "compiled", "words")}
UNSUPPORTED_COLUMNS = {"UNSUPPORTED": ("prefix", "first", "last", "feature")}

CELL = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^",]*?))\s*(?:,|$)')
CONSTANT = re.compile(r"^inline constexpr uint(?:8|32|64)_t (\w+) = ([^;]+);", re.MULTILINE)


def split_cells(text):
    cells = []
    position = 0
    while position < len(text):
        match = CELL.match(text, position)
        cells.append(match[1] if match[1] is not None else match[2])
        position = match.end()
    return cells


def read_rows(path, columns):
    """One dictionary for each row of a .def file, in their order; `columns` names the cells of each macro."""
    rows = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            match = re.match(r"(\w+)\s*\((.*)\)\s*(?://.*)?$", line)
            if match and match[1] in columns:
                rows.append(dict(zip(columns[match[1]], split_cells(match[2]), strict=True), macro=match[1]))
    return rows


def read_constants(path):
    """Names and values of the header's constants, in their order."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return {name: evaluate(value) for name, value in CONSTANT.findall(text)}


def evaluate(expression):
    """The value of a constant of C++ made of numbers, +, -, *, ~, << and parentheses."""
    python = re.sub(r"uint\d+_t\{(\d+)\}", r"\1", expression).replace("'", "")
    if not re.fullmatch(r"[\d\s()+*~<-]+", python):
        raise ValueError(f"can't evaluate {expression}")
    return eval(python) % (1 << 64)  # pylint: disable=eval-used
