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

CodePlace place_of(const FunctionRecord& function, const FunctionRecord& before, unsigned unit) {
  if (function.entry != function.code_offset) return CodePlace::distant_with_entry;
  if (function.code_offset == code_offset_behind(before, unit)) return CodePlace::behind;
  const bool is_aligned = function.code_offset == code_offset_behind(before, code_alignment_log2);
  return is_aligned ? CodePlace::aligned : CodePlace::distant;
}

void pack(const FunctionRecord& function, const FunctionRecord& before, unsigned unit, std::vector<uint8_t>& bytes) {
  const CodePlace place = place_of(function, before, unit);
  append_leb128(bytes, uint64_t{function.type} << packed_place_bits | static_cast<uint64_t>(place));
  if (place >= CodePlace::distant)
    append_leb128(bytes, static_cast<int32_t>(function.code_offset - code_offset_behind(before, unit)) >> unit);
  append_leb128(bytes, function.code_length);
  append_leb128(bytes, function.wasm_offset - before.wasm_offset);
  if (place == CodePlace::distant_with_entry) append_leb128(bytes, function.entry + 1);  // 0 for none
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
