#include "tools/compare_artifacts.h"

#include <algorithm>
#include <span>

namespace wasmc {

namespace {

class Comparison {
 public:
  using Bytes = std::span<const uint8_t>;
  std::vector<std::string> lines;

  template <typename T>
  void field(const char* name, const T& expected, const T& actual) {
    if (expected != actual) lines.push_back(std::string("header: another ") + name);
  }

  template <typename T>
  void section(SectionId id, std::span<const T> expected, std::span<const T> actual) {
    bytes(id, record_bytes(expected), record_bytes(actual));
  }

  void bytes(SectionId id, Bytes expected, Bytes actual) {
    const auto differ = std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end());
    if (differ.first == expected.end() && differ.second == actual.end()) return;
    lines.push_back(std::string("section '") + to_string(id) + "': " + std::to_string(actual.size()) + " bytes, " +
                    std::to_string(expected.size()) + " expected, other ones from byte " +
                    std::to_string(differ.first - expected.begin()));
  }
};

void compare_headers(const ArtifactHeader& expected, const ArtifactHeader& actual, Comparison& comparison) {
  comparison.field("ABI", expected.abi, actual.abi);
  comparison.field("architecture", expected.architecture, actual.architecture);
  comparison.field("system", expected.system, actual.system);
  comparison.field("size of pointers", expected.pointer_bytes, actual.pointer_bytes);
  comparison.field("size of pages", expected.image_page_log2, actual.image_page_log2);
  comparison.field("memory strategy", expected.memory_strategy, actual.memory_strategy);
  comparison.field("size of guarded memories", expected.guard_log2, actual.guard_log2);
  comparison.field("level of optimisation", expected.optimisation, actual.optimisation);
  comparison.field("set of CPU features", expected.cpu_features, actual.cpu_features);
  comparison.field("set of WebAssembly features", expected.wasm_features, actual.wasm_features);
  comparison.field("set of options", expected.compile_options, actual.compile_options);
  comparison.field("start function", expected.start_function, actual.start_function);
  comparison.field("source module", expected.source_hash, actual.source_hash);
}

}  // namespace

std::vector<std::string> differences(const ArtifactView& expected, const ArtifactView& actual) {
  Comparison comparison;
  compare_headers(expected.header, actual.header, comparison);
#define SECTION(id, name, element, text) comparison.section<element>(SectionId::name, expected.name, actual.name);
#define PACKED_SECTION(id, name, element, text) \
  comparison.bytes(SectionId::name, pack_functions(expected.name), pack_functions(actual.name));
#include "format/sections.def"
#undef SECTION
  return std::move(comparison.lines);
}

}  // namespace wasmc
