// The kernel's AT_HWCAP has a bit for each extension with a name of one letter; of the others nothing is known here.
#include <sys/auxv.h>

#include "loader/platform/cpu_features.h"
#include "runtime-support/cpu_features.h"

namespace wasmc {

const Architecture host_architecture = Architecture::riscv64;

uint64_t host_cpu_features() {
  const uint64_t letters = ::getauxval(AT_HWCAP);
  uint64_t features = 0;
  for (const CpuFeature& feature : cpu_feature_table) {
    if (feature.architecture != Architecture::riscv64 || feature.name.size() != 1) continue;
    if ((letters >> (feature.name[0] - 'a') & 1) != 0) features |= uint64_t{1} << feature.bit;
  }
  return features;
}

}  // namespace wasmc
