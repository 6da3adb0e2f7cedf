#include "compiler/text/instruction_printer.h"

#include "compiler/text/print_types.h"

namespace wasmc {

void print_hint(TextOutput& out, bool is_likely) {
  out.put(is_likely ? "(@metadata.code.branch_hint \"\\01\") " : "(@metadata.code.branch_hint \"\\00\") ");
}

void PlainInstructionPrinter::begin(size_t level) {
  constexpr size_t body_level = 2;
  if (layout_ == InstructionLayout::lines) context_.out.new_line(body_level + level);
  if (layout_ == InstructionLayout::line && !is_first_) context_.out.put(' ');
  is_first_ = false;
  if (hint_) print_hint(context_.out, *hint_);
  hint_.reset();
}

void InstructionPrinter::end() {
  // The function's own is its closing parenthesis.
  if (context_.labels.size() == 0) return;
  context_.labels.pop();
  plain("end");
}

// Closes its block, and counts labels from outside of it.
void InstructionPrinter::delegate(const Label& label) {
  if (context_.labels.size() != 0) context_.labels.pop();
  plain("delegate", label);
}

void InstructionPrinter::open_label(std::string_view id) {
  context_.labels.push(id);
  // A comment to the end of the line would hide what follows on it.
  if (!id.empty() || layout_ == InstructionLayout::line) return;
  context_.out.put(" ;; label = @");
  context_.out.put_number(context_.labels.size());
}

void InstructionPrinter::cast(std::string_view text, const ReferenceType& type, bool nullable) {
  plain(text);
  context_.out.put(' ');
  print_value_type(context_, ValueType::reference(type.type.heap_type(), nullable));
}

size_t InstructionPrinter::outer_level() const { return context_.labels.size() == 0 ? 0 : context_.labels.size() - 1; }

}  // namespace wasmc
