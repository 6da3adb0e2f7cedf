#include "compiler/text/print_expressions.h"

#include "compiler/binary/decode_function.h"
#include "compiler/module/visitor.h"
#include "compiler/text/instruction_printer.h"
#include "compiler/text/instruction_tree.h"
#include "compiler/text/print_folded.h"

namespace wasmc {
namespace {

// Finds out whether an expression is one instruction and the `end`.
class InstructionCounter : public PartialVisitor<InstructionCounter> {
 public:
  bool other(Opcode) { return ++count_ <= 2; }
  [[nodiscard]] bool is_single() const { return count_ == 2; }

 private:
  unsigned count_ = 0;
};

bool is_single_instruction(const Module& module, const ConstExpr& expression) {
  InstructionCounter counter;
  ByteReader reader(expression);
  return decode_instructions(reader, module.features, counter).has_value() && counter.is_single();
}

Status print_instructions(PrintContext& context, const ConstExpr& expression) {
  context.locals = {};
  context.labels = {};
  InstructionPrinter printer(context, InstructionLayout::line);
  ByteReader reader(expression);
  return decode_instructions(reader, context.module.features, printer);
}

Status print_folded_expression(PrintContext& context, const InstructionTree& tree, const ConstExpr& expression) {
  context.locals = {};
  context.labels = {};
  return FoldedPrinter(context, InstructionLayout::line, {}, expression).print(tree);
}

std::optional<InstructionTree> folded(const PrintContext& context, const ConstExpr& expression) {
  if (!context.folds) return std::nullopt;
  return fold_instructions(context.module, 1, ByteReader(expression), expression.offset, {});
}

}  // namespace

Status print_expression(PrintContext& context, const ConstExpr& expression) {
  if (const auto tree = folded(context, expression)) return print_folded_expression(context, *tree, expression);
  if (is_single_instruction(context.module, expression)) return print_expression_in(context, "", expression);
  return print_instructions(context, expression);
}

Status print_expression_in(PrintContext& context, const char* word, const ConstExpr& expression) {
  if (const auto tree = folded(context, expression); tree && tree->has_one_root()) {
    return print_folded_expression(context, *tree, expression);
  }
  context.out.put('(');
  if (!is_single_instruction(context.module, expression)) {
    context.out.put(word);
    context.out.put(' ');
  }
  TRY(print_instructions(context, expression));
  context.out.put(')');
  return {};
}

}  // namespace wasmc
