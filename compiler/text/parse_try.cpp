// The superseded exception handling: `try` with `catch`, `catch_all` or `delegate`, folded and not.
#include "compiler/text/parse_instructions.h"
#include "compiler/text/text_instruction.h"

namespace wasmc {

Status InstructionParser::parse_catch(const TextInstruction& instruction) {
  if (!in(Frame::Kind::try_) && !in(Frame::Kind::catch_)) return cursor_.unexpected();
  frames_.back().kind = instruction.opcode == Opcode::catch_all ? Frame::Kind::block : Frame::Kind::catch_;
  return emit_catch(instruction);
}

Status InstructionParser::parse_delegate(const TextInstruction& instruction) {
  if (!in(Frame::Kind::try_)) return cursor_.unexpected();
  return emit_delegate(instruction);
}

// After the parenthesis that opens it.
bool InstructionParser::at_folded_catch(const TextInstruction& instruction) const {
  const bool is_catch = instruction.opcode == Opcode::catch_ || instruction.opcode == Opcode::catch_all;
  if (in(Frame::Kind::after_catch)) return is_catch;
  return in(Frame::Kind::after_do) && (is_catch || instruction.opcode == Opcode::delegate);
}

Status InstructionParser::open_folded_catch(const TextInstruction& instruction) {
  if (instruction.opcode == Opcode::delegate) return parse_folded_delegate(instruction);
  const bool is_last = instruction.opcode == Opcode::catch_all;
  frames_.back().kind = is_last ? Frame::Kind::after_last : Frame::Kind::after_catch;
  TRY(emit_catch(instruction));
  frames_.push_back({Frame::Kind::folded_arm, frames_.back().source, 0, {}, {}});
  return {};
}

// Closes the try as well.
Status InstructionParser::parse_folded_delegate(const TextInstruction& instruction) {
  TRY(emit_delegate(instruction));
  TRY(cursor_.expect_close());
  return cursor_.expect_close();
}

Status InstructionParser::emit_catch(const TextInstruction& instruction) {
  output_.mark(cursor_.offset());
  cursor_.advance();
  return parse_into(instruction, output_.bytes);
}

// The label that it names is counted from outside of the try, which ends here.
Status InstructionParser::emit_delegate(const TextInstruction& instruction) {
  context_.labels.pop();
  frames_.pop_back();
  return emit_catch(instruction);
}

}  // namespace wasmc
