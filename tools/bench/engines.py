"""The engines that are measured, ours among them: how each builds what it runs from a module, and the command that runs it."""
import os
import shutil
import subprocess

import programs

HERE = os.path.dirname(os.path.abspath(__file__))


def output_of(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).strip()


class Engine:
    """`name` is a column's head. What is missing is None in `program`, and `package` says where it comes from. `kinds` are those
    in which it is measured, all of results.KINDS or some."""

    package = ""
    kinds = ("exec", "compile", "load", "start")
    program = None
    reusable = True  # what was built before may be run again

    def __init__(self, name):
        self.name = name

    def version(self):
        return output_of([self.program, "--version"]).split("\n")[0]

    def takes(self, workload):
        """Whether it is meant to run this."""
        return bool(workload.module)

    def artifact(self, workload, folder):
        """Where build_commands leave what is run."""
        return os.path.join(folder, f"{workload.group}.{workload.name}.{self.name.replace(' ', '')}")

    def build_commands(self, workload, folder):
        """The commands that make the artifact, all of whose time counts as compile time."""
        raise NotImplementedError

    def run_command(self, workload, folder):
        """The command that runs it, the current folder being the workload's."""
        raise NotImplementedError

    def load_command(self, artifact):
        """One that loads an artifact and then runs nothing of it, whatever its exit code; None if there is none."""
        return None


class Ours(Engine):
    """wasmc and wasmload of a build folder."""

    package = "the build folder (--build)"
    reusable = False

    def __init__(self, build, marks, level="2", options=(), name=None):
        super().__init__(name or f"wasmc -O{level}")
        self.program, self.loader = (os.path.join(build, "tools", tool) for tool in ("wasmc", "wasmload"))
        self.level = level
        self.options = list(options)
        self.marks = marks

    def version(self):
        return output_of([self.program, "--version"]).replace("\n", ", ")

    def artifact(self, workload, folder):
        return super().artifact(workload, folder) + ".cwasm"

    def build_commands(self, workload, folder):
        flags = [f"-j{workload.threads}", f"-O{self.level}", *self.options]
        return [[self.program, "compile", *flags, workload.module, "-o", self.artifact(workload, folder)]]

    def run_command(self, workload, folder):
        return [self.loader, "--preload", f"bench={self.marks}", "--argv0", "benchmark.wasm", "--env", "LANG=C", "--dir", ".::.",
                self.artifact(workload, folder)]

    def start_command(self, artifact):
        return [self.loader, artifact]

    def load_command(self, artifact):
        return [self.loader, "--unknown-imports-trap", "--invoke", "no such export", artifact]


class Native(Engine):
    """The source compiled by clang for this machine; `form` as in programs.NATIVE."""

    package = "Debian: clang-22"

    def __init__(self, form):
        super().__init__(form)
        self.program = shutil.which("clang-22")
        self.kinds = ("exec", "start") if form == "native -O3" else ("exec",)

    def takes(self, workload):
        return bool(workload.source)

    def build_commands(self, workload, folder):
        return [programs.native_command(workload.source, self.artifact(workload, folder), self.name)]

    def run_command(self, workload, folder):
        return [self.artifact(workload, folder)]

    def start_command(self, artifact):
        return [artifact]
