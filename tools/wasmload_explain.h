// `wasmload --explain`: whether an artifact would run, and if not, all reasons.
#pragma once

#include <optional>

#include "loader/trust.h"
#include "tools/wasmload_options.h"

namespace wasmc {

// Prints it, in words or as JSON (spec/json.md), and gives the exit code: 0 if it would run, 1 if not. Runs nothing,
// writes nothing.
[[nodiscard]] int explain_artifact(const WasmloadOptions& options, const std::optional<TrustPolicy>& trust);

}  // namespace wasmc
