#!/usr/bin/env python3
"""Runs talk.c with a terminal, and with a socket to accept connections from."""
import argparse
import os
import pty
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "run"))
from support import Failure, Tally, add_tool_options, compile_once, expect_bytes, run_checked

SECONDS = 60


def output_to_terminal(command):
    """What a terminal gets of the program."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        text = b""
        while not text.endswith(b"\n"):
            text += os.read(ours, 1000)
        if process.wait(SECONDS) != 0:
            raise Failure("  it does not take the terminal for one")
    os.close(ours)
    return text


def check_terminal(options, artifact):
    expect_bytes("filtered", "␛[2Jplain␇ €\r\n".encode(), output_to_terminal([options.wasmload, artifact, "terminal"]))
    expect_bytes("raw", "\x1b[2Jplain\a €\r\n".encode(),
                 output_to_terminal([options.wasmload, "--raw-terminal", artifact, "terminal"]))


def free_port(family, host):
    with socket.socket(family) as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def connect(family, address):
    """As soon as somebody listens."""
    end = time.monotonic() + SECONDS
    while True:
        connection = socket.socket(family)
        try:
            connection.connect(address)
            return connection
        except OSError:
            connection.close()
            if time.monotonic() > end:
                raise Failure("  nobody listens") from None
            time.sleep(0.01)


def check_socket(options, artifact, family, host):
    port = free_port(family, host)
    name = f"[{host}]" if family == socket.AF_INET6 else host
    with subprocess.Popen([options.wasmload, "--tcp-listen", f"{name}:{port}", artifact, "accept", "3"]) as process:
        for word in (b"one", b"two", b"three"):
            with connect(family, (host, port)) as connection:
                connection.sendall(word)
                expect_bytes("answer", word.upper(), connection.makefile("rb").read())
        if process.wait(SECONDS) != 0:
            raise Failure(f"  exit code {process.returncode}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_tool_options(parser)
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        wasm = os.path.join(folder, "talk.wasm")
        run_checked(["clang-22", "--target=wasm32-wasi", "-O2", "-Wall", "-Wno-unused-function", "-Wno-deprecated",
                     os.path.join(HERE, "talk.c"), "-o", wasm])
        artifact = compile_once(options, wasm, "talk", options.levels)
    tally.check("terminal", lambda: check_terminal(options, artifact))
    tally.check("socket", lambda: check_socket(options, artifact, socket.AF_INET, "127.0.0.1"))
    if socket.has_ipv6 and os.path.exists("/proc/net/if_inet6"):
        tally.check("socket of IPv6", lambda: check_socket(options, artifact, socket.AF_INET6, "::1"))
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
