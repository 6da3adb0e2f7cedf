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
  std::string file;
  std::vector<std::string> arguments;  // after the file
  std::optional<std::string> invoke;
  std::optional<std::string> argv0;
  std::vector<Preopen> directories;
  std::vector<std::string> environment;
  std::vector<Preload> preloads;
  uint64_t stack_size = WasmStack::default_size;
  bool unknown_imports_trap = false;
  bool bench = false;
};

// Options stand before the file; what follows the file is the program's. An error says which word is wrong.
[[nodiscard]] Result<WasmloadOptions> parse_wasmload_options(int count, const char* const* words);

[[nodiscard]] std::string wasmload_help();

}  // namespace wasmc
