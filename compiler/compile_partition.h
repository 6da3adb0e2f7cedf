// The pipeline of one partition: translate, optimise, emit, extract.
#pragma once

#include <span>

#include "compiler/analyze/facts.h"
#include "compiler/codegen/target.h"
#include "compiler/object/object_code.h"
#include "compiler/translate/partition.h"
#include "format/base/result.h"

namespace wasmc {

// Usable from any thread.
[[nodiscard]] Result<ObjectCode> compile_functions(const ModuleFacts& facts, const CodeTarget& target,
                                                   OptimisationLevel level, std::span<const uint32_t> functions);

[[nodiscard]] Result<ObjectCode> compile_thunks(const ModuleFacts& facts, const CodeTarget& target,
                                                OptimisationLevel level, const ThunkPlan& plan);

}  // namespace wasmc
