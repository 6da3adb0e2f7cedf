// The instructions by the words of the text format, from opcodes.def. Usable from any thread.
#pragma once

#include <cstdint>

#include "compiler/binary/encode.h"
#include "compiler/text/cursor.h"
#include "compiler/text/parse_immediates.h"

namespace wasmc {

struct TextInstruction {
  Opcode opcode;
  uint32_t natural_align_log2;
  // Appends the immediate, which is next.
  Status (*parse_immediate)(InstructionContext&, ByteVector&);
};

// The instruction whose word is next, or null. Of those that share a word it is the one that the immediate calls for.
[[nodiscard]] const TextInstruction* find_instruction(const TokenCursor& cursor);

}  // namespace wasmc
