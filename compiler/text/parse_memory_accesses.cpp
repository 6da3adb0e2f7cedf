// The immediates of instructions that read or write memory.
#include <bit>

#include "compiler/text/parse_immediates.h"

namespace wasmc {
namespace {

// A word made of a name, `=` and a number: its number, or `absent` if that word is not next.
Result<uint64_t> parse_assignment(TextContext& context, std::string_view name, uint64_t absent) {
  const std::string_view text = context.cursor.text();
  if (!context.cursor.at(Token::Kind::keyword) || !text.starts_with(name)) return absent;
  const ParsedNumber number = parse_unsigned(text.substr(name.size()), 64);
  if (number.problem == ParsedNumber::Problem::malformed) {
    return Error{"unknown operator " + std::string(name), context.cursor.offset()};
  }
  if (number.problem == ParsedNumber::Problem::out_of_range) {
    return Error{"i64 constant out of range", context.cursor.offset()};
  }
  context.cursor.advance();
  return number.bits;
}

Status parse_offset_and_align(InstructionContext& context, MemArg& memarg) {
  TRY_ASSIGN(memarg.offset, parse_assignment(context.text, "offset=", 0));
  const uint32_t start = context.text.cursor.offset();
  TRY_ASSIGN(const uint64_t align, parse_assignment(context.text, "align=", uint64_t{1} << context.natural_align_log2));
  if (!std::has_single_bit(align)) return Error{"alignment must be a power of two", start};
  memarg.align_log2 = static_cast<uint32_t>(std::countr_zero(align));
  return {};
}

}  // namespace

Status parse(InstructionContext& context, MemArg& memarg) {
  TRY_ASSIGN(memarg.memory, parse_optional_index(context.text, context.text.memories));
  return parse_offset_and_align(context, memarg);
}

Status parse(InstructionContext& context, MemArgLane& access) {
  // A number is the lane if nothing that belongs to the access follows it.
  const TokenCursor& cursor = context.text.cursor;
  const bool more_follows = cursor.at(Token::Kind::number, 1) || cursor.text(1).starts_with("offset=") ||
                            cursor.text(1).starts_with("align=");
  if (cursor.at(Token::Kind::id) || more_follows) {
    TRY_ASSIGN(access.memarg.memory, parse_optional_index(context.text, context.text.memories));
  }
  TRY(parse_offset_and_align(context, access.memarg));
  TRY_ASSIGN(const uint64_t lane, parse_unsigned_number(context.text, 8));
  access.lane = static_cast<uint8_t>(lane);
  return {};
}

}  // namespace wasmc
