// Which features of the language a module uses, of those that it might. Usable from any thread.
#pragma once

#include <cstdint>

#include "compiler/module/feature.h"
#include "compiler/module/module.h"

namespace wasmc {

// The features without which the valid module would be refused.
[[nodiscard]] FeatureSet used_features(const Module& module);

// The set as the headers of artifacts have it (format/wasm_features.def).
[[nodiscard]] uint64_t wasm_feature_bits(const FeatureSet& features);

}  // namespace wasmc
