"""Writes tables into a document, between lines `<!-- begin NAME -->` and `<!-- end NAME -->`; what is around them stays."""
import re

import report
import targets

PART = re.compile(r"(<!-- begin (\S+) -->\n).*?(<!-- end \2 -->)", re.DOTALL)


def machine(results):
    found = results["machine"]
    lines = [f"Measured on {results['date']}: {found['cpu']}, {found['cores']} cores, {found['architecture']}; {found['system']}, "
             f"Linux {found['kernel']}."]
    versions = {}
    for engine, version in results["engines"].items():
        versions.setdefault(version, []).append(engine)
    lines += [f"- {', '.join(engines)}: {version}" for version, engines in versions.items()]
    lines += [f"- missing: {name} ({package})" for name, package in results["missing"].items()]
    return lines


def left_out(results):
    """What engines did not run, and why."""
    found = {}
    for workload, engines in sorted(results["failures"].items()):
        for engine, why in engines.items():
            found.setdefault(f"{engine}, {why}", []).append(workload.split("/")[1])
    return [f"- {engine_and_reason}: {', '.join(names)}" for engine_and_reason, names in found.items()] or ["- nothing"]


PARTS = {
    "targets": targets.target_table, "exec-programs": report.exec_programs, "exec-corpus": report.exec_corpus,
    "elapsed": report.elapsed, "compile": report.compile_table, "speed": report.speed_table, "size": report.size_table,
    "start": report.start_table, "machine": machine, "left-out": left_out,
}


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def updated(text, results):
    return PART.sub(lambda part: part[1] + "\n".join(PARTS[part[2]](results)) + "\n" + part[3], text)


def update(path, results):
    text = updated(read(path), results)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def is_current(path, results):
    """Whether its tables are those of the results."""
    return read(path) == updated(read(path), results)


def everything(results):
    """The same for a terminal."""
    heads = {"targets": "What has to be shown", "exec-programs": "Execution, the programs: times native -O3",
             "exec-corpus": "Execution, the corpus: times wasmc -O2",
             "elapsed": "CPU time between the marks as part of the elapsed time",
             "compile": "Compiling: CPU seconds / peak MB", "speed": "Compiling: MB of code a second",
             "size": "Size: code and tables / code section, artifact / wasm", "start": "Starting: ms from spawn to exit / peak MB",
             "machine": "Where and with what", "left-out": "Left out"}
    return "\n".join(line for name, head in heads.items() for line in ["", f"## {head}", "", *PARTS[name](results)])
