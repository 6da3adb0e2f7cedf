#include "compiler/text/index_space.h"

namespace wasmc {

bool IndexSpace::declare(std::string_view id) {
  const uint32_t index = size_++;
  if (id.empty()) return true;
  names_.emplace_back(index, id);
  return indices_.emplace(id, index).second;
}

std::optional<uint32_t> IndexSpace::find(std::string_view id) const {
  const auto found = indices_.find(id);
  if (found == indices_.end()) return std::nullopt;
  return found->second;
}

}  // namespace wasmc
