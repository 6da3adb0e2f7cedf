// The sections of a module while its fields are parsed one after the other, and how the module is made of them in the
// end. Usable from any thread, each with its own.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/text/branch_hints.h"
#include "compiler/text/context.h"
#include "compiler/text/parse_annotations.h"
#include "compiler/text/positioned_bytes.h"

namespace wasmc {

struct TextSections {
  std::string_view module_name;
  uint32_t module_source = 0;  // where the module is in the source
  VectorSection imports;
  VectorSection functions;
  VectorSection tables;
  VectorSection memories;
  VectorSection tags;
  VectorSection globals;
  VectorSection exports;
  PositionedBytes start;  // empty if there is none
  VectorSection elements;
  VectorSection code;
  VectorSection data;
  // By function.
  std::vector<std::pair<uint32_t, NameMap>> local_names;
  std::vector<std::pair<uint32_t, NameMap>> label_names;
  std::vector<std::pair<uint32_t, std::vector<BranchHint>>> branch_hints;
  std::vector<PlacedSection> custom;
};

// The module in the binary format, with a section of the names in the context.
[[nodiscard]] PositionedBytes assemble_sections(const TextContext& context, const TextSections& sections);

}  // namespace wasmc
