"""Compares the ABI numbers that spec/abi.md names with those of the header that defines them."""
import os
import re


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


def differences(root):
    """A line if the document names other numbers."""
    header = read(root, "runtime-support/vmctx.h")
    newest, oldest = (re.search(rf"constexpr uint32_t {name} = (\d+);", header)[1] for name in ("abi_version", "oldest_abi"))
    sentence = f"Version {newest}; the loader accepts {oldest} to {newest} "
    return [] if sentence in read(root, "spec/abi.md") else [f"spec/abi.md does not begin with: {sentence}"]
