// Globals (section 4.2.10). Used by the thread that is in their Store.
#pragma once

#include "format/types.h"
#include "runtime-support/value.h"

namespace wasmc {

struct GlobalInstance {
  GlobalType type;
  Value* value;  // in the defining instance's context, or `own`
  Value own{};
};

}  // namespace wasmc
