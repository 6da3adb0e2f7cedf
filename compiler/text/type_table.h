// The types of a module: those that it defines, and after them the function types that type uses imply (section 6.6.4).
// One table belongs to one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/text/positioned_bytes.h"
#include "format/types.h"

namespace wasmc {

class TypeTable {
 public:
  struct Definition {
    DefinedType type;
    uint32_t source = 0;  // where it is in the text
  };

  // Appends a recursion group that the module defines.
  void define(std::span<const Definition> group, uint32_t source);
  // The first type that is equal and alone in its group, final and without supertype; appends it if there is none.
  [[nodiscard]] uint32_t find_or_add(const FunctionType& type, uint32_t source);

  // The type with that index; null if there is none or it is no function type.
  [[nodiscard]] const FunctionType* function(uint32_t index) const {
    return index < functions_.size() && functions_[index] ? &*functions_[index] : nullptr;
  }
  [[nodiscard]] uint32_t size() const { return static_cast<uint32_t>(functions_.size()); }
  [[nodiscard]] const VectorSection& section() const { return section_; }

 private:
  void append(const DefinedType& type);

  std::vector<std::optional<FunctionType>> functions_;  // by index
  std::unordered_map<std::string, uint32_t> first_by_encoding_;
  VectorSection section_;
};

}  // namespace wasmc
