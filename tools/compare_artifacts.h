// Whether two artifacts are the same but for how they are stored. Usable from any thread.
#pragma once

#include <string>
#include <vector>

#include "format/artifact.h"

namespace wasmc {

// A line for the header and for each section that differs, in the file's order: which, and where first. What counts is
// contents: neither compression nor the places in the file, neither signature nor release number.
[[nodiscard]] std::vector<std::string> differences(const ArtifactView& expected, const ArtifactView& actual);

}  // namespace wasmc
