#include "compiler/text/print_function.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "compiler/binary/decode_function.h"
#include "compiler/text/instruction_printer.h"
#include "compiler/text/instruction_tree.h"
#include "compiler/text/print_folded.h"
#include "compiler/text/print_types.h"

namespace wasmc {
namespace {

// Prints parameters or locals, those with an id in parentheses of their own: " (param $a i32) (param i32 i64)".
class VariablePrinter {
 public:
  VariablePrinter(PrintContext& context, const char* word, uint32_t first)
      : context_(context), word_(word), index_(first) {}

  void print(ValueType type) {
    const bool has_id = !context_.locals[index_].empty();
    if (has_id) finish();
    if (!in_group_) open();
    print_defined_id(context_.out, context_.locals, index_++);
    context_.out.put(' ');
    print_value_type(context_, type);
    if (has_id) finish();
  }

  void finish() {
    if (in_group_) context_.out.put(')');
    in_group_ = false;
  }

 private:
  void open() {
    context_.out.put(" (");
    context_.out.put(word_);
    in_group_ = true;
  }

  PrintContext& context_;
  const char* word_;
  uint32_t index_;
  bool in_group_ = false;
};

void print_params(PrintContext& context, const FunctionType& type) {
  VariablePrinter printer(context, "param", 0);
  for (const ValueType param : type.params) printer.print(param);
  printer.finish();
}

void print_locals(PrintContext& context, const std::vector<LocalRun>& runs, size_t params) {
  if (runs.empty()) return;
  context.out.new_line(1);
  context.out.put(" ");
  VariablePrinter printer(context, "local", static_cast<uint32_t>(params));
  for (const LocalRun& run : runs) {
    for (uint32_t i = 0; i < run.count; ++i) printer.print(run.type);
  }
  printer.finish();
}

size_t count_locals(const std::vector<LocalRun>& runs) {
  size_t count = 0;
  for (const LocalRun& run : runs) count += run.count;
  return count;
}

std::span<const BranchHint> hints_of(const std::vector<FunctionBranchHints>& all, uint32_t function) {
  const auto is_before = [](const FunctionBranchHints& hints, uint32_t index) { return hints.function < index; };
  const auto found = std::lower_bound(all.begin(), all.end(), function, is_before);
  if (found == all.end() || found->function != function) return {};
  return found->hints;
}

Status print_instructions(PrintContext& context, uint32_t function, size_t results, ByteReader& reader) {
  context.labels = {};
  const ByteRange& body = context.module.functions[function].body;
  if (context.folds) {
    const auto tree =
        fold_instructions(context.module, results, reader, body.offset, hints_of(context.branch_hints, function));
    NameList label_ids = context.ids.labels(function, reader.remaining());
    if (tree) return FoldedPrinter(context, InstructionLayout::lines, std::move(label_ids), body).print(*tree);
  }
  InstructionPrinter printer(context, context.ids.labels(function, reader.remaining()),
                             hints_of(context.branch_hints, function), body.offset);
  TRY(decode_instructions(reader, context.module.features, printer));
  if (reader.at_end()) return {};
  return Error{"section size mismatch: instructions after the end of the function", reader.offset()};
}

void print_header(PrintContext& context, uint32_t function, const FunctionType* type) {
  context.out.put("(func");
  print_definition(context.out, context.ids.functions, function);
  context.out.put(' ');
  print_type_use(context, context.module.functions[function].type_index);
  if (type == nullptr) return;
  print_params(context, *type);
  print_results(context, type->results);
}

}  // namespace

Status print_function(PrintContext& context, uint32_t function) {
  const Function& definition = context.module.functions[function];
  const FunctionType* type = find_function_type(context.module, definition.type_index);
  const size_t params = type != nullptr ? type->params.size() : 0;
  ByteReader reader(definition.body);
  TRY_ASSIGN(const std::vector<LocalRun> runs, decode_locals(reader, context.module.features, params));
  context.locals = context.ids.locals(function, params + count_locals(runs));
  print_header(context, function, type);
  print_locals(context, runs, params);
  TRY(print_instructions(context, function, type != nullptr ? type->results.size() : 0, reader));
  context.out.new_line(1);
  context.out.put(')');
  return {};
}

}  // namespace wasmc
