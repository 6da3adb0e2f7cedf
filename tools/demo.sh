#!/usr/bin/env bash
# Builds both tools and takes one real C program all the way: C -> WebAssembly -> machine code -> its output.
# From a fresh clone on a bare Debian 12; installs what is missing (as root or through sudo).
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"
source "$root/tools/packages.sh"
source "$root/tools/configure.sh"

build=$root/build/release
work=$root/build/demo
wasmc=$build/tools/wasmc
wasmload=$build/tools/wasmload

milliseconds() { echo $((${EPOCHREALTIME/./} / 1000)); }
bytes() { stat -c %s "$1"; }

# timed COMMAND...: runs it and leaves the milliseconds it took in `elapsed`.
timed() {
  local begin
  begin=$(milliseconds)
  "$@"
  elapsed=$(($(milliseconds) - begin))
}

step "packages"
ensure_packages "${build_packages[@]}" "${wasm_packages[@]}"

step "build build/release/tools/wasmc and wasmload"
configure "$build" --buildtype=release
run_quietly "$build.log" ninja -C "$build" tools/wasmc tools/wasmload

mkdir -p "$work"
step "clang-22 --target=wasm32-wasi -O2 tools/demo/word_frequency.c -o word_frequency.wasm"
clang-22 --target=wasm32-wasi -Wno-deprecated -O2 -Wl,--strip-debug "$root/tools/demo/word_frequency.c" -o "$work/word_frequency.wasm"

step "wasmc compile word_frequency.wasm -o word_frequency.cwasm"
timed "$wasmc" compile "$work/word_frequency.wasm" -o "$work/word_frequency.cwasm"
compile_time=$elapsed

step "wasmload --dir $root::/project word_frequency.cwasm 12 /project/LICENSE /project/README.md"
timed "$wasmload" --dir "$root::/project" "$work/word_frequency.cwasm" 12 /project/LICENSE /project/README.md </dev/null
run_time=$elapsed

step "the same program on its standard input"
echo "to be or not to be that is the question" | "$wasmload" "$work/word_frequency.cwasm" 3

step "sizes and times"
strip -o "$work/wasmload" "$wasmload"
printf '%-36s %9d bytes\n' word_frequency.wasm "$(bytes "$work/word_frequency.wasm")" \
  word_frequency.cwasm "$(bytes "$work/word_frequency.cwasm")" "wasmload, stripped" "$(bytes "$work/wasmload")"
printf '%-36s %9d ms\n' "compiling, from start to exit" "$compile_time" "running, from start to exit" "$run_time"
