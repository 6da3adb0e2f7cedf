// Instructions as numbers, from opcodes.def. Usable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/module/feature.h"

namespace wasmc {

// Prefix and code in one number; codes behind a prefix are below 2^16.
constexpr uint32_t opcode_key(uint32_t prefix, uint32_t code) { return prefix << 16 | code; }

// The values are the keys, so that decoding one is a check of range only.
enum class Opcode : uint32_t {
#define OPCODE(prefix, code, name, text, Immediate, feature) name = opcode_key(prefix, code),
#include "compiler/module/opcodes.def"
};

constexpr uint32_t prefix_of(Opcode opcode) { return static_cast<uint32_t>(opcode) >> 16; }
constexpr uint32_t code_of(Opcode opcode) { return static_cast<uint32_t>(opcode) & 0xffff; }

// True of the instructions that `end` belongs to.
constexpr bool opens_block(Opcode opcode) {
  return opcode == Opcode::block || opcode == Opcode::loop || opcode == Opcode::if_ || opcode == Opcode::try_ ||
         opcode == Opcode::try_table;
}
// True of `end`, and of what stands in its place.
constexpr bool closes_block(Opcode opcode) { return opcode == Opcode::end || opcode == Opcode::delegate; }

// True of the first byte of a two-part opcode.
constexpr bool is_opcode_prefix(uint8_t byte) { return byte >= 0xfb && byte <= 0xfe; }

// "i32.add": as the text format spells it. The two instructions `select` share theirs.
[[nodiscard]] const char* text_of(Opcode opcode);

[[nodiscard]] Feature feature_of(Opcode opcode);

// The instruction with that encoding, or nothing.
[[nodiscard]] std::optional<Opcode> find_opcode(uint32_t prefix, uint32_t code);

// The instruction with that text, the first of those that share one; or nothing.
[[nodiscard]] std::optional<Opcode> find_opcode(std::string_view text);

// Why an encoding that is none of an Opcode is refused: the name of the feature it belongs to, or "illegal opcode ff".
[[nodiscard]] Error refuse_opcode(uint32_t prefix, uint32_t code, uint64_t offset);

}  // namespace wasmc
