// Runs scripts.
#pragma once

#include <string_view>

#include "tools/wast/report.h"
#include "tools/wast/script_file.h"

namespace wasmc {

// Performs all commands of a script in a store of its own, or only validates its modules. A script that is malformed is
// a failure, and the only one.
[[nodiscard]] ScriptReport run_script(std::string_view source, const ScriptOptions& options);

}  // namespace wasmc
