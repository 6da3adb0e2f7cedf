// Parses instructions, folded and not (section 6.5), into the binary format. Nothing recurses: how deep they nest is up
// to the text. One parser belongs to one thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/text/parse_immediates.h"
#include "compiler/text/positioned_bytes.h"
#include "format/base/result.h"

namespace wasmc {

// How an instruction is parsed: rows are made from opcodes.def.
struct TextInstruction;

class InstructionParser {
 public:
  // The instructions are appended to `output`.
  InstructionParser(TextContext& context, const IndexSpace& locals, PositionedBytes& output)
      : context_(context, locals), cursor_(context.cursor), output_(output) {}

  // Instructions up to the parenthesis that closes what they are in, and `end`. The parenthesis stays.
  [[nodiscard]] Status parse_body();
  // One folded instruction, and `end`.
  [[nodiscard]] Status parse_folded_expression();

 private:
  // What has been begun and is not closed yet.
  struct Frame {
    enum class Kind : uint8_t {
      operands,      // of a folded instruction, which comes after them
      condition,     // the operands of a folded if, up to `(then`
      folded_block,  // the instructions of a folded block or loop
      folded_arm,    // those of `(then` or `(else`
      after_then,    // of a folded if: `(else` or its end
      after_else,    // of a folded if: its end
      block,         // instructions up to `end`: of a block, a loop, an if after `else`
      if_,           // those up to `else` or `end`
    } kind;
    uint32_t source = 0;         // where the instruction is in the text
    uint32_t deferred_size = 0;  // of deferred_, before an instruction was put there
    std::string_view label;      // of a condition: it is not in scope yet
  };

  [[nodiscard]] Status step();
  [[nodiscard]] Status parse_plain();
  [[nodiscard]] Status parse_else();
  [[nodiscard]] Status parse_end();
  [[nodiscard]] Status check_repeated_label();
  [[nodiscard]] Status begin_block(const TextInstruction& instruction);
  [[nodiscard]] Status open_folded();
  [[nodiscard]] Status begin_folded(const TextInstruction& instruction);
  [[nodiscard]] Status begin_folded_block(const TextInstruction& instruction);
  [[nodiscard]] Status begin_condition(const TextInstruction& instruction);
  [[nodiscard]] Status close_folded();

  [[nodiscard]] bool in(Frame::Kind kind) const { return !frames_.empty() && frames_.back().kind == kind; }
  // The instruction that is next, or null.
  [[nodiscard]] const TextInstruction* next_instruction() const;
  [[nodiscard]] Status parse_into(const TextInstruction& instruction, ByteVector& bytes);
  void open_then();
  void open_else();
  void emit_deferred(const Frame& frame);
  void emit(Opcode opcode, uint32_t source);
  void close_block(uint32_t source);

  InstructionContext context_;
  TokenCursor& cursor_;
  PositionedBytes& output_;
  std::vector<Frame> frames_;
  // The folded instructions whose operands are being parsed, outermost first.
  ByteVector deferred_;
};

}  // namespace wasmc
