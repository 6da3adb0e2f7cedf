#include "compiler/analyze/partitions.h"

namespace wasmc {

namespace {

// Large enough for inlining among neighbours, small enough to keep the memory of those in flight low.
constexpr size_t max_functions = 100;
constexpr size_t max_bytes = 48 * 1024;

}  // namespace

std::vector<Partition> plan_partitions(const Module& module) {
  std::vector<Partition> partitions;
  size_t bytes = 0;
  for (uint32_t i = module.imported_functions; i < module.functions.size(); ++i) {
    const size_t size = module.functions[i].body.bytes.size();
    const bool full = !partitions.empty() && (partitions.back().size() >= max_functions || bytes + size > max_bytes);
    if (partitions.empty() || full) {
      partitions.emplace_back();
      bytes = 0;
    }
    partitions.back().push_back(i);
    bytes += size;
  }
  return partitions;
}

}  // namespace wasmc
