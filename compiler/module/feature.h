// The features of the language, from features.def. Usable from any thread.
#pragma once

#include <cstdint>

#include "format/base/result.h"

namespace wasmc {

enum class Feature : uint8_t {
#define FEATURE(name, flag, version, supported, words) name,
#include "compiler/module/features.def"
};

// False if modules that use the feature are refused.
[[nodiscard]] bool is_supported(Feature feature);

// The proposal's name, as options spell it: "bulk-memory".
[[nodiscard]] const char* flag_of(Feature feature);

// What a message calls it: "bulk memory operations".
[[nodiscard]] const char* words_for(Feature feature);

// "not supported yet: <words>", for input that uses the feature at that offset.
[[nodiscard]] Error unsupported_feature(Feature feature, uint64_t offset);

}  // namespace wasmc
