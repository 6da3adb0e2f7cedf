// The scripts that a command line names.
#pragma once

#include <string>
#include <vector>

#include "format/base/result.h"

namespace wasmc {

// The files, and for each folder the `.wast` files in it and below, in the order of their names. Fails if a folder
// can not be read or has no script.
[[nodiscard]] Result<std::vector<std::string>> find_scripts(const std::vector<std::string>& names);

}  // namespace wasmc
