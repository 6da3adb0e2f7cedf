// The sections of a module while its fields are parsed one after the other, and how the module is made of them in the
// end. Usable from any thread, each with its own.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/text/context.h"
#include "compiler/text/positioned_bytes.h"

namespace wasmc {

// A section that is a vector of items.
struct VectorSection {
  PositionedBytes contents;
  uint32_t count = 0;

  // What is appended to the contents next is an item from there in the source.
  ByteVector& begin_item(uint32_t source) {
    contents.mark(source);
    ++count;
    return contents.bytes;
  }
};

using NameMap = std::vector<std::pair<uint32_t, std::string_view>>;

struct TextSections {
  std::string_view module_name;
  uint32_t module_source = 0;  // where the module is in the source
  VectorSection imports;
  VectorSection functions;
  VectorSection tables;
  VectorSection memories;
  VectorSection globals;
  VectorSection exports;
  PositionedBytes start;  // empty if there is none
  VectorSection elements;
  VectorSection code;
  VectorSection data;
  std::vector<std::pair<uint32_t, NameMap>> local_names;  // by function
};

// The module in the binary format, with a section of the names in the context.
[[nodiscard]] PositionedBytes assemble_sections(const TextContext& context, const TextSections& sections);

}  // namespace wasmc
