# shellcheck shell=bash disable=SC2034
# Sourced by the scripts of this folder: the Debian 12 packages that the project takes, listed here alone.
# LLVM 22 comes from Debian's security suite (bookworm-security), which every Debian 12 has enabled.

# For building both tools.
build_packages=(
  g++ meson ninja-build pkg-config python3
  llvm-22-dev libzstd-dev libsodium-dev libboost-program-options-dev
)

# For compiling C to WebAssembly.
wasm_packages=(clang-22 lld-22 wasi-libc libclang-rt-22-dev-wasm32)

# For the tests.
test_packages=(doctest-dev wabt binutils libclang-rt-22-dev libc++-22-dev-wasm32 libc++abi-22-dev-wasm32)

# For running the tests of other machines.
cross_packages=(g++-aarch64-linux-gnu g++-riscv64-linux-gnu qemu-user)

# Prints those of the given packages that are not installed.
missing_packages() {
  local installed package
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    grep -qxF "$package installed" <<<"$installed" || echo "$package"
  done
}

# Runs apt-get as root; never asks anything.
apt_get() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "as root, run: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o=Dpkg::Use-Pty=0 "$@" </dev/null
}

# Installs what is missing; touches neither network nor lists when nothing is.
ensure_packages() {
  command -v dpkg-query >/dev/null || { echo "not a Debian system: taking what is installed"; return; }
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -eq 0 ] && return
  echo "installing ${missing[*]}"
  command -v apt-get >/dev/null || die "no apt-get here; install: ${missing[*]}"
  apt_get update >/dev/null
  apt_get install -y --no-install-recommends "${missing[@]}" >/dev/null
}
