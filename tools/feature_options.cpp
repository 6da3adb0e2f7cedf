#include "tools/feature_options.h"

#include <optional>
#include <string_view>

#include "tools/near_matches.h"

namespace wasmc {

namespace {

constexpr std::string_view enable_prefix = "--enable-";
constexpr std::string_view disable_prefix = "--disable-";
constexpr std::string_view version_option = "--wasm";

Error option_error(std::string_view option, std::string_view what) {
  return {std::string(option) + ": " + std::string(what)};
}

Result<Feature> feature_of(std::string_view option, std::string_view flag) {
  if (const auto feature = find_feature(flag)) return *feature;
  std::vector<std::string_view> flags;
  for (const FeatureRow& row : all_features()) flags.push_back(row.flag);
  return option_error(option, "there is no such feature" + did_you_mean(flag, flags) + " (`wasmc features` lists all)");
}

Status enable(FeatureSet& features, std::string_view option) {
  const std::string_view flag = option.substr(enable_prefix.size());
  if (flag == "all") {
    features = FeatureSet::all();
    return {};
  }
  TRY_ASSIGN(const Feature feature, feature_of(option, flag));
  const FeatureRow& row = row_of(feature);
  if (row.state == FeatureState::never) {
    return option_error(option, std::string(row.words) + ": not supported yet, modules that use it are refused");
  }
  features.enable(feature);
  return {};
}

Status disable(FeatureSet& features, std::string_view option) {
  TRY_ASSIGN(const Feature feature, feature_of(option, option.substr(disable_prefix.size())));
  if (feature == Feature::mvp) return option_error(option, "every module uses it");
  features.disable(feature);
  return {};
}

Result<FeatureSet> base_features(const std::optional<std::string>& version) {
  if (!version) return FeatureSet::defaults();
  for (unsigned number = 1; number <= newest_version; ++number) {
    if (*version == std::to_string(number) + ".0") return FeatureSet::of_version(number);
  }
  return option_error(std::string(version_option) + "=" + *version,
                      "use 1.0 to " + std::to_string(newest_version) + ".0");
}

// What the options of a command line are, in their order.
struct FeatureWords {
  std::optional<std::string> version;  // of several the last one
  std::vector<std::string> switches;
};

// Moves them out of the words. Only "--wasm" at the end is an error, since its value is missing.
Result<FeatureWords> take_words(std::vector<std::string>& words) {
  FeatureWords taken;
  std::vector<std::string> others;
  size_t i = 0;
  for (; i < words.size() && words[i] != "--"; ++i) {
    std::string& word = words[i];
    if (word.starts_with(enable_prefix) || word.starts_with(disable_prefix)) {
      taken.switches.push_back(std::move(word));
    } else if (word.starts_with(std::string(version_option) + "=")) {
      taken.version = word.substr(version_option.size() + 1);
    } else if (word == version_option) {
      if (++i == words.size()) return option_error(version_option, "a version has to follow, such as --wasm=2.0");
      taken.version = words[i];
    } else {
      others.push_back(std::move(word));
    }
  }
  for (; i < words.size(); ++i) others.push_back(std::move(words[i]));
  words = std::move(others);
  return taken;
}

}  // namespace

Result<FeatureSet> take_feature_options(std::vector<std::string>& words) {
  TRY_ASSIGN(const FeatureWords taken, take_words(words));
  TRY_ASSIGN(FeatureSet features, base_features(taken.version));
  for (const std::string& option : taken.switches) {
    TRY(option.starts_with(enable_prefix) ? enable(features, option) : disable(features, option));
  }
  return features;
}

}  // namespace wasmc
