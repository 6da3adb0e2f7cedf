#include "tools/wasmload_bench.h"

#include <cstdio>

namespace wasmc {

namespace {

timespec now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return time;
}

}  // namespace

Resolution BenchImports::resolve(Store& store, const ImportRequest& request) {
  if (request.module != "bench" || request.kind != ExternalKind::function) return Resolution(std::nullopt);
  if (request.name == "start") return Resolution(store.add_host_function({FunctionType{}, start, this}));
  if (request.name == "end") return Resolution(store.add_host_function({FunctionType{}, end, this}));
  return Resolution(std::nullopt);
}

uint32_t BenchImports::start(void* environment, Instance&, Value*) {
  static_cast<BenchImports*>(environment)->started_ = now();
  return 0;
}

uint32_t BenchImports::end(void* environment, Instance&, Value*) {
  const timespec ended = now();
  const timespec& started = static_cast<const BenchImports*>(environment)->started_;
  const long long nanoseconds = (ended.tv_sec - started.tv_sec) * 1000000000LL + (ended.tv_nsec - started.tv_nsec);
  std::fprintf(stderr, "bench: %lld ns\n", nanoseconds);
  return 0;
}

}  // namespace wasmc
