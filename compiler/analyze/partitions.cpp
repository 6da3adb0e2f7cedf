#include "compiler/analyze/partitions.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <llvm/ADT/ArrayRef.h>
#include <llvm/Support/xxhash.h>

namespace wasmc {

namespace {

// Large enough for inlining among neighbours, small enough to keep the memory of those in flight low.
constexpr size_t max_functions = 100;
constexpr size_t max_bytes = 48 * 1024;

// From half of that on a partition of a large module ends before the next function whose body says so: what changes in
// one partition then moves the ends of a few after it, but not of all, and caches keep the others. Small modules have
// few partitions, and each end may keep a callee from being inlined: Curve25519 without its multiplication takes 1.4
// times.
constexpr uint64_t one_end_in = 16;
constexpr size_t least_bytes_of_large = 512 * 1024;

bool may_begin_partition(const ByteRange& body) {
  return llvm::xxh3_64bits(llvm::ArrayRef(body.bytes.data(), body.bytes.size())) % one_end_in == 0;
}

size_t size_of_bodies(const Module& module) {
  size_t bytes = 0;
  for (const Function& function : module.functions) bytes += function.body.bytes.size();
  return bytes;
}

bool is_full(size_t functions, size_t bytes, const ByteRange& next, bool is_large) {
  if (functions >= max_functions || bytes + next.bytes.size() > max_bytes) return true;
  return is_large && (functions >= max_functions / 2 || bytes >= max_bytes / 2) && may_begin_partition(next);
}

}  // namespace

std::vector<Partition> plan_partitions(const Module& module) {
  std::vector<Partition> partitions;
  const bool is_large = size_of_bodies(module) >= least_bytes_of_large;
  size_t bytes = 0;
  for (uint32_t i = module.imported_functions; i < module.functions.size(); ++i) {
    const ByteRange& body = module.functions[i].body;
    const bool full = !partitions.empty() && is_full(partitions.back().size(), bytes, body, is_large);
    if (partitions.empty() || full) {
      partitions.emplace_back();
      bytes = 0;
    }
    partitions.back().push_back(i);
    bytes += body.bytes.size();
  }
  return partitions;
}

uint64_t size_of(const Partition& partition, const Module& module) {
  uint64_t bytes = 0;
  for (uint32_t function : partition) bytes += module.functions[function].body.bytes.size();
  return bytes;
}

std::vector<size_t> largest_first(const std::vector<Partition>& partitions, const Module& module) {
  std::vector<uint64_t> sizes;
  for (const Partition& partition : partitions) sizes.push_back(size_of(partition, module));
  std::vector<size_t> order(partitions.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::sort(order, [&](size_t a, size_t b) { return std::pair(sizes[b], a) < std::pair(sizes[a], b); });
  return order;
}

}  // namespace wasmc
