// The processor's own words (cpuid), and what the system saves on a context switch (xgetbv): without the latter the
// vector registers can't be used.
#include <cpuid.h>

#include <string_view>

#include "loader/platform/cpu_features.h"
#include "runtime-support/cpu_features.h"

namespace wasmc {

const Architecture host_architecture = Architecture::x86_64;

namespace {

// Leaves and registers of cpuid (Intel SDM volume 2A, CPUID; AMD APM volume 3, appendix E).
enum Word : uint8_t { leaf_1_ecx, leaf_7_ebx, extended_leaf_1_ecx, word_count };

enum Needs : uint8_t { nothing, ymm_state, zmm_state };

struct Row {
  std::string_view name;
  Word word;
  uint8_t bit;
  Needs needs;
};

constexpr Row rows[] = {
    {"sse3", leaf_1_ecx, 0, nothing},          {"ssse3", leaf_1_ecx, 9, nothing},
    {"fma", leaf_1_ecx, 12, ymm_state},        {"cx16", leaf_1_ecx, 13, nothing},
    {"sse4.1", leaf_1_ecx, 19, nothing},       {"sse4.2", leaf_1_ecx, 20, nothing},
    {"movbe", leaf_1_ecx, 22, nothing},        {"popcnt", leaf_1_ecx, 23, nothing},
    {"avx", leaf_1_ecx, 28, ymm_state},        {"f16c", leaf_1_ecx, 29, ymm_state},
    {"bmi", leaf_7_ebx, 3, nothing},           {"avx2", leaf_7_ebx, 5, ymm_state},
    {"bmi2", leaf_7_ebx, 8, nothing},          {"avx512f", leaf_7_ebx, 16, zmm_state},
    {"avx512dq", leaf_7_ebx, 17, zmm_state},   {"avx512cd", leaf_7_ebx, 28, zmm_state},
    {"avx512bw", leaf_7_ebx, 30, zmm_state},   {"avx512vl", leaf_7_ebx, 31, zmm_state},
    {"sahf", extended_leaf_1_ecx, 0, nothing}, {"lzcnt", extended_leaf_1_ecx, 5, nothing},
};

struct Processor {
  uint32_t words[word_count] = {};
  uint32_t saved_state = 0;  // XCR0
};

uint32_t read_xcr0() {
  uint32_t low = 0;
  uint32_t high = 0;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

Processor ask_processor() {
  constexpr uint32_t osxsave = 1u << 27;
  Processor processor;
  uint32_t eax = 0;
  uint32_t ebx = 0;
  uint32_t ecx = 0;
  uint32_t edx = 0;
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) != 0) processor.words[leaf_1_ecx] = ecx;
  if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) != 0) processor.words[leaf_7_ebx] = ebx;
  if (__get_cpuid(0x80000001, &eax, &ebx, &ecx, &edx) != 0) processor.words[extended_leaf_1_ecx] = ecx;
  if ((processor.words[leaf_1_ecx] & osxsave) != 0) processor.saved_state = read_xcr0();
  return processor;
}

bool state_is_saved(const Processor& processor, Needs needs) {
  constexpr uint32_t xmm_ymm = 0x06;
  constexpr uint32_t opmask_zmm = 0xe0;
  const uint32_t wanted = needs == nothing ? 0 : needs == ymm_state ? xmm_ymm : xmm_ymm | opmask_zmm;
  return (processor.saved_state & wanted) == wanted;
}

}  // namespace

uint64_t host_cpu_features() {
  const Processor processor = ask_processor();
  uint64_t features = 0;
  for (const Row& row : rows) {
    const auto bit = cpu_feature_bit(Architecture::x86_64, row.name);
    if (bit && (processor.words[row.word] >> row.bit & 1) != 0 && state_is_saved(processor, row.needs))
      features |= uint64_t{1} << *bit;
  }
  return features;
}

}  // namespace wasmc
