// Modules made to do harm: the means to write them, and what becomes of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "format/base/leb128.h"
#include "format/base/result.h"

namespace wasmc {

using ByteVector = std::vector<uint8_t>;

// Decoding, names and validation, with all features. An error must have an offset within the module, and a message.
[[nodiscard]] Status judge(std::span<const uint8_t> bytes);

// The same for text, whose errors have offsets in the text if they come from parsing it.
[[nodiscard]] Status judge_text(std::string_view text);

// The error's message, or "" if there is none.
[[nodiscard]] std::string message_of(const Status& status);

// A module with something in every section, and of each feature that can be validated.
[[nodiscard]] ByteVector module_of_everything();

// Bytes one after the other; chains.
class ModuleWriter {
 public:
  ModuleWriter() : bytes_{0x00, 'a', 's', 'm', 0x01, 0x00, 0x00, 0x00} {}

  ModuleWriter& section(uint8_t id, const ByteVector& contents);
  // One function of type 0 with these instructions and no locals; the last `end` is added.
  ModuleWriter& code(const ByteVector& instructions);

  [[nodiscard]] const ByteVector& bytes() const { return bytes_; }

 private:
  ByteVector bytes_;
};

// The number as LEB128, then the piece that many times.
[[nodiscard]] ByteVector vector_of(uint32_t count, const ByteVector& piece);
// The piece that many times.
[[nodiscard]] ByteVector repeat(size_t count, const ByteVector& piece);
[[nodiscard]] std::string repeat(size_t count, std::string_view piece);
void append(ByteVector& bytes, const ByteVector& more);

}  // namespace wasmc
