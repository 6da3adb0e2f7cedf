// The pipeline of one partition: translate, optimise, emit, extract.
#pragma once

#include <span>

#include "compiler/analyze/facts.h"
#include "compiler/codegen/target.h"
#include "compiler/object/object_code.h"
#include "compiler/object_cache.h"
#include "compiler/translate/partition.h"
#include "format/base/result.h"

namespace wasmc {

// All usable from any thread. Several objects come of the functions if some had to be compiled anew. What the cache, if
// there is one, has of the same input is not compiled again.
[[nodiscard]] Result<std::vector<ObjectCode>> compile_functions(const ModuleFacts& facts, const CodeTarget& target,
                                                                OptimisationLevel level,
                                                                std::span<const uint32_t> functions,
                                                                ObjectCache* cache = nullptr);

[[nodiscard]] Result<ObjectCode> compile_thunks(const ModuleFacts& facts, const CodeTarget& target,
                                                OptimisationLevel level, const ThunkPlan& plan);

}  // namespace wasmc
