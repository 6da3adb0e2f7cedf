"""The groups of scripts: a folder of a corpus, and the options that its scripts are run with."""
import collections

# `messages`: the least share of the messages in its scripts that ours have to begin with; 0 where they are not those of
# the specification.
Group = collections.namedtuple("Group", "folder options messages")

# The proposals' copies of older scripts know nothing of what was added since.
GROUPS = {
    "core": Group("spec-testsuite", ["--wasm=3.0"], 0.99),
    "core additions": Group("wast-extra/spec-main", ["--wasm=3.0"], 1),
    "custom": Group("spec-testsuite/custom", ["--wasm=3.0"], 1),
    "legacy exceptions": Group("spec-testsuite/legacy", ["--wasm=3.0", "--enable-legacy-exceptions"], 0.85),
    "threads": Group("spec-testsuite/proposals/threads", ["--wasm=1.0", "--enable-threads"], 0.9),
    "real threads": Group("wast-extra/threads", ["--wasm=3.0", "--enable-threads"], 0),
    "custom page sizes": Group("spec-testsuite/proposals/custom-page-sizes",
                               ["--wasm=3.0", "--enable-custom-page-sizes"], 0.95),
    "wide arithmetic": Group("spec-testsuite/proposals/wide-arithmetic", ["--wasm=3.0", "--enable-wide-arithmetic"], 1),
    "custom descriptors": Group("spec-testsuite/proposals/custom-descriptors", [], 0),
    "stack switching": Group("wast-extra/stack-switching", [], 0),
    "wasmtime": Group("wast-extra/wasmtime-misc", ["--import-ids"], 0),
    "wasm-tools": Group("wast-extra/wasm-tools-cli", [], 0),
}

# What comments of scripts ask for, at the beginning of a line.
COMMENTS = {
    b";;! nan_canonicalization = true": ["--deterministic"],
    b";; RUN: wast % -f lime1": ["--wasm=1.0", "--enable-mutable-globals", "--enable-sign-extension",
                                 "--enable-saturating-float-to-int", "--enable-multi-value", "--enable-bulk-memory",
                                 "--enable-extended-const"],
}
