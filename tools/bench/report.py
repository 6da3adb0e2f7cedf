"""Makes markdown tables of results: medians, ratios, geometric means; beside a figure that has a target, the target."""
import math
import re
import statistics

import programs

MISSING = ""
ORDER = ("native", "wasmc", "wasm2c", "V8", "wasmtime", "WAMR")


def geometric_mean(values):
    values = list(values)
    return math.exp(statistics.fmean(math.log(value) for value in values)) if values else None


def number(value, digits=2):
    return MISSING if value is None else f"{value:.{digits}f}"


def table(heads, rows):
    """Lines of a table: names to the left, figures to the right."""
    lines = ["| " + " | ".join(heads) + " |", "| --- |" + " --: |" * (len(heads) - 1)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def median_time(record, clock="cpu"):
    """Nanoseconds: of the CPU where the engine tells them, else elapsed."""
    if not record:
        return None
    return max(1, statistics.median(record.get(clock) or record["wall"]))


def milliseconds(record):
    return number(median_time(record) / 1e6, 1) if record else MISSING


def ratio(records, engine, base):
    time, reference = median_time(records.get(engine)), median_time(records.get(base))
    return time / reference if time and reference else None


def engines_of(groups):
    """The names of all engines that ran something, ours after native code and before the others."""
    names = {name for records in groups.values() for name in records}
    return sorted(names, key=lambda name: (ORDER.index(re.match(r"\w+", name)[0]), name))


def mean_ratio(group, engine, base, names=None):
    ratios = (ratio(records, engine, base) for name, records in group.items() if names is None or name in names)
    return geometric_mean(value for value in ratios if value)


def ratio_table(group, base, others, means):
    """Milliseconds of `base` and the others' times as multiples of it; `means`: rows of geometric means, title -> names."""
    rows = [[name, milliseconds(records.get(base)), *(number(ratio(records, other, base)) for other in others)]
            for name, records in sorted(group.items())]
    for title, names in means.items():
        rows.append([title, MISSING, *(number(mean_ratio(group, other, base, names), 3) for other in others)])
    return table(["", f"{base} ms", *others], rows)


def exec_programs(results):
    group = results["exec"].get("programs", {})
    others = [name for name in engines_of(group) if name != "native -O3"]
    means = {f"geometric mean, all {len(group)}": None,
             f"geometric mean, the {len(programs.REFERENCE)} of the target": programs.REFERENCE}
    return ratio_table(group, "native -O3", others, means)


def exec_corpus(results):
    group = results["exec"].get("corpus", {})
    others = [name for name in engines_of(group) if name != "wasmc -O2"]
    return ratio_table(group, "wasmc -O2", others, {f"geometric mean, all {len(group)}": None})


def elapsed(results):
    """CPU time between the marks as part of the elapsed time: how quiet the machine was."""
    shares = {}
    for group in results["exec"].values():
        for records in group.values():
            for engine, record in records.items():
                if "cpu" in record:
                    shares.setdefault(engine, []).append(median_time(record) / median_time(record, "wall"))
    return table(["", "CPU / elapsed"], [[engine, number(geometric_mean(values))] for engine, values in shares.items()])


def compile_cell(record, _):
    return f"{statistics.median(record['cpu']):.2f} / {record['peak'] / 1e6:.0f}" if record else MISSING


def compile_speed(record, module):
    return module["code_section"] / 1e6 / statistics.median(record["cpu"]) if record else None


def speed_cell(record, module):
    return number(compile_speed(record, module))


def by_size(modules):
    return sorted(modules.items(), key=lambda pair: pair[1]["code_section"])


def compilers(modules):
    return engines_of({name: module["engines"] for name, module in modules.items()})


def module_table(modules, engines, cell, *last_rows):
    """A row for each module, the smallest first; `cell` makes one of an engine's record and the module's."""
    rows = [[name, f"{module['code_section'] / 1e6:.2f}", *(cell(module["engines"].get(engine), module) for engine in engines)]
            for name, module in by_size(modules)]
    return table(["", "code MB", *engines], [*rows, *last_rows])


def compile_table(results):
    """CPU seconds / peak MB."""
    return module_table(results["compile"], compilers(results["compile"]), compile_cell)


def speed_table(results):
    """Megabytes of wasm code a second."""
    return module_table(results["compile"], compilers(results["compile"]), speed_cell)


def compile_ratio(modules, engine, base):
    """The geometric mean, over the modules that both compile, of CPU times."""
    pairs = [(module["engines"].get(engine), module["engines"].get(base)) for module in modules.values()]
    return geometric_mean(statistics.median(a["cpu"]) / statistics.median(b["cpu"]) for a, b in pairs if a and b)


def size_cell(record, module):
    if not record or not record.get("artifact"):
        return MISSING
    code = f"{record['code'] / module['code_section']:.2f}" if record.get("code") else "-"
    return f"{code} / {record['artifact'] / module['wasm']:.2f}"


def size_means(modules, engine):
    records = [(module["engines"].get(engine), module) for module in modules.values()]
    codes = geometric_mean(record["code"] / module["code_section"] for record, module in records if record and record.get("code"))
    files = geometric_mean(record["artifact"] / module["wasm"] for record, module in records if record and record.get("artifact"))
    return f"{number(codes) or '-'} / {number(files)}"


def size_table(results):
    """Code and tables / code section, artifact / wasm."""
    modules = results["compile"]
    engines = [engine for engine in compilers(modules)
               if any(module["engines"].get(engine, {}).get("artifact") for module in modules.values())]
    means = ["geometric mean", MISSING, *(size_means(modules, engine) for engine in engines)]
    return module_table(modules, engines, size_cell, means)


def start_cell(record):
    return f"{1e3 * statistics.median(record['wall']):.2f} / {record['peak'] / 1e6:.1f}" if record else MISSING


def start_table(results):
    """Milliseconds from spawn to exit / peak MB."""
    columns = {"hello": results["start"], **{f"load {name}": records for name, records in results["load"].items()}}
    rows = [[engine, *(start_cell(records.get(engine)) for records in columns.values())] for engine in engines_of(columns)]
    return table(["", *columns], rows)
