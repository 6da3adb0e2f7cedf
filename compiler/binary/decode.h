// Decodes modules (section 5.5). Usable from any thread.
#pragma once

#include <cstdint>
#include <span>

#include "compiler/module/module.h"
#include "format/base/result.h"

namespace wasmc {

// The module in the bytes, which have to outlive it. Fails if they are malformed, go beyond compiler/module/limits.h or
// use a feature that is not in the set; the message begins as the specification suite's does, where it has one. What is
// malformed inside of function bodies, and everything that is invalid, is left to validate_module.
[[nodiscard]] Result<Module> decode_module(std::span<const uint8_t> bytes,
                                           const FeatureSet& features = FeatureSet::defaults());

}  // namespace wasmc
