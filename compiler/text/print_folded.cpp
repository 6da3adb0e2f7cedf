#include "compiler/text/print_folded.h"

#include <utility>

#include "compiler/binary/decode_function.h"

namespace wasmc {
namespace {

using Kind = InstructionNode::Kind;

bool is_block(const InstructionNode& node) { return node.kind == Kind::block || node.kind == Kind::if_; }

bool is_arm(const InstructionNode& node) {
  return node.kind == Kind::then || node.kind == Kind::do_ || node.kind == Kind::arm;
}

}  // namespace

FoldedPrinter::FoldedPrinter(PrintContext& context, InstructionLayout layout, NameList label_ids, const ByteRange& body)
    : context_(context),
      layout_(layout),
      label_ids_(std::move(label_ids)),
      body_(body),
      printer_(context, label_ids_),
      immediates_(context.module.features) {}

// The tree may be very deep.
Status FoldedPrinter::print(const InstructionTree& tree) {
  const auto at = [&](uint32_t index) { return index == InstructionNode::none ? nullptr : &tree.nodes[index]; };
  const InstructionNode* node = at(tree.first);
  while (node != nullptr && !context_.out.failed()) {
    TRY(open(*node));
    open_.push_back(node);
    node = at(node->first_child);
    while (node == nullptr && !open_.empty()) {
      const InstructionNode* const closed = open_.back();
      open_.pop_back();
      close(*closed);
      node = at(closed->next);
    }
  }
  return {};
}

Status FoldedPrinter::open(const InstructionNode& node) {
  separate();
  if (node.hint) print_hint(context_.out, *node.hint);
  context_.out.put('(');
  return print_head(node);
}

// The label of an `if` is in scope in its arms, and not in its operands.
Status FoldedPrinter::print_head(const InstructionNode& node) {
  switch (node.kind) {
    case Kind::then:
      context_.out.put("then");
      context_.labels.push(name_of(label_ids_, open_.back()->block));
      return {};
    case Kind::do_: context_.out.put("do"); return {};
    case Kind::if_:
      TRY(print_instruction(node));
      context_.labels.pop();
      return {};
    case Kind::delegate: is_delegated_ = true; break;
    default: break;
  }
  return print_instruction(node);
}

Status FoldedPrinter::print_instruction(const InstructionNode& node) {
  printer_.next_block(node.block);
  ByteReader reader(body_.bytes.subspan(node.offset), body_.offset + node.offset);
  return decode_instruction(reader, immediates_, printer_);
}

void FoldedPrinter::close(const InstructionNode& node) {
  const bool is_empty_arm = is_arm(node) && node.first_child == InstructionNode::none;
  if (is_block(node) || (is_arm(node) && !is_empty_arm)) separate();
  context_.out.put(')');
  if (is_block(node) && !std::exchange(is_delegated_, false)) context_.labels.pop();
}

void FoldedPrinter::separate() {
  constexpr size_t body_level = 2;
  if (layout_ == InstructionLayout::lines) {
    context_.out.new_line(body_level + open_.size());
  } else if (!is_first_) {
    context_.out.put(' ');
  }
  is_first_ = false;
}

}  // namespace wasmc
