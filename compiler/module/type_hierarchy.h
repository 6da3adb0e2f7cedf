// Which of a module's types are subtypes of which by declaration. Usable from any thread once built.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "format/types.h"

namespace wasmc {

// The types form trees, each below its supertype. They are numbered so that the subtypes of a type follow it without a
// gap: whether one is below another is a comparison of numbers, however deep the tree is.
class TypeHierarchy {
 public:
  TypeHierarchy() = default;
  // The types' `canonical` is filled. A supertype that is not before its subtype, which is invalid, counts for none.
  explicit TypeHierarchy(std::span<const DefinedType> types);

  // True if the types are equal or `super` is an ancestor of `sub`. Both are indices of the module's types.
  [[nodiscard]] bool is_subtype(uint32_t sub, uint32_t super) const {
    return ranges_[super].first <= ranges_[sub].first && ranges_[sub].first < ranges_[super].end;
  }

 private:
  // The numbers of a type and its subtypes.
  struct Range {
    uint32_t first = 0;
    uint32_t end = 0;
  };

  std::vector<Range> ranges_;
};

}  // namespace wasmc
