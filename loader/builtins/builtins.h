// The functions of runtime-support/builtins.def, as compiled code calls them: on the Store's stack, with the red zone
// free. They return; traps are raised by their callers.
#pragma once

#include <cstdint>

#include "runtime-support/traps.h"
#include "runtime-support/vmctx.h"

namespace wasmc {

// VmContext::builtins.
extern const void* const builtin_table[];

namespace builtins {

// The words of builtins.def.
using u32 = uint32_t;
using u64 = uint64_t;
using ptr = void*;
using trap = uint32_t;
using none = void;

#define BUILTIN(name, result, ...) result name(VmContext* context, __VA_ARGS__);
#include "runtime-support/builtins.def"
#undef BUILTIN

}  // namespace builtins

}  // namespace wasmc
