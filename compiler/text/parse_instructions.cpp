#include "compiler/text/parse_instructions.h"

#include "compiler/text/text_instruction.h"

namespace wasmc {
namespace {

bool begins_block(Opcode opcode) {
  return opcode == Opcode::block || opcode == Opcode::loop || opcode == Opcode::if_ || opcode == Opcode::try_ ||
         opcode == Opcode::try_table;
}

// True of what divides or ends a block, and stands for nothing by itself.
bool is_delimiter(Opcode opcode) {
  return opcode == Opcode::else_ || opcode == Opcode::end || opcode == Opcode::catch_ || opcode == Opcode::catch_all ||
         opcode == Opcode::delegate;
}

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

// The immediate is next.
Status InstructionParser::parse_into(const TextInstruction& instruction, ByteVector& bytes) {
  encode_opcode(bytes, instruction.opcode);
  context_.opcode = instruction.opcode;
  context_.natural_align_log2 = instruction.natural_align_log2;
  return instruction.parse_immediate(context_, bytes);
}

bool InstructionParser::in_sequence() const {
  if (frames_.empty()) return true;
  switch (frames_.back().kind) {
    case Frame::Kind::folded_block:
    case Frame::Kind::folded_arm:
    case Frame::Kind::block:
    case Frame::Kind::if_:
    case Frame::Kind::try_:
    case Frame::Kind::catch_: return true;
    default: return false;
  }
}

Status InstructionParser::parse_plain() {
  TRY(read_hint());
  const TextInstruction* instruction = find_instruction(cursor_);
  if (!in_sequence() || instruction == nullptr) return cursor_.unexpected();
  TRY_ASSIGN(const auto hint, take_hint(instruction->opcode));
  add_hint(hint);
  if (is_delimiter(instruction->opcode)) return parse_delimiter(*instruction);
  if (begins_block(instruction->opcode)) return begin_block(*instruction);
  output_.mark(cursor_.offset());
  cursor_.advance();
  return parse_into(*instruction, output_.bytes);
}

InstructionParser::Frame::Kind InstructionParser::frame_of(Opcode opcode) {
  if (opcode == Opcode::if_) return Frame::Kind::if_;
  return opcode == Opcode::try_ ? Frame::Kind::try_ : Frame::Kind::block;
}

Status InstructionParser::begin_block(const TextInstruction& instruction) {
  const uint32_t source = cursor_.offset();
  cursor_.advance();
  TRY_ASSIGN(const DeclaredName label, parse_declared_name(context_.text, "label"));
  output_.mark(source);
  TRY(parse_into(instruction, output_.bytes));
  open_label(label);
  frames_.push_back({frame_of(instruction.opcode), source, 0, {}, {}});
  return {};
}

Status InstructionParser::parse_delimiter(const TextInstruction& instruction) {
  switch (instruction.opcode) {
    case Opcode::else_: return parse_else();
    case Opcode::end: return parse_end();
    case Opcode::delegate: return parse_delegate(instruction);
    default: return parse_catch(instruction);
  }
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
  const bool ends_here =
      in(Frame::Kind::block) || in(Frame::Kind::if_) || in(Frame::Kind::try_) || in(Frame::Kind::catch_);
  if (!ends_here) return cursor_.unexpected();
  const uint32_t source = cursor_.offset();
  cursor_.advance();
  TRY(check_repeated_label());
  close_block(source);
  return {};
}

Status InstructionParser::open_folded() {
  if (in(Frame::Kind::condition) && cursor_.at_open("then")) return open_then();
  if (in(Frame::Kind::after_then) && cursor_.at_open("else")) return open_else();
  if (in(Frame::Kind::before_do) && cursor_.at_open("do")) return open_arm(Frame::Kind::after_do);
  TRY(read_hint());
  cursor_.advance();
  TRY(read_hint());
  const TextInstruction* instruction = find_instruction(cursor_);
  if (instruction == nullptr) return cursor_.unexpected();
  if (at_folded_catch(*instruction)) return open_folded_catch(*instruction);
  const bool takes_operands = in(Frame::Kind::operands) || in(Frame::Kind::condition);
  if (is_delimiter(instruction->opcode) || !(in_sequence() || takes_operands)) return cursor_.unexpected();
  if (instruction->opcode == Opcode::if_) return begin_condition(*instruction);
  if (begins_block(instruction->opcode)) return begin_folded_block(*instruction);
  return begin_folded(*instruction);
}

Status InstructionParser::begin_folded(const TextInstruction& instruction) {
  TRY_ASSIGN(const auto hint, take_hint(instruction.opcode));
  frames_.push_back({Frame::Kind::operands, cursor_.offset(), static_cast<uint32_t>(deferred_.size()), {}, hint});
  cursor_.advance();
  return parse_into(instruction, deferred_);
}

Status InstructionParser::begin_folded_block(const TextInstruction& instruction) {
  TRY(take_hint(instruction.opcode));
  TRY(begin_block(instruction));
  frames_.back().kind = instruction.opcode == Opcode::try_ ? Frame::Kind::before_do : Frame::Kind::folded_block;
  return {};
}

Status InstructionParser::begin_condition(const TextInstruction& instruction) {
  TRY_ASSIGN(const auto hint, take_hint(instruction.opcode));
  const uint32_t source = cursor_.offset();
  cursor_.advance();
  TRY_ASSIGN(const DeclaredName label, parse_declared_name(context_.text, "label"));
  frames_.push_back({Frame::Kind::condition, source, static_cast<uint32_t>(deferred_.size()), label, hint});
  return parse_into(instruction, deferred_);
}

Status InstructionParser::open_then() {
  emit_deferred(frames_.back());
  open_label(frames_.back().label);
  return open_arm(Frame::Kind::after_then);
}

Status InstructionParser::open_else() {
  emit(Opcode::else_, cursor_.offset());
  return open_arm(Frame::Kind::after_last);
}

Status InstructionParser::open_arm(Frame::Kind afterwards) {
  cursor_.advance(2);
  frames_.back().kind = afterwards;
  frames_.push_back({Frame::Kind::folded_arm, frames_.back().source, 0, {}, {}});
  return {};
}

Status InstructionParser::close_folded() {
  if (frames_.empty()) return cursor_.unexpected();
  const Frame frame = frames_.back();
  switch (frame.kind) {
    case Frame::Kind::condition:
    case Frame::Kind::before_do:
    case Frame::Kind::block:
    case Frame::Kind::if_:
    case Frame::Kind::try_:
    case Frame::Kind::catch_: return cursor_.unexpected();
    case Frame::Kind::operands:
      emit_deferred(frame);
      frames_.pop_back();
      break;
    case Frame::Kind::folded_arm: frames_.pop_back(); break;
    case Frame::Kind::folded_block:
    case Frame::Kind::after_then:
    case Frame::Kind::after_do:
    case Frame::Kind::after_catch:
    case Frame::Kind::after_last: close_block(cursor_.offset()); break;
  }
  cursor_.advance();
  return {};
}

void InstructionParser::open_label(const DeclaredName& name) {
  if (!name.name.empty()) label_names_.emplace_back(label_count_, name.name);
  ++label_count_;
  context_.labels.push(name.id);
}

Status InstructionParser::read_hint() {
  if (hints_ == nullptr || !cursor_.peek().after_annotation) return {};
  return hints_->read(context_.text);
}

Result<std::optional<bool>> InstructionParser::take_hint(Opcode opcode) {
  if (hints_ == nullptr) return std::optional<bool>();
  return hints_->take(opcode);
}

void InstructionParser::add_hint(std::optional<bool> hint) {
  if (hint) hints_->add(static_cast<uint32_t>(output_.bytes.size()), *hint);
}

void InstructionParser::emit(Opcode opcode, uint32_t source) {
  output_.mark(source);
  encode_opcode(output_.bytes, opcode);
}

void InstructionParser::emit_deferred(const Frame& frame) {
  add_hint(frame.hint);
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
