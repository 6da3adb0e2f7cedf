// An artifact's header as JSON: for `wasmc inspect --json` and `wasmload --explain --json`; spec/json.md says what the
// fields mean.
#pragma once

#include <cstdint>
#include <span>

#include "format/artifact.h"
#include "format/base/json.h"

namespace wasmc {

// An array of names; of a bit that has none, "unknown:7".
void write_cpu_features(JsonWriter& json, Architecture architecture, uint64_t bits);

// An object.
void write_header(JsonWriter& json, const ArtifactHeader& header);

// A string, in hexadecimal.
void write_bytes(JsonWriter& json, std::span<const uint8_t> bytes);

}  // namespace wasmc
