#include "compiler/module/feature.h"

#include <algorithm>
#include <cassert>
#include <string>

namespace wasmc {
namespace {

constexpr FeatureRow rows[] = {
#define FEATURE(name, flag, version, state, compiled, words) {Feature::name, flag, version, FeatureState::state, words},
#include "compiler/module/features.def"
};
static_assert(std::size(rows) <= 64, "a FeatureSet has one bit for each");

template <class Predicate>
FeatureSet features_where(Predicate&& holds) {
  FeatureSet set;
  for (const FeatureRow& row : rows) {
    if (holds(row)) set.enable(row.feature);
  }
  return set;
}

}  // namespace

std::span<const FeatureRow> all_features() { return rows; }

const FeatureRow& row_of(Feature feature) { return rows[static_cast<size_t>(feature)]; }

std::optional<Feature> find_feature(std::string_view flag) {
  for (const FeatureRow& row : rows) {
    if (row.flag == flag) return row.feature;
  }
  return std::nullopt;
}

FeatureSet FeatureSet::defaults() {
  return features_where([](const FeatureRow& row) { return row.state == FeatureState::on; });
}

FeatureSet FeatureSet::all() {
  return features_where([](const FeatureRow& row) { return row.state != FeatureState::never; });
}

FeatureSet FeatureSet::of_version(unsigned version) {
  assert(version >= 1 && version <= newest_version);
  return features_where([=](const FeatureRow& row) { return row.version != 0 && row.version <= version; });
}

FeatureSet FeatureSet::compiled() const {
  FeatureSet set =
      features_where([this](const FeatureRow& row) { return is_compiled(row.feature) && has(row.feature); });
  set.uncompiled_ = bits_ & ~set.bits_;
  set.to_compile_ = true;
  return set;
}

Error FeatureSet::refusal(Feature feature, uint64_t offset) const {
  const FeatureRow& row = row_of(feature);
  if (row.state == FeatureState::never || (to_compile_ && !is_compiled(feature))) {
    return {std::string("not supported yet: ") + row.words, offset};
  }
  return {std::string("not enabled: ") + row.words + " (--enable-" + row.flag + ")", offset};
}

}  // namespace wasmc
