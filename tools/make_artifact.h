// Artifacts that are loaded at once: compressing them would take longer than what it saves. Usable from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compiler/options.h"
#include "format/base/result.h"

namespace wasmc {

// Compiles the module and writes its artifact, not compressed. Fails as compile() and write_artifact() do.
[[nodiscard]] Result<std::vector<uint8_t>> make_artifact(std::span<const uint8_t> wasm, const CompileOptions& options);

}  // namespace wasmc
