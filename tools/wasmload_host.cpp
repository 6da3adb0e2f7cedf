#include "tools/wasmload_host.h"

namespace wasmc {

Result<std::unique_ptr<HostImports>> HostImports::create(const WasmloadOptions& options, WasiConfig config,
                                                         ImportResolver& preloaded,
                                                         WasiThreads::EndProcess end_process) {
  TRY_ASSIGN(std::unique_ptr<Wasi> wasi, Wasi::create(std::move(config)));
  return std::unique_ptr<HostImports>(new HostImports(std::move(wasi), options, preloaded, end_process));
}

HostImports::HostImports(std::unique_ptr<Wasi> wasi, const WasmloadOptions& options, ImportResolver& preloaded,
                         WasiThreads::EndProcess end_process)
    : wasi_(std::move(wasi)), wasi_imports_(*wasi_), threads_({.stack_size = options.stack_size}, end_process) {
  if (options.bench) resolvers_.push_back(&bench_);
  resolvers_.push_back(&preloaded);
  resolvers_.push_back(&wasi_imports_);
  resolvers_.push_back(&emscripten_);
  resolvers_.push_back(&threads_);
  if (options.unknown_imports_trap) resolvers_.push_back(&trapping_);
}

}  // namespace wasmc
