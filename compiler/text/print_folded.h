// Prints the instructions of a function or expression folded, each after those in whose parentheses it stands. One
// printer belongs to one thread.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/binary/names.h"
#include "compiler/binary/read_immediates.h"
#include "compiler/module/module.h"
#include "compiler/text/instruction_printer.h"
#include "compiler/text/instruction_tree.h"
#include "compiler/text/print_context.h"
#include "format/base/result.h"

namespace wasmc {

class FoldedPrinter {
 public:
  // Each on a line, or all on one where there are no blocks; of the body that the tree was made of, with the ids of its
  // blocks in the order in which the body opens them.
  FoldedPrinter(PrintContext& context, InstructionLayout layout, NameList label_ids, const ByteRange& body);

  [[nodiscard]] Status print(const InstructionTree& tree);

 private:
  [[nodiscard]] Status open(const InstructionNode& node);
  [[nodiscard]] Status print_head(const InstructionNode& node);
  [[nodiscard]] Status print_instruction(const InstructionNode& node);
  void close(const InstructionNode& node);
  void separate();

  PrintContext& context_;
  InstructionLayout layout_;
  NameList label_ids_;
  ByteRange body_;
  InstructionPrinter printer_;
  ImmediateContext immediates_;
  std::vector<const InstructionNode*> open_;  // outermost first
  bool is_first_ = true;
  bool is_delegated_ = false;  // the label of the innermost `try` is gone
};

}  // namespace wasmc
