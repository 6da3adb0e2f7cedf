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

# run_quietly LOG COMMAND...: keeps a command's output in a file, and shows it only when the command fails.
run_quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 </dev/null || { local status=$?; tail -n 60 "$log" >&2; return $status; }
}
