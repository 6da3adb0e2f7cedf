// Module and assembled code -> the records of an artifact.
#pragma once

#include "compiler/analyze/facts.h"
#include "compiler/object/assemble.h"
#include "format/artifact.h"

namespace wasmc {

// Fills all sections. Fails if one would exceed 4 GiB.
[[nodiscard]] Result<Artifact> describe_module(const ModuleFacts& facts, AssembledCode assembled);

}  // namespace wasmc
