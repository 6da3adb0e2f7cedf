// An artifact as a relocatable object, to be linked into a program: spec/object.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "format/artifact.h"
#include "format/base/result.h"

namespace wasmc {

// `symbol` is the name of the LinkedModule, and what the names of exported functions begin with. Fails if the artifact
// is larger than the format can say.
[[nodiscard]] Result<std::vector<uint8_t>> make_object(const Artifact& artifact, const std::string& symbol);

}  // namespace wasmc
