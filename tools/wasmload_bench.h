// The functions bench.start and bench.end, with which benchmark programs mark what is to be measured.
#pragma once

#include <ctime>

#include "loader/link.h"

namespace wasmc {

// Prints "bench: N ns" to standard error at each bench.end: the time since the last bench.start.
class BenchImports : public ImportResolver {
 public:
  Resolution resolve(Store& store, const ImportRequest& request) override;

 private:
  static uint32_t start(void* environment, Instance& caller, Value* args_and_results);
  static uint32_t end(void* environment, Instance& caller, Value* args_and_results);

  timespec started_{};
};

}  // namespace wasmc
