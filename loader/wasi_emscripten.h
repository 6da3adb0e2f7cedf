// Gives programs that Emscripten has built in its standalone mode the few functions that they import beside WASI's, and
// notices those that were built to run with JavaScript. Usable from any thread, by one at a time.
#pragma once

#include <atomic>

#include "loader/link.h"

namespace wasmc {

class EmscriptenImports : public ImportResolver {
 public:
  Resolution resolve(Store& store, const ImportRequest& request) override;

  // What to add to the error of a module that could not be linked: empty unless it wants functions of Emscripten's that
  // are written in JavaScript.
  [[nodiscard]] std::string hint() const;

 private:
  static uint32_t emscripten_notify_memory_growth(void* environment, Instance& caller, Value* args_and_results);
  static uint32_t setTempRet0(void* environment, Instance& caller, Value* args_and_results);
  static uint32_t getTempRet0(void* environment, Instance& caller, Value* args_and_results);

  bool wants_javascript_ = false;
  std::atomic<uint32_t> upper_half_ = 0;  // of a 64-bit result, for modules that have no such results
};

}  // namespace wasmc
