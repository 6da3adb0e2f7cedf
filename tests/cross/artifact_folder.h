// A folder of artifacts by what they are made of: where one machine leaves what another one runs.
#pragma once

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>

#include "format/checksum.h"

namespace wasmc {

// The file for the artifact of a module, or with ".error" behind it for why there is none.
inline std::string artifact_path(const std::string& folder, std::span<const uint8_t> wasm) {
  char name[48];
  std::snprintf(name, sizeof name, "/%016" PRIx64 "-%zu.cwasm", checksum(wasm), wasm.size());
  return folder + name;
}

}  // namespace wasmc
