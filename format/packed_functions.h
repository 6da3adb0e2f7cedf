// The module's own functions: where the code of each is, its type and its place in the source. A file has them packed,
// as distances from the function before where that is shorter (spec/cwasm.md); a reader expands them once. Usable from
// any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "format/base/result.h"

namespace wasmc {

// One function, in index order without the imports.
struct FunctionRecord {
  uint32_t type;
  uint32_t code_offset;  // of its first instruction in `code`
  uint32_t code_length;
  uint32_t wasm_offset;  // of its body in the source module
  uint32_t entry;  // code offset where calls from elsewhere enter: code_offset; of a function that makes tail calls,
                   // a thunk, or none_index if there can't be such calls
};

// Whatever the records are, unpacking gives the same ones again. No bytes for no functions.
[[nodiscard]] std::vector<uint8_t> pack_functions(std::span<const FunctionRecord> functions);

// How many there are, which is no more than the bytes can hold. Fails if their head is damaged.
[[nodiscard]] Result<uint32_t> count_functions(std::span<const uint8_t> packed);

// Expands bytes that were counted to as many records. Fails if they end too early or too late, or have a number that
// is too large; what the records say is not checked.
[[nodiscard]] Status unpack_functions(std::span<const uint8_t> packed, std::span<FunctionRecord> functions);

}  // namespace wasmc
