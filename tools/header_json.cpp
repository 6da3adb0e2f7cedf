#include "tools/header_json.h"

#include <algorithm>
#include <string>

#include "runtime-support/cpu_features.h"

namespace wasmc {

namespace {

// The names of a set's bits.
template <typename Name>
void write_names(JsonWriter& json, uint64_t bits, Name name_of) {
  json.begin_array(JsonWriter::Layout::one_line);
  for (unsigned bit = 0; bit < 64; ++bit) {
    if ((bits >> bit & 1) == 0) continue;
    const std::string_view name = name_of(bit);
    json.value(name.empty() ? "unknown:" + std::to_string(bit) : std::string(name));
  }
  json.end();
}

std::string_view or_empty(const char* name) { return name != nullptr ? name : ""; }

bool is_zero(std::span<const uint8_t> bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](uint8_t byte) { return byte == 0; });
}

void write_target(JsonWriter& json, const ArtifactHeader& header) {
  json.member("architecture", to_string(header.architecture));
  json.member("system", to_string(header.system));
  json.member("pointer_bytes", uint32_t{header.pointer_bytes});
  json.key("cpu_features");
  write_cpu_features(json, header.architecture, header.cpu_features);
  json.member("memory_strategy", to_string(header.memory_strategy));
  json.member("largest_page", uint64_t{1} << (header.image_page_log2 & 63));
}

void write_options(JsonWriter& json, const ArtifactHeader& header) {
  json.member("optimisation", to_string(header.optimisation));
  json.key("options");
  write_names(json, header.compile_options, [](unsigned bit) { return or_empty(compile_option_name(bit)); });
  json.key("wasm_features");
  write_names(json, header.wasm_features, [](unsigned bit) { return or_empty(wasm_feature_name(bit)); });
}

}  // namespace

void write_cpu_features(JsonWriter& json, Architecture architecture, uint64_t bits) {
  write_names(json, bits, [architecture](unsigned bit) { return cpu_feature_name(architecture, bit); });
}

void write_bytes(JsonWriter& json, std::span<const uint8_t> bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (uint8_t byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  json.value(text);
}

void write_header(JsonWriter& json, const ArtifactHeader& header) {
  json.begin_object();
  json.member("abi", header.abi);
  write_target(json, header);
  write_options(json, header);
  json.key("start_function");
  header.start_function == none_index ? json.null() : json.value(header.start_function);
  json.member("release", header.release);
  json.key("source_sha256");
  is_zero(header.source_hash) ? json.null() : write_bytes(json, header.source_hash);
  json.end();
}

}  // namespace wasmc
