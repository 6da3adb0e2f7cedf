"""spec/wasi.md, which is written by hand: it has to name each function and each option, and no other."""
import re

NAME = re.compile(r"`((?:args|environ|clock|random|fd|path|poll|proc|sched|sock)_\w+)`")


def rows(path, macro):
    with open(path, encoding="utf-8") as file:
        return set(re.findall(rf"^{macro}\((\w+)", file.read(), re.MULTILINE))


def options(root):
    """Those that wasmload's help puts before what a program gets."""
    with open(root + "/tools/wasmload_options.cpp", encoding="utf-8") as file:
        return set(re.findall(r'^ *\{"(--[\w-]+)"', file.read(), re.MULTILINE))


def differences(root):
    with open(root + "/spec/wasi.md", encoding="utf-8") as file:
        text = file.read()
    functions = rows(root + "/loader/wasi/functions.def", "WASI")
    wrong = [f"spec/wasi.md: {name}: missing or no function" for name in functions ^ set(NAME.findall(text))]
    wrong += [f"spec/wasi.md: {name}: missing" for name in rows(root + "/loader/wasi_emscripten.def", "EMSCRIPTEN")
              if f"`{name}`" not in text]
    named = set(re.findall(r"`(--[\w-]+)", text))
    return wrong + [f"spec/wasi.md: {name}: no option of wasmload" for name in named - options(root)]
