// Tables whose elements are known when a module is compiled: nobody else can reach them, and the module itself never
// writes them once its segments have.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/module/module.h"

namespace wasmc {

struct ClosedTable {
  // Functions by their index, none_index for null. Empty if they are not known, or if no call goes through the table.
  std::vector<uint32_t> elements;
  // The canonical types of the imported functions among them, ascending.
  std::vector<uint32_t> imported_types;
};

// By table index.
[[nodiscard]] std::vector<ClosedTable> find_closed_tables(const Module& module);

}  // namespace wasmc
