#include "compiler/options.h"

namespace wasmc {

const char* to_string(OptimisationLevel level) {
  switch (level) {
    case OptimisationLevel::O0: return "-O0";
    case OptimisationLevel::O1: return "-O1";
    case OptimisationLevel::O2: return "-O2";
    case OptimisationLevel::O3: return "-O3";
    case OptimisationLevel::Os: return "-Os";
  }
  return nullptr;
}

}  // namespace wasmc
