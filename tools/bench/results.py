"""The file of results: what was measured, with the versions, the machine and the day."""
import datetime
import json
import os
import platform

KINDS = ("exec", "compile", "load", "start")


def cpu_model():
    if not os.path.exists("/proc/cpuinfo"):
        return platform.processor()
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return models[0] if models else platform.machine()


def system_name():
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()


def machine():
    return {"cpu": cpu_model(), "architecture": platform.machine(), "cores": os.cpu_count(), "system": system_name(),
            "kernel": platform.release()}


def load(path):
    """What the file holds, or nothing measured yet."""
    if path and os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    return {"engines": {}, "missing": {}, "failures": {}, **{kind: {} for kind in KINDS}}


def merge(results, engines, missing):
    """Notes who was there, and when and where."""
    results.update(machine=machine(), date=datetime.date.today().isoformat())
    results["engines"].update({engine.name: engine.version() for engine in engines})
    results["missing"] = {name: package for name, package in {**results["missing"], **missing}.items()
                          if name not in results["engines"]}


def save(results, path):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(results, file, indent=1)
        file.write("\n")
