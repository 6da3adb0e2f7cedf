# shellcheck shell=bash
# Sourced by the scripts of this folder: build folders.

# configure FOLDER OPTIONS...: sets a build folder up, or again when the options are not those of the last time.
configure() {
  local folder=$1
  shift
  local stamp=$folder/.options
  if [ -f "$folder/build.ninja" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$*" ]; then
    return
  fi
  local again=()
  [ -f "$folder/meson-private/coredata.dat" ] && again=(--reconfigure)
  run_quietly "$folder.log" meson setup "${again[@]}" "$folder" "$root" "$@"
  echo "$*" >"$stamp"
}

# build_fuzz_targets FOLDER CORPORA: sets a build folder up for the fuzz targets and builds them; libFuzzer is clang's.
build_fuzz_targets() {
  CC=clang-22 CXX=clang++-22 configure "$1" --buildtype=release -Db_ndebug=false -Dfuzz=true -Dcorpora="$2"
  run_quietly "$1.log" ninja -C "$1" fuzz-programs
}

# run_quietly LOG COMMAND...: keeps a command's output in a file, and shows it only when the command fails.
run_quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 </dev/null || { local status=$?; tail -n 60 "$log" >&2; return $status; }
}
