#include "compiler/text/parse_instructions.h"

#include <bit>
#include <unordered_map>

#include "compiler/binary/encode.h"

namespace wasmc {

struct TextInstruction {
  Opcode opcode;
  uint32_t natural_align_log2;
  Status (*parse_immediate)(InstructionContext&, ByteVector&);
};

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

// Shares its text with the `select` that has no types.
constexpr TextInstruction typed_select = {Opcode::select_t, 0, parse_and_encode<SelectTypes>};

bool begins_block(Opcode opcode) { return opcode == Opcode::block || opcode == Opcode::loop || opcode == Opcode::if_; }

}  // namespace

Status InstructionParser::parse_body() {
  while (!frames_.empty() || !cursor_.at(Token::Kind::close)) TRY(step());
  emit(Opcode::end, cursor_.offset());
  return {};
}

Status InstructionParser::parse_folded_expression() {
  const uint32_t start = cursor_.offset();
  if (!cursor_.at(Token::Kind::open)) return cursor_.unexpected();
  do {
    TRY(step());
  } while (!frames_.empty());
  emit(Opcode::end, start);
  return {};
}

Status InstructionParser::step() {
  if (cursor_.at(Token::Kind::open)) return open_folded();
  if (cursor_.at(Token::Kind::close)) return close_folded();
  return parse_plain();
}

const TextInstruction* InstructionParser::next_instruction() const {
  if (!cursor_.at(Token::Kind::keyword)) return nullptr;
  const auto found = instructions().find(cursor_.text());
  if (found == instructions().end()) return nullptr;
  const bool is_typed_select =
      found->second.opcode == Opcode::select && cursor_.at(Token::Kind::open, 1) && cursor_.at_keyword("result", 2);
  return is_typed_select ? &typed_select : &found->second;
}

// The immediate is next.
Status InstructionParser::parse_into(const TextInstruction& instruction, ByteVector& bytes) {
  encode_opcode(bytes, instruction.opcode);
  context_.natural_align_log2 = instruction.natural_align_log2;
  return instruction.parse_immediate(context_, bytes);
}

Status InstructionParser::parse_plain() {
  const bool only_folded = in(Frame::Kind::operands) || in(Frame::Kind::condition) || in(Frame::Kind::after_then) ||
                           in(Frame::Kind::after_else);
  const TextInstruction* instruction = next_instruction();
  if (only_folded || instruction == nullptr) return cursor_.unexpected();
  if (instruction->opcode == Opcode::else_) return parse_else();
  if (instruction->opcode == Opcode::end) return parse_end();
  if (begins_block(instruction->opcode)) return begin_block(*instruction);
  output_.mark(cursor_.offset());
  cursor_.advance();
  return parse_into(*instruction, output_.bytes);
}

Status InstructionParser::begin_block(const TextInstruction& instruction) {
  const uint32_t source = cursor_.offset();
  cursor_.advance();
  const std::string_view label = parse_optional_id(context_.text);
  output_.mark(source);
  TRY(parse_into(instruction, output_.bytes));
  context_.labels.push(label);
  frames_.push_back({instruction.opcode == Opcode::if_ ? Frame::Kind::if_ : Frame::Kind::block, source, 0, {}});
  return {};
}

// `else` and `end` may repeat the label of what they belong to.
Status InstructionParser::check_repeated_label() {
  if (!cursor_.at(Token::Kind::id)) return {};
  const uint32_t offset = cursor_.offset();
  const std::string_view id = parse_optional_id(context_.text);
  if (id == context_.labels.innermost()) return {};
  return Error{"mismatching label $" + std::string(id), offset};
}

Status InstructionParser::parse_else() {
  if (!in(Frame::Kind::if_)) return cursor_.unexpected();
  emit(Opcode::else_, cursor_.offset());
  frames_.back().kind = Frame::Kind::block;
  cursor_.advance();
  return check_repeated_label();
}

Status InstructionParser::parse_end() {
  if (!in(Frame::Kind::if_) && !in(Frame::Kind::block)) return cursor_.unexpected();
  const uint32_t source = cursor_.offset();
  cursor_.advance();
  TRY(check_repeated_label());
  close_block(source);
  return {};
}

Status InstructionParser::open_folded() {
  if (in(Frame::Kind::condition) && cursor_.at_open("then")) {
    open_then();
    return {};
  }
  if (in(Frame::Kind::after_then) && cursor_.at_open("else")) {
    open_else();
    return {};
  }
  if (in(Frame::Kind::after_then) || in(Frame::Kind::after_else)) return cursor_.unexpected();
  cursor_.advance();
  const TextInstruction* instruction = next_instruction();
  if (instruction == nullptr || instruction->opcode == Opcode::else_ || instruction->opcode == Opcode::end) {
    return cursor_.unexpected();
  }
  if (instruction->opcode == Opcode::if_) return begin_condition(*instruction);
  if (begins_block(instruction->opcode)) return begin_folded_block(*instruction);
  return begin_folded(*instruction);
}

Status InstructionParser::begin_folded(const TextInstruction& instruction) {
  frames_.push_back({Frame::Kind::operands, cursor_.offset(), static_cast<uint32_t>(deferred_.size()), {}});
  cursor_.advance();
  return parse_into(instruction, deferred_);
}

Status InstructionParser::begin_folded_block(const TextInstruction& instruction) {
  TRY(begin_block(instruction));
  frames_.back().kind = Frame::Kind::folded_block;
  return {};
}

Status InstructionParser::begin_condition(const TextInstruction& instruction) {
  const uint32_t source = cursor_.offset();
  cursor_.advance();
  const std::string_view label = parse_optional_id(context_.text);
  frames_.push_back({Frame::Kind::condition, source, static_cast<uint32_t>(deferred_.size()), label});
  return parse_into(instruction, deferred_);
}

void InstructionParser::open_then() {
  cursor_.advance(2);
  emit_deferred(frames_.back());
  context_.labels.push(frames_.back().label);
  frames_.back().kind = Frame::Kind::after_then;
  frames_.push_back({Frame::Kind::folded_arm, frames_.back().source, 0, {}});
}

void InstructionParser::open_else() {
  emit(Opcode::else_, cursor_.offset());
  cursor_.advance(2);
  frames_.back().kind = Frame::Kind::after_else;
  frames_.push_back({Frame::Kind::folded_arm, frames_.back().source, 0, {}});
}

Status InstructionParser::close_folded() {
  if (frames_.empty()) return cursor_.unexpected();
  const Frame frame = frames_.back();
  switch (frame.kind) {
    case Frame::Kind::condition:
    case Frame::Kind::block:
    case Frame::Kind::if_: return cursor_.unexpected();
    case Frame::Kind::operands:
      emit_deferred(frame);
      frames_.pop_back();
      break;
    case Frame::Kind::folded_arm: frames_.pop_back(); break;
    case Frame::Kind::folded_block:
    case Frame::Kind::after_then:
    case Frame::Kind::after_else: close_block(cursor_.offset()); break;
  }
  cursor_.advance();
  return {};
}

void InstructionParser::emit(Opcode opcode, uint32_t source) {
  output_.mark(source);
  encode_opcode(output_.bytes, opcode);
}

void InstructionParser::emit_deferred(const Frame& frame) {
  output_.mark(frame.source);
  const auto start = deferred_.begin() + frame.deferred_size;
  output_.bytes.insert(output_.bytes.end(), start, deferred_.end());
  deferred_.erase(start, deferred_.end());
}

void InstructionParser::close_block(uint32_t source) {
  emit(Opcode::end, source);
  context_.labels.pop();
  frames_.pop_back();
}

}  // namespace wasmc
