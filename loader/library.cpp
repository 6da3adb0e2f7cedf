#include "loader/library.h"

namespace wasmc {

extern "C" {
extern void (*const wasmc_library_table[])();
extern const unsigned wasmc_library_table_length;
}

const void* library_function(uint32_t id) {
  return id < wasmc_library_table_length ? reinterpret_cast<const void*>(wasmc_library_table[id]) : nullptr;
}

Error unknown_library_function(uint32_t id) {
  return Error{"the code needs library function number " + std::to_string(id) +
               ", which this loader doesn't know: use a loader as new as the compiler"};
}

}  // namespace wasmc
