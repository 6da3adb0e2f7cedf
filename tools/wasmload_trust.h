// Whom wasmload trusts, from its options and its environment.
#pragma once

#include <optional>

#include "format/base/result.h"
#include "loader/trust.h"
#include "tools/wasmload_options.h"

namespace wasmc {

// The variable that names key files as well, with ':' between them.
inline constexpr const char* trust_variable = "WASMLOAD_TRUST";

// The keys of all files that the options and the variable name (null: it is not set); nothing if there are none, and
// then everything is trusted. Fails for files that can't be read and hold no keys, for a variable that is set and names
// none, and if this program can't check signatures: what was asked for is never left out.
[[nodiscard]] Result<std::optional<TrustPolicy>> trust_policy(const WasmloadOptions& options, const char* variable);

}  // namespace wasmc
