"""What has to be shown, and what was measured of it."""
import statistics

import programs
from report import (compile_ratio, compile_speed, engines_of, geometric_mean, mean_ratio, number, ratio, size_means, table)

OURS, OURS_NATIVE = "wasmc -O2", "wasmc -O2 --cpu native"
DEFAULT_PIPELINE = "wasmc -O3"


def worst(group, engine, base):
    ratios = {name: ratio(records, engine, base) for name, records in group.items()}
    known = {name: value for name, value in ratios.items() if value}
    if not known:
        return None
    name = max(known, key=known.get)
    return f"{known[name]:.2f} ({name})"


def peers(group):
    return [name for name in engines_of(group) if not name.startswith(("wasmc", "native"))]


def best_peer(group):
    """The mean of our time as part of the best engine's: the engine with the lowest mean, over what it runs."""
    means = {engine: mean_ratio(group, OURS, engine) for engine in peers(group)}
    if not means:
        return None
    engine = max(means, key=means.get)
    return f"{means[engine]:.3f} ({engine})"


def worst_beside_peers(group):
    """On which program we are furthest behind the fastest of the peers there."""
    behind = {}
    for name, records in group.items():
        ratios = [value for value in (ratio(records, OURS, peer) for peer in peers(group)) if value]
        if ratios:
            behind[name] = max(ratios)
    if not behind:
        return None
    name = max(behind, key=behind.get)
    return f"{behind[name]:.2f} ({name})"


def linearity(modules):
    """Seconds for a MB of the slowest module of more than 1 MB as a multiple of the fastest one's."""
    seconds = {name: 1 / compile_speed(module["engines"][OURS], module) for name, module in modules.items()
               if OURS in module["engines"] and module["code_section"] >= 1e6}
    if len(seconds) < 2:
        return None
    slow, fast = max(seconds, key=seconds.get), min(seconds, key=seconds.get)
    return f"{seconds[slow] / seconds[fast]:.2f} ({slow} {seconds[slow]:.1f} s/MB, {fast} {seconds[fast]:.1f})"


def most_memory(modules):
    peaks = {name: module["engines"][OURS]["peak"] for name, module in modules.items() if OURS in module["engines"]}
    name = max(peaks, key=peaks.get, default=None)
    return name and f"{peaks[name] / 2**20:.0f} MiB ({name})"


def slowest_speed(modules, engine):
    speeds = {name: compile_speed(module["engines"].get(engine), module) for name, module in modules.items()}
    known = [value for value in speeds.values() if value]
    return f"{geometric_mean(known):.2f} MB/s (least {min(known):.2f})" if known else None


def worst_compile(modules, base):
    """Our CPU time as part of another's, on the module where it is the largest part."""
    both = {name: statistics.median(module["engines"][OURS]["cpu"]) / statistics.median(module["engines"][base]["cpu"])
            for name, module in modules.items() if OURS in module["engines"] and base in module["engines"]}
    if not both:
        return None
    name = max(both, key=both.get)
    return f"{number(geometric_mean(both.values()))}, at most {both[name]:.2f} ({name})"


def rows(results):
    own, corpus = results["exec"].get("programs", {}), results["exec"].get("corpus", {})
    modules = results["compile"]
    twelve = programs.REFERENCE
    yield "execution / native -O3, the twelve", "1.05", number(mean_ratio(own, OURS, "native -O3", twelve), 3)
    yield "the same, all programs", "", number(mean_ratio(own, OURS, "native -O3"), 3)
    yield "the same, most on one program", "1.25", worst(own, OURS, "native -O3")
    host = "native -march=native"
    yield f"execution with --cpu native / {host}, the twelve", "1.05", number(mean_ratio(own, OURS_NATIVE, host, twelve), 3)
    yield "the same, all programs", "", number(mean_ratio(own, OURS_NATIVE, host), 3)
    yield "the same, most on one program", "1.25", worst(own, OURS_NATIVE, "native -march=native")
    yield "execution / the best peer's, corpus", "0.85", best_peer(corpus)
    yield "execution / the fastest peer's, most on one module", "1.10", worst_beside_peers(corpus)
    for base in ("WAMR", "wasm2c, clang -O2"):
        yield f"CPU time of compiling / {base}", "0.50 on each", worst_compile(modules, base)
    yield "seconds for a MB, slowest / fastest of those over 1 MB", "2", linearity(modules)
    yield "peak memory of compiling", "1024 MiB", most_memory(modules)
    yield "-O0, wasm code compiled in a second", "0.4 MB/s at least", slowest_speed(modules, "wasmc -O0")
    yield "CPU time of compiling, -O2 / -O1", "1.9 at least", number(compile_ratio(modules, OURS, "wasmc -O1"))
    to_default = number(compile_ratio(modules, DEFAULT_PIPELINE, OURS))
    yield "CPU time of compiling, -O3 / -O2 (LLVM's default pipeline: see Pipelines)", "", to_default
    yield "execution, -O2 / -O3", "1.05", number(mean_ratio({**own, **corpus}, OURS, DEFAULT_PIPELINE), 3)
    yield "code and tables / wasm code section, -O2", "1.4", size_means(modules, OURS).split(" / ", maxsplit=1)[0]
    yield "code and tables / wasm code section, -Os", "1.0", size_means(modules, "wasmc -Os").split(" / ", maxsplit=1)[0]


def target_table(results):
    measured = [[what, target, found or "not measured"] for what, target, found in rows(results)]
    return table(["", "target, at most", "measured"], measured)
