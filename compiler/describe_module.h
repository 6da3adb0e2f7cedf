// Module and assembled code -> the records of an artifact.
#pragma once

#include "compiler/analyze/facts.h"
#include "compiler/object/assemble.h"
#include "format/artifact.h"

namespace wasmc {

// Fills all sections. The source module is smaller than 4 GiB, so that offsets fit the records.
[[nodiscard]] Artifact describe_module(const ModuleFacts& facts, AssembledCode assembled);

}  // namespace wasmc
