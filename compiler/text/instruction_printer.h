// The visitor that prints instructions (compiler/module/visitor.h). One printer belongs to one thread.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "compiler/binary/branch_hints.h"
#include "compiler/binary/names.h"
#include "compiler/module/immediates.h"
#include "compiler/module/opcode.h"
#include "compiler/text/print_context.h"
#include "compiler/text/print_immediates.h"

namespace wasmc {

// How instructions are divided: each on a line, set in by the blocks that it is in, all on one, or by who calls the
// printer, as far as it is not about the blocks' labels.
enum class InstructionLayout : uint8_t { lines, line, none };

// "(@metadata.code.branch_hint "\\01") ", before the branch that it is about.
void print_hint(TextOutput& out, bool is_likely);

// Prints every instruction as its text and its immediate, as if it had nothing to do with those around it.
class PlainInstructionPrinter {
 public:
  PlainInstructionPrinter(PrintContext& context, InstructionLayout layout) : context_(context), layout_(layout) {}

  void at(uint64_t) {}

#define SIMPLE(prefix, code, name, text, Immediate, signature, feature) \
  template <class... Immediates>                                        \
  void name(const Immediates&... immediates) {                          \
    plain(text, immediates...);                                         \
  }
#define SPECIAL(prefix, code, name, text, Immediate, feature) SIMPLE(prefix, code, name, text, Immediate, _, feature)
#define ACCESS(prefix, code, name, text, Immediate, signature, bytes, feature)              \
  void name(const Immediate& immediate) {                                                   \
    context_.natural_align_log2 = static_cast<uint32_t>(std::countr_zero(unsigned{bytes})); \
    plain(text, immediate);                                                                 \
  }
#include "compiler/module/opcodes.def"

 protected:
  template <class... Immediates>
  void plain(std::string_view text, const Immediates&... immediates) {
    begin(context_.labels.size());
    context_.out.put(text);
    (print(context_, immediates), ...);
  }

  // What separates an instruction from the one before.
  void begin(size_t level);

  std::optional<bool> hint_;  // about the instruction that is next
  PrintContext& context_;
  InstructionLayout layout_;
  bool is_first_ = true;
};

// Gives blocks their labels and their levels, and instructions that are written otherwise than they are encoded theirs.
class InstructionPrinter : public PlainInstructionPrinter {
 public:
  InstructionPrinter(PrintContext& context, InstructionLayout layout) : PlainInstructionPrinter(context, layout) {}
  // For instructions that come one by one: next_block() says of each that opens a block which one that is.
  InstructionPrinter(PrintContext& context, NameList label_ids)
      : PlainInstructionPrinter(context, InstructionLayout::none), label_ids_(std::move(label_ids)) {}
  void next_block(uint32_t number) { blocks_ = number; }
  // Of a function whose body is at that offset of the module: with the ids of its blocks, in their order, and hints.
  InstructionPrinter(PrintContext& context, NameList label_ids, std::span<const BranchHint> hints, uint64_t body)
      : PlainInstructionPrinter(context, InstructionLayout::lines),
        label_ids_(std::move(label_ids)),
        hints_(hints),
        body_(body) {}

  void at(uint64_t offset) {
    if (hints_.empty() || body_ + hints_.front().offset != offset) return;
    hint_ = hints_.front().is_likely;
    hints_ = hints_.subspan(1);
  }

  void block(const BlockType& type) { open("block", type); }
  void loop(const BlockType& type) { open("loop", type); }
  void if_(const BlockType& type) { open("if", type); }
  void try_(const BlockType& type) { open("try", type); }
  void try_table(const TryTable& table) { open("try_table", table); }
  void else_() { divide("else"); }
  void catch_(const TagIndex& tag) { divide("catch", tag); }
  void catch_all() { divide("catch_all"); }
  void end();
  void delegate(const Label& label);

  void ref_test(const ReferenceType& type) { cast("ref.test", type, false); }
  void ref_test_null(const ReferenceType& type) { cast("ref.test", type, true); }
  void ref_cast(const ReferenceType& type) { cast("ref.cast", type, false); }
  void ref_cast_null(const ReferenceType& type) { cast("ref.cast", type, true); }

 private:
  // An instruction that opens a block.
  template <class Immediate>
  void open(std::string_view text, const Immediate& immediate) {
    begin(context_.labels.size());
    context_.out.put(text);
    const std::string_view id = name_of(label_ids_, blocks_++);
    if (!id.empty()) {
      context_.out.put(' ');
      print_id(context_.out, id);
    }
    print(context_, immediate);
    open_label(id);
  }

  // An instruction that stands between the parts of a block.
  template <class... Immediates>
  void divide(std::string_view text, const Immediates&... immediates) {
    begin(outer_level());
    context_.out.put(text);
    (print(context_, immediates), ...);
  }

  void open_label(std::string_view id);
  void cast(std::string_view text, const ReferenceType& type, bool nullable);
  [[nodiscard]] size_t outer_level() const;

  NameList label_ids_;
  uint32_t blocks_ = 0;
  std::span<const BranchHint> hints_;  // those that are still to come
  uint64_t body_ = 0;
};

}  // namespace wasmc
