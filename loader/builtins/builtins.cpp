#include "loader/builtins/builtins.h"

namespace wasmc {

const void* const builtin_table[] = {
#define BUILTIN(name, ...) reinterpret_cast<const void*>(&builtins::name),
#include "runtime-support/builtins.def"
#undef BUILTIN
};

}  // namespace wasmc
