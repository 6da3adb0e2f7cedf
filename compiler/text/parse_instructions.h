// Parses instructions, folded and not (section 6.5), into the binary format. Nothing recurses: how deep they nest is up
// to the text. One parser belongs to one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/text/branch_hints.h"
#include "compiler/text/parse_immediates.h"
#include "compiler/text/positioned_bytes.h"
#include "format/base/result.h"

namespace wasmc {

// How an instruction is parsed: rows are made from opcodes.def.
struct TextInstruction;

class InstructionParser {
 public:
  // The instructions are appended to `output`, and hints about them to `hints`, which is null where no function is.
  InstructionParser(TextContext& context, const IndexSpace& locals, PositionedBytes& output, BranchHints* hints)
      : context_(context, locals), cursor_(context.cursor), output_(output), hints_(hints) {}

  // Instructions up to the parenthesis that closes what they are in, and `end`. The parenthesis stays.
  [[nodiscard]] Status parse_body();
  // One folded instruction, and `end`.
  [[nodiscard]] Status parse_folded_expression();

  // The labels that have ids, counted in the order in which their instructions are in the output.
  [[nodiscard]] const NameMap& label_names() const { return label_names_; }

 private:
  // What has been begun and is not closed yet.
  struct Frame {
    enum class Kind : uint8_t {
      operands,      // of a folded instruction, which comes after them
      condition,     // the operands of a folded if, up to `(then`
      folded_block,  // the instructions of a folded block, loop or try_table
      folded_arm,    // those of `(then`, `(else`, `(do`, `(catch` or `(catch_all`
      after_then,    // of a folded if: `(else` or its end
      before_do,     // of a folded try: `(do`
      after_do,      // of a folded try: `(catch`, `(catch_all`, `(delegate` or its end
      after_catch,   // of a folded try: `(catch`, `(catch_all` or its end
      after_last,    // of a folded if or try: its end
      block,         // instructions up to `end`: of a block, a loop, a try_table; after `else` or `catch_all`
      if_,           // those up to `else` or `end`
      try_,          // those up to `catch`, `catch_all`, `delegate` or `end`
      catch_,        // those up to `catch`, `catch_all` or `end`
    } kind;
    uint32_t source = 0;         // where the instruction is in the text
    uint32_t deferred_size = 0;  // of deferred_, before an instruction was put there
    DeclaredName label;          // of a condition: it is not in scope yet
    std::optional<bool> hint;    // about the instruction that was put there
  };

  [[nodiscard]] Status step();
  [[nodiscard]] Status parse_plain();
  [[nodiscard]] Status parse_delimiter(const TextInstruction& instruction);
  [[nodiscard]] Status parse_else();
  [[nodiscard]] Status parse_end();
  [[nodiscard]] Status check_repeated_label();
  [[nodiscard]] Status begin_block(const TextInstruction& instruction);
  [[nodiscard]] Status open_folded();
  [[nodiscard]] Status begin_folded(const TextInstruction& instruction);
  [[nodiscard]] Status begin_folded_block(const TextInstruction& instruction);
  [[nodiscard]] Status begin_condition(const TextInstruction& instruction);
  [[nodiscard]] Status open_then();
  [[nodiscard]] Status open_else();
  [[nodiscard]] Status close_folded();

  // In parse_try.cpp: the superseded exception handling.
  [[nodiscard]] Status parse_catch(const TextInstruction& instruction);
  [[nodiscard]] Status parse_delegate(const TextInstruction& instruction);
  [[nodiscard]] bool at_folded_catch(const TextInstruction& instruction) const;
  [[nodiscard]] Status open_folded_catch(const TextInstruction& instruction);
  [[nodiscard]] Status parse_folded_delegate(const TextInstruction& instruction);
  [[nodiscard]] Status emit_catch(const TextInstruction& instruction);
  [[nodiscard]] Status emit_delegate(const TextInstruction& instruction);

  [[nodiscard]] bool in(Frame::Kind kind) const { return !frames_.empty() && frames_.back().kind == kind; }
  // True where an instruction may stand; false where only a folded one or what belongs to a folded one may.
  [[nodiscard]] bool in_sequence() const;
  // Of the instructions of a block, unfolded.
  [[nodiscard]] static Frame::Kind frame_of(Opcode opcode);
  [[nodiscard]] Status parse_into(const TextInstruction& instruction, ByteVector& bytes);
  // Goes past a parenthesis and the word after it; the instructions that come then are an arm of the folded
  // instruction, which is that afterwards.
  [[nodiscard]] Status open_arm(Frame::Kind afterwards);
  void open_label(const DeclaredName& name);
  [[nodiscard]] Status read_hint();
  [[nodiscard]] Result<std::optional<bool>> take_hint(Opcode opcode);
  // The instruction that is appended to the output next has that hint.
  void add_hint(std::optional<bool> hint);
  void emit_deferred(const Frame& frame);
  void emit(Opcode opcode, uint32_t source);
  void close_block(uint32_t source);

  InstructionContext context_;
  TokenCursor& cursor_;
  PositionedBytes& output_;
  BranchHints* hints_;
  std::vector<Frame> frames_;
  // The folded instructions whose operands are being parsed, outermost first.
  ByteVector deferred_;
  uint32_t label_count_ = 0;
  NameMap label_names_;
};

}  // namespace wasmc
