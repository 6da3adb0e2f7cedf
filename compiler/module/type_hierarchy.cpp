#include "compiler/module/type_hierarchy.h"

#include <optional>

namespace wasmc {
namespace {

// The parent in the tree, of the first of equal types.
std::optional<uint32_t> parent_of(std::span<const DefinedType> types, uint32_t index) {
  const DefinedType& type = types[index];
  if (!type.supertype || *type.supertype >= index) return std::nullopt;
  return types[*type.supertype].canonical;
}

// How many types each tree has below and including its root. Parents are before their children.
std::vector<uint32_t> sizes_of_trees(std::span<const DefinedType> types) {
  std::vector<uint32_t> sizes(types.size(), 1);
  for (size_t i = types.size(); i-- > 0;) {
    const auto index = static_cast<uint32_t>(i);
    if (types[index].canonical != index) continue;
    if (const auto parent = parent_of(types, index)) sizes[*parent] += sizes[index];
  }
  return sizes;
}

}  // namespace

TypeHierarchy::TypeHierarchy(std::span<const DefinedType> types) : ranges_(types.size()) {
  const std::vector<uint32_t> sizes = sizes_of_trees(types);
  std::vector<uint32_t> next_child(types.size());  // the number for the next child of each type
  uint32_t next_root = 0;
  for (uint32_t i = 0; i < types.size(); ++i) {
    if (types[i].canonical != i) {
      ranges_[i] = ranges_[types[i].canonical];
      continue;
    }
    const auto parent = parent_of(types, i);
    uint32_t& next = parent ? next_child[*parent] : next_root;
    ranges_[i] = {next, next + sizes[i]};
    next_child[i] = next + 1;
    next += sizes[i];
  }
}

}  // namespace wasmc
