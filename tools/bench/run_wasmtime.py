"""Runs a program of WASI under wasmtime's Python package. Usage: run_wasmtime.py MODULE FOLDER, the folder preopened as `.`."""
import sys

from wasmtime import Engine, Linker, Module, Store, WasiConfig

module_path, folder = sys.argv[1:]
engine = Engine()
linker = Linker(engine)
linker.define_wasi()
store = Store(engine)
config = WasiConfig()
config.argv = ("benchmark.wasm",)
config.inherit_stdout()
config.inherit_stderr()
config.preopen_dir(folder, ".")
store.set_wasi(config)
instance = linker.instantiate(store, Module.from_file(engine, module_path))
instance.exports(store)["_start"](store)
