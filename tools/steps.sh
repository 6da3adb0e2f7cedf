# shellcheck shell=bash
# Sourced by the scripts of this folder: one line for each step, and the failed step's name when one fails.
set -Eeuo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
script=$(basename "$0")
current_step="start"

step() {
  current_step=$1
  echo "== $1"
}

# What a script does in the end when a step has failed; test.sh replaces it.
after_failure() { :; }

trap 'status=$?; trap - ERR; echo "$script: failed in step: $current_step (exit code $status)" >&2; after_failure; exit "$status"' ERR

die() {
  echo "$script: $*" >&2
  after_failure
  trap - ERR
  exit 1
}
