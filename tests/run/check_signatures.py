#!/usr/bin/env python3
"""Makes keys, signs artifacts and checks which of them wasmload runs: those that are what a trusted key's owner has signed."""
import argparse
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile

from support import Failure, Tally, expect_exit, indent, run, run_checked

REFUSED = 1
ANSWER = b"42\n"
PROGRAM = '(module (func (export "answer") (result i32) i32.const 42))'
IMPORTER = '(module (import "library" "answer" (func $answer (result i32))) (func (export "answer") (result i32) call $answer))'


class Folder:
    """Keys, and artifacts in several states, in a folder of their own."""

    def __init__(self, options, path):
        self.options, self.path = options, path
        for name, text in (("app", PROGRAM), ("importer", IMPORTER)):
            with open(self.file(name + ".wat"), "w", encoding="ascii") as file:
                file.write(text)
            self.wasmc("compile", "-O0", self.file(name + ".wat"), "-o", self.file(name + ".cwasm"))
        for name in ("mine", "other"):
            self.wasmc("keygen", "-o", self.file(name + ".pem"))
        self.sign("app.cwasm", "signed.cwasm", "mine")
        self.sign("importer.cwasm", "signed_importer.cwasm", "mine")

    def file(self, name):
        return os.path.join(self.path, name)

    def wasmc(self, *arguments):
        return run_checked([self.options.wasmc, *arguments])

    def sign(self, source, target, key, *options):
        self.wasmc("sign", "--key", self.file(key + ".pem"), *options, self.file(source), "-o", self.file(target))

    def load(self, name, *options, keys=("mine",), variable=None):
        trust = [word for key in keys for word in ("--trust", self.file(key + ".pub"))]
        environment = {**os.environ, **({"WASMLOAD_TRUST": variable} if variable is not None else {})}
        command = [self.options.wasmload, *trust, *options, "--invoke", "answer", self.file(name)]
        return subprocess.run(command, capture_output=True, env=environment, check=False, timeout=600)

    def read(self, name):
        with open(self.file(name), "rb") as file:
            return file.read()

    def write(self, name, data):
        with open(self.file(name), "wb") as file:
            file.write(data)
        return name


def expect_answer(result):
    expect_exit(0, result)
    if result.stdout != ANSWER:
        raise Failure(f"  printed {result.stdout}")


def expect_refused(result, pattern):
    expect_exit(REFUSED, result)
    if result.stdout or not re.search(pattern, result.stderr.decode()):
        raise Failure(f"  expected {pattern!r}, got:\n{indent(result.stdout + result.stderr)}")


def check_keys(folder):
    """The private key is its owner's alone, and no key is overwritten."""
    mode = stat.S_IMODE(os.stat(folder.file("mine.pem")).st_mode)
    if mode & 0o077:
        raise Failure(f"  the private key has the mode {mode:o}")
    before = folder.read("mine.pem")
    again = [folder.options.wasmc, "keygen", "-o", folder.file("mine.pem")]
    expect_refused(run(again), r"mine\.pem exists already")
    # The public one alone will do.
    os.rename(folder.file("mine.pem"), folder.file("kept.pem"))
    expect_refused(run(again), r"mine\.pub exists already")
    if os.path.exists(folder.file("mine.pem")):
        raise Failure("  a private key without its public one was left")
    os.rename(folder.file("kept.pem"), folder.file("mine.pem"))
    if folder.read("mine.pem") != before:
        raise Failure("  the key has changed")


def check_sources_of_trust(folder):
    expect_answer(folder.load("signed.cwasm"))
    expect_answer(folder.load("signed.cwasm", keys=("other", "mine")))
    expect_answer(folder.load("signed.cwasm", keys=()))
    expect_answer(folder.load("signed.cwasm", keys=(), variable=folder.file("mine.pub")))
    expect_answer(folder.load("signed.cwasm", keys=("other",), variable=folder.file("mine.pub")))
    both = folder.file("other.pub") + ":" + folder.file("mine.pub")
    expect_answer(folder.load("signed.cwasm", keys=(), variable=both))
    expect_refused(folder.load("signed.cwasm", keys=(), variable=folder.file("other.pub")), "unknown key")
    expect_refused(folder.load("signed.cwasm", keys=(), variable=""), "names no key file")


def check_refusals(folder):
    expect_refused(folder.load("app.cwasm"), r"app\.cwasm: unsigned")
    expect_refused(folder.load("signed.cwasm", keys=("other",)), r"signed\.cwasm: unknown key: it is signed by [0-9a-f]{64},")
    folder.write("private.pub", folder.read("mine.pem"))
    expect_refused(folder.load("signed.cwasm", keys=("private",)), "private key")


def check_layouts(folder):
    """The fast layout is mapped where it need not be verified. A signature covers the layout, and is given up with it."""
    folder.wasmc("unpack", folder.file("app.cwasm"), "-o", folder.file("fast.cwasm"))
    folder.sign("fast.cwasm", "signed_fast.cwasm", "mine")
    expect_answer(folder.load("signed_fast.cwasm"))
    expect_answer(folder.load("signed_fast.cwasm", keys=()))
    pack = [folder.options.wasmc, "pack", folder.file("signed_fast.cwasm"), "-o", folder.file("packed.cwasm")]
    expect_refused(run(pack), "signed")
    run_checked(pack + ["--unsign"])
    expect_refused(folder.load("packed.cwasm"), "unsigned")


def check_preload(folder):
    library = "library=" + folder.file("app.cwasm")
    expect_refused(folder.load("signed_importer.cwasm", "--preload", library), r"app\.cwasm: unsigned")
    library = "library=" + folder.file("signed.cwasm")
    expect_answer(folder.load("signed_importer.cwasm", "--preload", library))


def check_stripped(folder):
    """The signature cut off; and the artifact as it was before it was signed, as wasmc would write it."""
    whole = folder.read("signed.cwasm")
    expect_refused(folder.load(folder.write("cut.cwasm", whole[:-104])), "signature is not where the header says")
    expect_refused(folder.load("app.cwasm"), "unsigned")


def check_releases(folder):
    for release in (3, 4):
        folder.sign("app.cwasm", f"release{release}.cwasm", "mine", "--release", str(release))
    expect_answer(folder.load("release4.cwasm", "--min-release", "4"))
    expect_refused(folder.load("release3.cwasm", "--min-release", "4"), "too old: this is release 3")
    expect_refused(folder.load("release4.cwasm", "--min-release", "4", keys=()), "need --trust")
    # Signing again keeps the number, or raises it.
    folder.sign("release3.cwasm", "again.cwasm", "mine")
    expect_refused(folder.load("again.cwasm", "--min-release", "4"), "too old: this is release 3")
    folder.sign("release3.cwasm", "again.cwasm", "mine", "--release", "5")
    expect_answer(folder.load("again.cwasm", "--min-release", "4"))


def check_release_state(folder):
    """Without any number on the command line, what is older than the last does not run, and doesn't lower the number."""
    state = ("--release-state", folder.file("state"))
    for release in (3, 4):
        folder.sign("app.cwasm", f"release{release}.cwasm", "mine", "--release", str(release))
    expect_answer(folder.load("release3.cwasm", *state))
    expect_refused(folder.load("release4.cwasm", *state, keys=("other",)), "unknown key")
    expect_answer(folder.load("release3.cwasm", *state))
    expect_answer(folder.load("release4.cwasm", *state))
    expect_refused(folder.load("release3.cwasm", *state), "too old: this is release 3, and releases before 4")
    expect_answer(folder.load("release4.cwasm", *state))
    expect_refused(folder.load("release4.cwasm", *state, keys=()), "need --trust")
    folder.write("state", b"")
    expect_refused(folder.load("release4.cwasm", *state), "doesn't hold a number")


def check_every_change(folder):
    """Each byte of the signed artifact changed, and the file cut off before each."""
    whole = folder.read("signed.cwasm")
    for i, byte in enumerate(whole):
        changed = whole[:i] + bytes([byte ^ (1 << i % 8)]) + whole[i + 1:]
        result = folder.load(folder.write("changed.cwasm", changed))
        if result.returncode != REFUSED or result.stdout:
            raise Failure(f"  a change of byte {i} of {len(whole)} was not refused")
        cut = folder.load(folder.write("cut.cwasm", whole[:i]))
        if cut.returncode != REFUSED or cut.stdout:
            raise Failure(f"  a cut at byte {i} of {len(whole)} was not refused")


def check_same_bytes(folder):
    """Ed25519 has no randomness: the same key and artifact give the same file, whatever was signed before."""
    folder.sign("signed.cwasm", "twice.cwasm", "other")
    folder.sign("twice.cwasm", "thrice.cwasm", "mine")
    if folder.read("thrice.cwasm") != folder.read("signed.cwasm"):
        raise Failure("  signing again gives other bytes")


def check_openssl(folder):
    """Keys of openssl's sign, and it verifies what wasmc has signed."""
    openssl = lambda *words: run_checked(["openssl", *words])
    openssl("genpkey", "-algorithm", "ed25519", "-out", folder.file("theirs.pem"))
    openssl("pkey", "-in", folder.file("theirs.pem"), "-pubout", "-out", folder.file("theirs.pub"))
    folder.sign("app.cwasm", "theirs.cwasm", "theirs")
    expect_answer(folder.load("theirs.cwasm", keys=("theirs",)))
    for key in ("mine", "theirs"):
        whole = folder.read("signed.cwasm" if key == "mine" else "theirs.cwasm")
        folder.write("message", whole[:-104])
        folder.write("signature", whole[-72:-8])
        openssl("pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", folder.file(key + ".pub"), "-in", folder.file("message"),
                "-sigfile", folder.file("signature"))


CHECKS = (check_keys, check_sources_of_trust, check_refusals, check_layouts, check_preload, check_stripped, check_releases,
          check_release_state, check_every_change, check_same_bytes)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wasmc", required=True, type=os.path.abspath)
    parser.add_argument("--wasmload", required=True, type=os.path.abspath)
    options = parser.parse_args()
    os.environ.pop("WASMLOAD_TRUST", None)
    tally = Tally()
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(options, path)
        for check in CHECKS:
            tally.check(check.__name__, lambda c=check: c(folder))
        if shutil.which("openssl"):
            tally.check("check_openssl", lambda: check_openssl(folder))
        else:
            tally.skip("check_openssl", "there is no openssl")
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
