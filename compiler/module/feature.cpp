#include "compiler/module/feature.h"

#include <string>

namespace wasmc {
namespace {

struct Row {
  const char* flag;
  bool supported;
  const char* words;
};

constexpr Row rows[] = {
#define FEATURE(name, flag, version, supported, words) {flag, supported, words},
#include "compiler/module/features.def"
};

const Row& row_of(Feature feature) { return rows[static_cast<size_t>(feature)]; }

}  // namespace

bool is_supported(Feature feature) { return row_of(feature).supported; }

const char* flag_of(Feature feature) { return row_of(feature).flag; }

const char* words_for(Feature feature) { return row_of(feature).words; }

Error unsupported_feature(Feature feature, uint64_t offset) {
  return {std::string("not supported yet: ") + words_for(feature), offset};
}

}  // namespace wasmc
