// The custom section of names (appendix "Custom Sections", with the subsections of the proposal for extended names).
// Usable from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/module/module.h"

namespace wasmc {

// Names by index, which point into the input; empty where there is none. Shorter than the index space if its last items
// have none.
using NameList = std::vector<std::string_view>;

[[nodiscard]] inline std::string_view name_of(const NameList& names, uint32_t index) {
  return index < names.size() ? names[index] : std::string_view();
}

// The names of what items have in turn, such as the locals of functions: not decoded before they are asked for, so that
// they take little memory.
class NameTable {
 public:
  // The names of an item's parts, of which there are that many. Names of others are ignored.
  [[nodiscard]] NameList of(uint32_t item, size_t parts) const;
  [[nodiscard]] bool empty() const { return items_.empty(); }
  // The items that have such names, in the order of their indices.
  [[nodiscard]] const std::vector<std::pair<uint32_t, ByteRange>>& items() const { return items_; }

  void add(uint32_t item, const ByteRange& names) { items_.emplace_back(item, names); }
  // After the last item is added.
  void sort();

 private:
  std::vector<std::pair<uint32_t, ByteRange>> items_;
};

struct Names {
  std::string_view module;  // empty if it has none
  NameList functions;
  NameList types;
  NameList tables;
  NameList memories;
  NameList globals;
  NameList elements;
  NameList data;
  NameList tags;
  NameTable locals;  // of functions
  NameTable labels;  // of functions: of the blocks in them, in the order of their first instructions
  NameTable fields;  // of types

  [[nodiscard]] std::string_view function(uint32_t index) const { return name_of(functions, index); }
};

// The names in the module's section "name". A subsection that is malformed counts as absent, and what follows one whose
// end is not known as well: the specification wants no module refused for its names. Names of items that do not exist
// are ignored. Names may be repeated and may hold any character.
[[nodiscard]] Names decode_names(const Module& module);

}  // namespace wasmc
