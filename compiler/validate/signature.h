// The signatures of opcodes.def, read at compile time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "format/types.h"

namespace wasmc {

struct InstructionType {
  ValueType params[4];
  size_t param_count = 0;
  ValueType results[2];
  size_t result_count = 0;
};

constexpr ValueType type_of_letter(char letter) {
  switch (letter) {
    case 'i': return ValueType::i32();
    case 'I': return ValueType::i64();
    case 'f': return ValueType::f32();
    case 'F': return ValueType::f64();
    case 'v': return ValueType::v128();
    default: return ValueType::bottom();
  }
}

// The text of a signature as an argument of a template.
struct SignatureText {
  // As many operands and results as an InstructionType holds, '_' and the end.
  char letters[8] = {};

  template <size_t length>
  constexpr SignatureText(const char (&text)[length]) {
    static_assert(length <= sizeof letters);
    for (size_t i = 0; i < length; ++i) letters[i] = text[i];
  }
};

// "iI_f" is [i32 i64] -> [f32].
constexpr InstructionType parse_signature(std::string_view text) {
  InstructionType signature;
  size_t position = 0;
  while (text[position] != '_') signature.params[signature.param_count++] = type_of_letter(text[position++]);
  while (++position < text.size()) signature.results[signature.result_count++] = type_of_letter(text[position]);
  return signature;
}

// How many lanes the shape has that an instruction's text starts with: 16 of "i8x16.add".
constexpr uint32_t lanes_of(std::string_view text) {
  uint32_t lanes = 0;
  for (size_t i = text.find('x') + 1; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
    lanes = lanes * 10 + static_cast<uint32_t>(text[i] - '0');
  }
  return lanes;
}

}  // namespace wasmc
