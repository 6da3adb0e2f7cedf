#!/usr/bin/env bash
# Runs the specification suite on aarch64 and riscv64 under qemu, at -O2 and -Os: compiles the modules of all scripts
# here, and runs them with a loader that is built for those machines. Ends with one line: `N passed, N failed, N skipped`,
# in assertions.
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"
source "$root/tools/packages.sh"
source "$root/tools/configure.sh"

after_failure() { echo "0 passed, 1 failed, 0 skipped"; }

corpora=${WASMC_CORPORA:-$root/../shared}
suite=$corpora/spec-testsuite
[ -d "$suite" ] || die "there is no $suite (set WASMC_CORPORA)"

# Proposals that modules can't use yet are left out.
mapfile -t scripts < <(find "$suite" -name '*.wast' -not -path '*/custom-descriptors/*' | sort)

step "packages"
ensure_packages "${build_packages[@]}" "${cross_packages[@]}"

step "build build/release"
configure "$root/build/release" --buildtype=release -Dcorpora="$corpora"
run_quietly "$root/build/release.log" ninja -C "$root/build/release" tests/cross/compile-scripts

# At -Os LLVM has passes for these machines that x86-64 doesn't have.
levels=(2 s)

# run_level MACHINE LEVEL: prints the counts, and keeps what was printed in build/MACHINE-spec-OLEVEL.log.
run_level() {
  local build=$root/build/$1 artifacts=$root/build/$1/spec-artifacts log=$root/build/$1-spec-O$2.log
  step "compile for $1 at -O$2"
  rm -rf "$artifacts"
  mkdir -p "$artifacts"
  printf '%s\0' "${scripts[@]}" |
    xargs -0 -P "$(nproc)" -n 16 "$root/build/release/tests/cross/compile-scripts" "$1-linux" "$2" guard "$artifacts"
  step "run on $1 at -O$2"
  "qemu-$1" "$build/tests/cross/run-scripts" "$artifacts" "${scripts[@]}" >"$log" || true
  tail -n 40 "$log"
}

test_machine() {
  local build=$root/build/$1
  step "build build/$1"
  configure "$build" --cross-file "$root/tools/cross/$1.ini" --buildtype=release -Dcompiler=disabled -Dzstd=disabled
  run_quietly "$build.log" ninja -C "$build" tests/cross/run-scripts tools/wasmload
  step "golden artifacts on $1"
  python3 "$root/tests/golden/golden.py" run --wasmload "$build/tools/wasmload" --architecture "$1" --emulator "qemu-$1" --without-zstd
  for level in "${levels[@]}"; do run_level "$1" "$level"; done
}

machines=(aarch64 riscv64)
for machine in "${machines[@]}"; do
  test_machine "$machine"
done

step "result"
trap - ERR
sum=$(cat "$root"/build/{aarch64,riscv64}-spec-O?.log | awk -v runs=$((${#machines[@]} * ${#levels[@]})) '
  /^assertions: / { passed += $2; failed += $4; skipped += $6; found += 1 }
  END { if (found != runs) failed += 1; printf "%d passed, %d failed, %d skipped", passed, failed, skipped }')
echo "$sum"
[[ $sum == *" 0 failed"* ]]
