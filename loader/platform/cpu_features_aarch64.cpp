// As the kernel tells it (Documentation/arch/arm64/elf_hwcaps.rst).
#include <sys/auxv.h>

#include <string_view>

#include "loader/platform/cpu_features.h"
#include "runtime-support/cpu_features.h"

namespace wasmc {

const Architecture host_architecture = Architecture::aarch64;

namespace {

struct Row {
  std::string_view name;
  unsigned long kind;  // AT_HWCAP or AT_HWCAP2
  uint64_t bits;       // all of them
};

constexpr Row rows[] = {
    {"fp-armv8", AT_HWCAP, 1u << 0}, {"neon", AT_HWCAP, 1u << 1},
    {"lse", AT_HWCAP, 1u << 8},      {"fullfp16", AT_HWCAP, 1u << 9 | 1u << 10},
    {"rdm", AT_HWCAP, 1u << 12},     {"dotprod", AT_HWCAP, 1u << 20},
    {"i8mm", AT_HWCAP2, 1u << 13},
};

}  // namespace

uint64_t host_cpu_features() {
  uint64_t features = 0;
  for (const Row& row : rows) {
    const auto bit = cpu_feature_bit(Architecture::aarch64, row.name);
    if (bit && (::getauxval(row.kind) & row.bits) == row.bits) features |= uint64_t{1} << *bit;
  }
  return features;
}

}  // namespace wasmc
