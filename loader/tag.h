// Tags (section 4.2.11). Used by the thread that is in their Store.
#pragma once

#include <cstdint>

namespace wasmc {

// Two are the same tag only if they are one instance.
struct TagInstance {
  uint32_t type_id;  // of a function type, the process's id: the parameters are what an exception carries
};

}  // namespace wasmc
