#include <bit>

#include "format/base/leb128.h"
#include "format/function_packing.h"

namespace wasmc {

namespace {

using Functions = std::span<const FunctionRecord>;

// All code offsets are multiples of it.
unsigned code_unit_log2(Functions functions) {
  uint32_t offsets = uint32_t{1} << max_code_unit_log2;
  for (const FunctionRecord& function : functions) offsets |= function.code_offset;
  return static_cast<unsigned>(std::countr_zero(offsets));
}

void pack(const FunctionRecord& function, const FunctionRecord& before, unsigned unit, std::vector<uint8_t>& bytes) {
  const auto distance = static_cast<int32_t>(function.code_offset - next_code_offset(before, unit));
  const bool has_entry = function.entry != function.code_offset;
  append_leb128(bytes, uint64_t{function.type} << packed_type_shift | (distance != 0 ? packs_distance : 0) |
                           (has_entry ? packs_entry : 0));
  if (distance != 0) append_leb128(bytes, distance >> unit);
  append_leb128(bytes, function.code_length);
  append_leb128(bytes, function.wasm_offset - before.wasm_offset);
  if (has_entry) append_leb128(bytes, function.entry + 1);  // 0 for none
}

}  // namespace

std::vector<uint8_t> pack_functions(Functions functions) {
  std::vector<uint8_t> bytes;
  if (functions.empty()) return bytes;
  const unsigned unit = code_unit_log2(functions);
  bytes.push_back(static_cast<uint8_t>(unit));
  append_leb128(bytes, static_cast<uint32_t>(functions.size()));
  FunctionRecord before{};
  for (const FunctionRecord& function : functions) {
    pack(function, before, unit, bytes);
    before = function;
  }
  return bytes;
}

}  // namespace wasmc
