#!/usr/bin/env python3
"""Runs random valid modules compiled in several ways, and under V8, and compares all that can be seen of them.

    differential.py --run-modules PROGRAM [--node NODE] [--wasm-tools PROGRAM] [--count N] [--seed N] [--keep FOLDER]
                    [CONFIGURATION...]

The modules come from wasm-smith (`wasm-tools smith`): they end (each has fuel), import nothing, export everything, and
make every NaN canonical. Those of the profiles of loops come from loops.py. Results, traps, memories, tables and globals
have to be the same. A configuration is what run_modules.cpp takes. Modules that differ, crash or take too long are kept in
FOLDER. Exits with 1 if there are any.
"""
import argparse
import concurrent.futures
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

import loops

HERE = os.path.dirname(os.path.abspath(__file__))
BATCH = 50
SECONDS_FOR_BATCH = 900

# What wasm-smith may use; see `wasm-tools smith --help`. One profile is drawn for each module.
COMMON = {
    "min_imports": 0, "max_imports": 0, "export_everything": True, "canonicalize_nans": True, "min_funcs": 3, "max_funcs": 10,
    "min_memories": 1, "min_globals": 2, "max_types": 20,
    "max_memory32_bytes": 1 << 18, "max_memory64_bytes": 1 << 18, "memory_max_size_required": True,
    "max_table_elements": 1000, "table_max_size_required": True, "max_instructions": 200, "min_exports": 1,
    "generate_custom_sections": False, "gc_enabled": False, "exceptions_enabled": False, "relaxed_simd_enabled": False,
    "threads_enabled": False, "shared_everything_threads_enabled": False, "custom_page_sizes_enabled": False,
    "wide_arithmetic_enabled": False, "custom_descriptors_enabled": False, "compact_imports_enabled": False,
    "memory64_enabled": False, "tail_call_enabled": False, "reference_types_enabled": True, "bulk_memory_enabled": True,
    "simd_enabled": True, "multi_value_enabled": True, "saturating_float_to_int_enabled": True, "sign_extension_ops_enabled": True,
    "extended_const_enabled": True, "allow_start_export": True, "max_memories": 1,
}
PROFILES = {
    "plain": {},
    "no vectors": {"simd_enabled": False, "max_instructions": 500},
    "no traps": {"disallow_traps": True, "max_instructions": 400},
    "no traps, no vectors": {"disallow_traps": True, "simd_enabled": False, "max_instructions": 500},
    "large functions": {"max_instructions": 3000, "max_funcs": 5},
    "large functions, no traps": {"disallow_traps": True, "max_instructions": 3000, "max_funcs": 5, "simd_enabled": False},
    "memories": {"max_memories": 3, "max_memory32_bytes": 1 << 17},
    "tail calls": {"tail_call_enabled": True},
    "memory64": {"memory64_enabled": True, "max_memories": 2},
}
# Not wasm-smith's: those of loops.py. The second one is to be asked for: of vectors, what was stored before a trap is
# promised with --strict-memory only.
LOOPS = "loops"
LOOPS_BEYOND_MEMORY = "loops beyond memory"
# What V8 says when it, and not the module, is at an end.
OTHER_ENGINE_GAVE_UP = ("error: ",)


def make_module(options, path, seed):
    """Writes the module of a seed; False if there is none."""
    generator = random.Random(seed)
    profile = generator.choice(options.profiles)
    if profile in (LOOPS, LOOPS_BEYOND_MEMORY):
        text = loops.module(seed, profile == LOOPS_BEYOND_MEMORY)
        subprocess.run([options.wasm_tools, "parse", "-o", path], input=text.encode(), check=True)
        return True
    return smith(options, path, generator, profile)


def smith(options, path, generator, profile):
    """Writes a module; False if wasm-smith makes none."""
    data = generator.randbytes(generator.choice([4000, 12000, 40000, 150000]))
    configuration = path + ".json"
    with open(configuration, "w", encoding="utf-8") as file:
        settings = {**COMMON, **PROFILES[profile]}
        json.dump({name.replace("_", "-"): value for name, value in settings.items()}, file)
    command = [options.wasm_tools, "smith", "--ensure-termination", "--fuel", "1000", "-c", configuration, "-o", path]
    made = subprocess.run(command, input=data, capture_output=True, check=False)
    os.remove(configuration)
    if made.returncode not in (0, 2):
        sys.exit(f"wasm-tools smith: {made.stderr.decode('utf-8', 'replace').strip()}")
    return made.returncode == 0


def sections(output):
    """What was printed for each module."""
    found = {}
    name = None
    for line in output.decode("utf-8", "replace").splitlines():
        if line.startswith("== "):
            name = line[3:]
            found[name] = []
        elif name is not None:
            found[name].append(line)
    return found


def run_batch(command, files):
    """The outputs by file. After a module that ends the process the rest runs in another."""
    outputs = {}
    rest = list(files)
    while rest:
        try:
            run = subprocess.run(command + rest, capture_output=True, check=False, timeout=SECONDS_FOR_BATCH)
            output, code = run.stdout, run.returncode
        except subprocess.TimeoutExpired as expired:
            output, code = expired.stdout or b"", "time-out"
        found = sections(output)
        if code != 0:
            last = list(found)[-1] if found else rest[0]
            found.setdefault(last, []).append(f"process ended: {code}")
        outputs.update(found)
        rest = [file for file in rest if file not in outputs]
    return outputs


def difference(ours, theirs):
    """The first line in which two outputs differ, or None. What happens after the stack of either is exhausted is no
    matter: how deep it is is up to the engine."""
    for i in range(max(len(ours), len(theirs))):
        a = ours[i] if i < len(ours) else "(nothing)"
        b = theirs[i] if i < len(theirs) else "(nothing)"
        if a.endswith("trap: stack") or b.endswith("trap: stack"):
            return None
        if a != b:
            return f"{a}  |  {b}"
    return None


class Comparison:
    def __init__(self, options):
        self.options = options
        self.compared = 0
        self.gave_up = 0
        self.findings = []

    def keep(self, file, configuration, text):
        print(f"{os.path.basename(file)}: {configuration}: {text}", flush=True)
        self.findings.append(file)
        if self.options.keep:
            os.makedirs(self.options.keep, exist_ok=True)
            shutil.copy(file, self.options.keep)

    def compare(self, files, outputs):
        oracle = outputs.pop("node")
        for file in files:
            expected = oracle.get(file, ["error: no output"])
            if expected and expected[0].startswith(OTHER_ENGINE_GAVE_UP):
                self.gave_up += 1
                continue
            self.compared += 1
            for configuration, results in outputs.items():
                text = difference(results.get(file, []), expected)
                if text:
                    self.keep(file, configuration, text)
                    break


def run_seeds(options, comparison, seeds):
    with tempfile.TemporaryDirectory() as temporary:
        files = []
        for seed in seeds:
            path = os.path.join(temporary, f"{seed}.wasm")
            if make_module(options, path, seed):
                files.append(path)
        commands = {configuration: [options.run_modules, configuration] for configuration in options.configurations}
        commands["node"] = [options.node, "--experimental-wasm-type-reflection", os.path.join(HERE, "run_modules.mjs")]
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            runs = {name: pool.submit(run_batch, command, files) for name, command in commands.items()}
            comparison.compare(files, {name: run.result() for name, run in runs.items()})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("configurations", nargs="*", default=["-O0", "-O3", "-O0,--memory=checked", "-O3,--memory=checked"], metavar="CONFIGURATION")
    parser.add_argument("--run-modules", required=True)
    parser.add_argument("--node", default="node")
    parser.add_argument("--wasm-tools", default="wasm-tools")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="of the first module")
    parser.add_argument("--keep", help="a folder for modules that differ")
    parser.add_argument("--profile", dest="profiles", action="append", choices=[*PROFILES, LOOPS, LOOPS_BEYOND_MEMORY])
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    options.profiles = options.profiles or [*PROFILES, LOOPS]
    comparison = Comparison(options)
    end = options.seed + options.count
    for start in range(options.seed, end, BATCH):
        run_seeds(options, comparison, range(start, min(start + BATCH, end)))
    print(f"{comparison.compared} modules compared, {len(comparison.findings)} differ, "
          f"{comparison.gave_up} not run by the other engine")
    sys.exit(1 if comparison.findings else 0)


if __name__ == "__main__":
    main()
