// The function types of a module: those that it defines, and those that type uses imply (section 6.6.4), which come
// after them. One table belongs to one thread.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "format/types.h"

namespace wasmc {

class TypeTable {
 public:
  // Appends a type that the module defines.
  void define(const FunctionType& type);
  // The first type that is equal; appends it if there is none.
  [[nodiscard]] uint32_t find_or_add(const FunctionType& type);

  [[nodiscard]] const std::vector<FunctionType>& types() const { return types_; }
  // The type with that index, or nothing.
  [[nodiscard]] const FunctionType* find(uint32_t index) const {
    return index < types_.size() ? &types_[index] : nullptr;
  }

 private:
  std::vector<FunctionType> types_;
  std::unordered_map<std::string, uint32_t> first_by_encoding_;
};

}  // namespace wasmc
