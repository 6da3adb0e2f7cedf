#include "compiler/text/index_space.h"

namespace wasmc {

bool IndexSpace::declare(std::string_view id, std::string_view name) {
  const uint32_t index = size_++;
  if (!name.empty()) names_.emplace_back(index, name);
  return id.empty() || indices_.emplace(id, index).second;
}

std::optional<uint32_t> IndexSpace::find(std::string_view id) const {
  const auto found = indices_.find(id);
  if (found == indices_.end()) return std::nullopt;
  return found->second;
}

}  // namespace wasmc
