#!/usr/bin/env bash
# Builds everything twice (with sanitizers, and optimised), runs the tests and each fuzz target, and ends with one line:
# `N passed, N failed, N skipped`, summed over all. From a fresh clone on a bare Debian 12; installs what is missing.
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"
source "$root/tools/packages.sh"
source "$root/tools/configure.sh"

usage="usage: test.sh [--full | --cross]
  --full    also the long runs: every optimisation level, the large programs optimised
  --cross   instead of all else the specification suite on aarch64 and riscv64, under qemu
The corpora are looked for in \$WASMC_CORPORA, else in ../shared."

after_failure() { echo "0 passed, 1 failed, 0 skipped"; }

setup=default
for argument in "$@"; do
  case $argument in
    --full) setup=full ;;
    --cross) exec "$root/tools/test_cross.sh" ;;
    --help) echo "$usage"; exit 0 ;;
    *) die "unknown argument $argument"$'\n'"$usage" ;;
  esac
done

# test_build NAME OPTIONS...: builds build/NAME with these options and runs its tests; summarise.py reads the results.
test_build() {
  local build=$root/build/$1
  step "build build/$1"
  configure "$build" "${@:2}" -Dcorpora="$corpora"
  run_quietly "$build.log" ninja -C "$build" all tests/unit/unit-tests
  step "test build/$1"
  rm -f "$build"/meson-logs/testlog*
  meson test -C "$build" --no-rebuild --setup "$setup" --print-errorlogs </dev/null || true
}

step "packages"
ensure_packages "${build_packages[@]}" "${wasm_packages[@]}" "${test_packages[@]}"

corpora=${WASMC_CORPORA:-$root/../shared}
if [ -d "$corpora" ]; then
  corpora=$(cd "$corpora" && pwd)
else
  echo "left out: the corpora's programs, as there is no $corpora (set WASMC_CORPORA)"
  corpora=
fi

test_build debug --buildtype=debug -Doptimization=1 -Db_sanitize=address,undefined -Db_lundef=false
test_build release --buildtype=release

step "build build/fuzz"
build_fuzz_targets "$root/build/fuzz" "$corpora"
step "fuzz each target for a minute"
rm -f "$root"/build/fuzz/meson-logs/testlog*
meson test -C "$root/build/fuzz" --no-rebuild --suite fuzz --print-errorlogs </dev/null || true

# The sum is the last line, whatever it says.
step "result"
trap - ERR
exec python3 "$root/tests/summarise.py" "$root/build/debug" "$root/build/release" "$root/build/fuzz"
