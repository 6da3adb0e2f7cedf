"""Runs a program of WASI under wasmtime's Python package. Usage: run_wasmtime.py MODULE FOLDER, the folder preopened as `.`.
Prints the elapsed and the CPU time between bench.start and bench.end, if the module calls them, as `wasmload --bench` does."""
import sys
import time

from wasmtime import Engine, ExitTrap, FuncType, Linker, Module, Store, WasiConfig

clocks = {" ns": time.monotonic_ns, " ns of CPU time": time.thread_time_ns}
started = {}


def start():
    started.update({unit: clock() for unit, clock in clocks.items()})


def end():
    taken = {unit: clock() - started[unit] for unit, clock in clocks.items()}
    sys.stderr.write("".join(f"bench: {time_}{unit}\n" for unit, time_ in taken.items()))
    sys.stderr.flush()


module_path, folder = sys.argv[1:]
engine = Engine()
linker = Linker(engine)
linker.define_wasi()
linker.define_func("bench", "start", FuncType([], []), start)
linker.define_func("bench", "end", FuncType([], []), end)
store = Store(engine)
config = WasiConfig()
config.argv = ("benchmark.wasm",)
config.env = (("LANG", "C"),)
config.inherit_stdout()
config.inherit_stderr()
config.preopen_dir(folder, ".")
store.set_wasi(config)
instance = linker.instantiate(store, Module.from_file(engine, module_path))
try:
    instance.exports(store)["_start"](store)
except ExitTrap as exited:
    sys.exit(exited.code)
