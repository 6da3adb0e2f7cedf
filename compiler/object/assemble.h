// Lays out the code of all partitions as one image and resolves every relocation in it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/object/object_code.h"
#include "format/base/result.h"
#include "format/target.h"
#include "format/trap_table.h"

namespace wasmc {

struct CodeRange {
  uint32_t offset = 0;
  uint32_t length = 0;
};

struct AssembledCode {
  std::vector<uint8_t> code;
  std::vector<uint8_t> read_only_data;
  std::vector<uint32_t> import_slots;  // ids of runtime-support/library.def
  std::vector<TrapSite> trap_sites;    // ascending
  std::unordered_map<std::string, CodeRange> functions;
};

// Fails if code refers to what is neither a function of the module nor in library.def, or if the image is too large for
// its relocations.
// What it gives needs no relocation.
[[nodiscard]] Result<AssembledCode> assemble(Architecture architecture, std::vector<ObjectCode> objects);

// What holds at assemble()'s end, of the objects as they are then: relocations that were applied are gone. The error
// names the first that is left, and how many there are.
[[nodiscard]] Status check_no_relocation_is_left(std::span<const ObjectCode> objects);

}  // namespace wasmc
