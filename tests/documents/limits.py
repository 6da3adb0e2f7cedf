"""spec/limits.md, which is written by hand: its rows have to name the constants of limits.h, with their values."""
import re

from tables import read_constants

ROW = re.compile(r"^\| `(\w+)` \| ([\d ]+) \|", re.MULTILINE)


def differences(root):
    """One line for each limit that the document lacks, has too much or has with another value."""
    constants = read_constants(root + "/compiler/module/limits.h")
    with open(root + "/spec/limits.md", encoding="utf-8") as file:
        documented = {name: int(value.replace(" ", "")) for name, value in ROW.findall(file.read())}
    return [f"spec/limits.md: {name}: {documented.get(name, 'missing')}, but in limits.h {constants.get(name, 'missing')}"
            for name in constants | documented if constants.get(name) != documented.get(name)]
