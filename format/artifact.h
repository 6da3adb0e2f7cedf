// An artifact in memory: the header's facts and the sections' contents. The compiler fills ArtifactContents<Owned> and
// write_artifact (write.h) serializes it; read_artifact (read.h) gives the loader a checked view. Plain data.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "format/packed_functions.h"
#include "format/records.h"
#include "format/target.h"

namespace wasmc {

inline constexpr std::array<uint8_t, 8> artifact_magic = {0x00, 'c', 'w', 'a', 's', 'm', '\r', '\n'};
inline constexpr uint16_t format_major = 4;
inline constexpr uint16_t format_minor = 0;

enum class SectionId : uint32_t {
#define SECTION(id, name, element, text) name = id,
#include "format/sections.def"
#undef SECTION
};

// "code", "read-only data", ... or nullptr for a number that is none.
[[nodiscard]] const char* to_string(SectionId id);

// The facts that decide whether an artifact can run somewhere, and how it was made.
struct ArtifactHeader {
  uint32_t abi = 0;
  Architecture architecture = Architecture::x86_64;
  OperatingSystem system = OperatingSystem::linux_;
  uint8_t pointer_bytes = 8;
  uint8_t image_page_log2 = 16;  // of runtime-support/code_image.h
  MemoryStrategy memory_strategy = MemoryStrategy::guard;
  uint8_t guard_log2 = 33;  // a guarded memory reserves 2 to this power bytes, and 64 KiB; 0 without guard pages
  OptimisationLevel optimisation = OptimisationLevel::O0;
  uint64_t cpu_features = 0;     // bits of runtime-support/cpu_features.def for the architecture
  uint64_t wasm_features = 0;    // bits of format/wasm_features.def
  uint32_t compile_options = 0;  // bits of format/compile_options.def
  uint32_t start_function = none_index;
  uint64_t release = 0;                   // grows from release to release of the artifact, or 0
  std::array<uint8_t, 32> source_hash{};  // SHA-256 of the source module, or zero
};

enum class CompileOption : uint32_t {
#define COMPILE_OPTION(bit, name, text) name = uint32_t{1} << bit,
#include "format/compile_options.def"
#undef COMPILE_OPTION
};

// "deterministic", "simd", ... or nullptr for a bit that is none.
[[nodiscard]] const char* compile_option_name(unsigned bit);
[[nodiscard]] const char* wasm_feature_name(unsigned bit);

// The sections, by name, each a container of its elements.
template <template <typename> class Container>
struct ArtifactContents {
  ArtifactHeader header;
#define SECTION(id, name, element, text) Container<element> name;
#include "format/sections.def"
#undef SECTION
};

template <typename T>
using OwnedSection = std::vector<T>;
template <typename T>
using SectionView = std::span<const T>;

using Artifact = ArtifactContents<OwnedSection>;
using ArtifactView = ArtifactContents<SectionView>;

}  // namespace wasmc
