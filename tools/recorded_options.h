// The options that an artifact was compiled with, out of the artifact itself.
#pragma once

#include <string>
#include <string_view>

#include "compiler/options.h"
#include "format/artifact.h"
#include "format/base/result.h"

namespace wasmc {

// What stands behind `key: ` in the build information, or nothing.
[[nodiscard]] std::string_view build_fact(const ArtifactView& view, std::string_view key);

// Options that make the same code of the same module, with the same version of the compiler. Any language feature is
// accepted. Fails if the artifact doesn't say what it was compiled for.
[[nodiscard]] Result<CompileOptions> recorded_options(const ArtifactView& view);

}  // namespace wasmc
