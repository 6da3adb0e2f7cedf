// What wasmload gives modules to import, as its options say. Lives as long as code may run.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "format/base/result.h"
#include "loader/link.h"
#include "loader/wasi/wasi.h"
#include "loader/wasi_emscripten.h"
#include "loader/wasi_imports.h"
#include "loader/wasi_threads.h"
#include "tools/wasmload_bench.h"
#include "tools/wasmload_options.h"

namespace wasmc {

class HostImports {
 public:
  // `preloaded` has what --preload names, and is asked before the system. Fails as Wasi::create does.
  static Result<std::unique_ptr<HostImports>> create(const WasmloadOptions& options, WasiConfig config,
                                                     ImportResolver& preloaded, WasiThreads::EndProcess end_process);

  // In the order in which they are asked.
  [[nodiscard]] std::span<ImportResolver* const> resolvers() const { return resolvers_; }
  [[nodiscard]] const EmscriptenImports& emscripten() const { return emscripten_; }
  [[nodiscard]] WasiThreads& threads() { return threads_; }

 private:
  HostImports(std::unique_ptr<Wasi> wasi, const WasmloadOptions& options, ImportResolver& preloaded,
              WasiThreads::EndProcess end_process);

  std::unique_ptr<Wasi> wasi_;
  WasiImports wasi_imports_;
  EmscriptenImports emscripten_;
  WasiThreads threads_;
  BenchImports bench_;
  TrappingImports trapping_;
  std::vector<ImportResolver*> resolvers_;
};

}  // namespace wasmc
