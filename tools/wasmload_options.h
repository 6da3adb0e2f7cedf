// wasmload's command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "format/base/result.h"
#include "loader/stack.h"
#include "loader/wasi/wasi.h"

namespace wasmc {

struct Preload {
  std::string name;
  std::string file;
};

struct WasmloadOptions {
  bool help = false;
  bool version = false;
  bool explain = false;
  bool json = false;  // with explain
  std::string file;
  std::vector<std::string> arguments;          // after the file
  std::vector<std::string> program_arguments;  // of --args
  std::optional<std::string> invoke;
  std::optional<std::string> argv0;
  std::vector<Preopen> directories;
  std::vector<std::string> environment;       // NAME=value, each name once
  std::optional<std::string> streams[3];      // files for standard input, output and error
  std::vector<std::string> listen_addresses;  // HOST:PORT
  std::optional<uint64_t> random_seed;
  std::optional<uint64_t> frozen_time;  // nanoseconds since 1970
  uint32_t most_files = 1024;
  bool raw_terminal = false;
  std::vector<Preload> preloads;
  std::vector<std::string> trusted_keys;  // files
  uint64_t min_release = 0;
  std::optional<std::string> release_state;  // file
  uint64_t stack_size = WasmStack::default_size;
  bool unknown_imports_trap = false;
  bool bench = false;
};

// --env-inherit takes variables from this process's environment. Options stand before the file; what follows the file
// is the program's. An error says which word is wrong.
[[nodiscard]] Result<WasmloadOptions> parse_wasmload_options(int count, const char* const* words);

[[nodiscard]] std::string wasmload_help();

}  // namespace wasmc
