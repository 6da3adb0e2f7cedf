// What a program gets of the system, from wasmload's options. Used once, before the program starts.
#pragma once

#include "format/base/result.h"
#include "loader/wasi/wasi.h"
#include "tools/wasmload_options.h"

namespace wasmc {

// Opens the files and sockets that the options name; fails if it can't, naming them.
[[nodiscard]] Result<WasiConfig> make_wasi_config(const WasmloadOptions& options);

}  // namespace wasmc
