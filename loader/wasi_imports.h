// Gives WASI's functions to modules. They work on the memory that the importing instance exports as "memory".
#pragma once

#include "loader/link.h"
#include "loader/wasi/wasi.h"

namespace wasmc {

class WasiImports : public ImportResolver {
 public:
  // The Wasi must outlive the store.
  explicit WasiImports(Wasi& wasi) : wasi_(wasi) {}

  Resolution resolve(Store& store, const ImportRequest& request) override;

 private:
  struct Binding {
    Wasi* wasi;
    const WasiFunction* function;
  };

  static uint32_t call(void* environment, Instance& caller, Value* args_and_results);

  Wasi& wasi_;
  std::vector<std::unique_ptr<Binding>> bindings_;
};

}  // namespace wasmc
