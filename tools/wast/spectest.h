// The host module `spectest` that the specification's test suite imports, and what other suites expect of a host.
#pragma once

#include "format/base/result.h"
#include "loader/link.h"
#include "loader/store.h"

namespace wasmc {

// Makes the host's functions, globals, tables and memories in the store. Those that are of a feature that the loader
// does not have are left out. With `prints` the functions that print do so, on standard output.
[[nodiscard]] ImportDefinitions make_spectest(Store& store, bool prints);

}  // namespace wasmc
