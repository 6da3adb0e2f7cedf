"""Builds the benchmark programs from their sources: natively, and as modules that import bench.start and bench.end.

All of them with clang 22, which the environment variables CC and CXX don't change. Floating-point operations are never
combined into one, as CPUs with fused ones allow, so that each form of a program computes the same.
"""
import os
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", ".."))
FOLDER = os.path.join(HERE, "programs")
COMPILERS = {".c": ["clang-22"], ".cpp": ["clang++-22", "-fno-exceptions", "-fno-rtti"]}
COMMON = ["-O3", "-I" + ROOT, "-ffp-contract=off", "-Wall", "-Wextra", "-Wno-missing-field-initializers"]
WASM = ["--target=wasm32-wasi", "--no-wasm-opt", "-Wno-deprecated", "-Wl,--strip-debug"]
NATIVE = {"native -O3": [], "native -march=native": ["-march=native"]}

# The like of those with which the engines were compared when this one was designed.
REFERENCE = ("base64", "block_sort", "embedded_mix", "floyd_warshall", "gemm", "heapsort", "jacobi_2d", "matrix", "nussinov",
             "quicksort", "scheduler", "sieve")


def sources():
    """The path of each program's source, by its name."""
    named = {}
    for file in sorted(os.listdir(FOLDER)):
        name, ending = os.path.splitext(file)
        if ending in COMPILERS:
            named[name] = os.path.join(FOLDER, file)
    return named


def run(command):
    subprocess.run(command, check=True)


def compile_command(source, output, flags):
    compiler = COMPILERS[os.path.splitext(source)[1]]
    return [*compiler, *COMMON, *flags, source, "-o", output, "-lm"]


def native_command(source, output, form):
    """The command that builds it for this machine; `form`: a key of NATIVE."""
    return compile_command(source, output, NATIVE[form])


def build_native(source, output):
    run(native_command(source, output, "native -O3"))
    return output


def build_module(source, output):
    run(compile_command(source, output, WASM))
    return output


def build_marks(output):
    """The module with bench.start and bench.end, for engines that link modules."""
    flags = ["--target=wasm32", "-O2", "-nostdlib", "-fno-builtin", "-Wl,--no-entry", "-Wl,--strip-debug", "-Wall", "-Wextra"]
    run(["clang-22", *flags, os.path.join(HERE, "marks.c"), "-o", output])
    return output


def build_wamr_marks(output):
    """The same as a library for WAMR."""
    run(["clang-22", "-O2", "-shared", "-fPIC", os.path.join(HERE, "wamr_marks.c"), "-o", output])
    return output
