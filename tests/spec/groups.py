"""The groups of scripts: a folder of a corpus, and the options that its scripts are run with."""
import collections

Group = collections.namedtuple("Group", "folder options")

# The proposals' copies of older scripts know nothing of what was added since.
GROUPS = {
    "core": Group("spec-testsuite", ["--wasm=3.0"]),
    "core additions": Group("wast-extra/spec-main", ["--wasm=3.0"]),
    "custom": Group("spec-testsuite/custom", ["--wasm=3.0"]),
    "legacy exceptions": Group("spec-testsuite/legacy", ["--wasm=3.0", "--enable-legacy-exceptions"]),
    "threads": Group("spec-testsuite/proposals/threads", ["--wasm=1.0", "--enable-threads"]),
    "real threads": Group("wast-extra/threads", ["--wasm=3.0", "--enable-threads"]),
    "custom page sizes": Group("spec-testsuite/proposals/custom-page-sizes",
                               ["--wasm=3.0", "--enable-custom-page-sizes"]),
    "wide arithmetic": Group("spec-testsuite/proposals/wide-arithmetic", ["--wasm=3.0", "--enable-wide-arithmetic"]),
    "custom descriptors": Group("spec-testsuite/proposals/custom-descriptors", []),
    "stack switching": Group("wast-extra/stack-switching", []),
    "wasmtime": Group("wast-extra/wasmtime-misc", ["--import-ids"]),
    "wasm-tools": Group("wast-extra/wasm-tools-cli", []),
}

# What comments of scripts ask for, at the beginning of a line.
COMMENTS = {
    b";;! nan_canonicalization = true": ["--deterministic"],
    b";; RUN: wast % -f lime1": ["--wasm=1.0", "--enable-mutable-globals", "--enable-sign-extension",
                                 "--enable-saturating-float-to-int", "--enable-multi-value", "--enable-bulk-memory",
                                 "--enable-extended-const"],
}
