#include "compiler/text/text_instruction.h"

#include <bit>
#include <unordered_map>

#include "compiler/text/parse_types.h"

namespace wasmc {
namespace {

template <class Immediate>
Status parse_and_encode(InstructionContext& context, ByteVector& bytes) {
  Immediate immediate;
  TRY(parse(context, immediate));
  encode(bytes, immediate);
  return {};
}

constexpr uint32_t log2_of(uint32_t bytes) { return static_cast<uint32_t>(std::countr_zero(bytes)); }

using InstructionMap = std::unordered_map<std::string_view, TextInstruction>;

const InstructionMap& instructions() {
  static const InstructionMap map = {
#define SIMPLE(prefix, code, name, text, Immediate, signature, feature) \
  {text, {Opcode::name, 0, parse_and_encode<Immediate>}},
#define SPECIAL(prefix, code, name, text, Immediate, feature) {text, {Opcode::name, 0, parse_and_encode<Immediate>}},
#define ACCESS(prefix, code, name, text, Immediate, signature, bytes, feature) \
  {text, {Opcode::name, log2_of(bytes), parse_and_encode<Immediate>}},
#include "compiler/module/opcodes.def"
  };
  return map;
}

// Those whose words stand for the rows before them.
constexpr TextInstruction select_with_types = {Opcode::select_t, 0, parse_and_encode<SelectTypes>};
constexpr TextInstruction test_with_null = {Opcode::ref_test_null, 0, parse_and_encode<ReferenceType>};
constexpr TextInstruction cast_with_null = {Opcode::ref_cast_null, 0, parse_and_encode<ReferenceType>};

bool is_nullable_next(const TokenCursor& cursor) {
  TokenCursor type = cursor;
  type.advance();
  return at_nullable_reference_type(type);
}

}  // namespace

const TextInstruction* find_instruction(const TokenCursor& cursor) {
  if (!cursor.at(Token::Kind::keyword)) return nullptr;
  const auto found = instructions().find(cursor.text());
  if (found == instructions().end()) return nullptr;
  switch (found->second.opcode) {
    case Opcode::select:
      if (cursor.at(Token::Kind::open, 1) && cursor.at_keyword("result", 2)) return &select_with_types;
      break;
    case Opcode::ref_test:
      if (is_nullable_next(cursor)) return &test_with_null;
      break;
    case Opcode::ref_cast:
      if (is_nullable_next(cursor)) return &cast_with_null;
      break;
    default: break;
  }
  return &found->second;
}

}  // namespace wasmc
