// Finds the recursion groups that are equal (section 3.1.5 "Rolling and Unrolling"): as many types that look alike, if
// what they refer to inside of their group is counted from its start, and what they refer to outside is equal.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "format/types.h"

namespace wasmc {

// The groups of one module, in their order. Takes O(n log n) for input of that length, whatever the types are.
class CanonicalTypes {
 public:
  // The types, to which groups are appended, stay where they are.
  explicit CanonicalTypes(std::vector<DefinedType>& types) : types_(types) {}

  // Fills in `canonical` of the types of the group that starts at that index and reaches to the last type. All types
  // before have theirs.
  void add_group(uint32_t start);

 private:
  // A group by its first type. Comparing the hashes first makes nearly all comparisons short.
  struct Group {
    uint64_t hash;
    uint32_t start;
  };
  struct Before {
    const std::vector<DefinedType>& types;
    bool operator()(const Group& a, const Group& b) const;
  };

  std::vector<DefinedType>& types_;
  std::set<Group, Before> groups_{Before{types_}};
};

}  // namespace wasmc
