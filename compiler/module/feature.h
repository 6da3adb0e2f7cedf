// The features of the language, from features.def. Usable from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "format/base/result.h"

namespace wasmc {

enum class Feature : uint8_t {
#define FEATURE(name, flag, version, state, compiled, words) name,
#include "compiler/module/features.def"
};

// False if modules that use the feature can be validated but not compiled.
[[nodiscard]] constexpr bool is_compiled(Feature feature) {
  constexpr bool compiled_by_feature[] = {
#define FEATURE(name, flag, version, state, compiled, words) compiled,
#include "compiler/module/features.def"
  };
  return compiled_by_feature[static_cast<size_t>(feature)];
}

// Whether a feature is accepted; see features.def.
enum class FeatureState : uint8_t { on, off, never };

struct FeatureRow {
  Feature feature;
  const char* flag;  // the proposal's name, as options spell it: "bulk-memory"
  unsigned version;  // of the specification, 0 if none has it yet
  FeatureState state;
  const char* words;  // what a message calls it: "bulk memory operations"
};

// All of them, in the order of the enumeration.
[[nodiscard]] std::span<const FeatureRow> all_features();
[[nodiscard]] const FeatureRow& row_of(Feature feature);
[[nodiscard]] std::optional<Feature> find_feature(std::string_view flag);

// The newest version of the specification that can be asked for.
inline constexpr unsigned newest_version = 3;

// The features that a module may use. A value.
class FeatureSet {
 public:
  // None.
  constexpr FeatureSet() = default;
  // Those whose state is `on`.
  [[nodiscard]] static FeatureSet defaults();
  // All that can be validated.
  [[nodiscard]] static FeatureSet all();
  // Those of that version of the specification (1 to newest_version) and of the ones before.
  [[nodiscard]] static FeatureSet of_version(unsigned version);

  [[nodiscard]] constexpr bool has(Feature feature) const { return (bits_ & bit(feature)) != 0; }
  // The same of what a module only declares, such as tags: that compiles though the feature's instructions don't.
  [[nodiscard]] constexpr bool declares(Feature feature) const { return ((bits_ | uncompiled_) & bit(feature)) != 0; }
  constexpr void enable(Feature feature) { bits_ |= bit(feature); }
  constexpr void disable(Feature feature) { bits_ &= ~bit(feature); }

  // Without those that can't be compiled.
  [[nodiscard]] FeatureSet compiled() const;

  // Fails, at that offset of the input, unless the feature is in the set.
  [[nodiscard]] Status require(Feature feature, uint64_t offset) const {
    if (has(feature)) return {};
    return refusal(feature, offset);
  }
  // Why a feature that is not in the set is refused: the words, and the option that helps, if any does.
  [[nodiscard]] Error refusal(Feature feature, uint64_t offset) const;

  constexpr bool operator==(const FeatureSet&) const = default;

 private:
  static constexpr uint64_t bit(Feature feature) { return uint64_t{1} << static_cast<unsigned>(feature); }

  uint64_t bits_ = 0;
  uint64_t uncompiled_ = 0;  // what compiled() has taken away
  bool to_compile_ = false;  // what is missing may be so because it can't be compiled
};

}  // namespace wasmc
