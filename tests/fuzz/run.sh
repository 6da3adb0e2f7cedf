#!/usr/bin/env bash
# Builds the fuzz targets with clang's libFuzzer under the address and undefined-behaviour sanitizers, in build/fuzz, and
# runs one of them for as long as you like.
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/steps.sh"
source "$root/tools/configure.sh"

usage="usage: run.sh artifact|key|module|text|wasi SECONDS [-- libFuzzer's options]
The suites that it starts from are looked for in \$WASMC_CORPORA, else in ../shared. What a run has learnt and found is kept in
build/fuzz/fuzz. Exits with 1 if something is found."
[ $# -ge 2 ] || { echo "$usage" >&2; exit 1; }

corpora=${WASMC_CORPORA:-$root/../shared}
[ -d "$corpora" ] || corpora=

step "build build/fuzz"
build_fuzz_targets "$root/build/fuzz" "$corpora"

step "fuzz $1 for $2 s"
trap - ERR
exec python3 "$root/tests/fuzz/run_target.py" "$1" --build "$root/build/fuzz" --corpora "$corpora" --seconds "${@:2}"
