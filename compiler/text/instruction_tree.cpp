#include "compiler/text/instruction_tree.h"

#include <algorithm>

#include "compiler/binary/decode_function.h"
#include "compiler/text/stack_effects.h"

namespace wasmc {
namespace {

// The visitor that builds a tree. What has been read and is nobody's operand yet waits in a list, for an instruction
// that takes it or for the end of its block.
class InstructionFolder {
 public:
  InstructionFolder(const Module& module, size_t results, uint64_t body, std::span<const BranchHint> hints)
      : effects_(module, results), body_(body), hints_(hints) {}

  void at(uint64_t offset) { offset_ = static_cast<uint32_t>(offset - body_); }

#define OPCODE(prefix, code, name, text, Immediate, feature) \
  template <class... Immediates>                             \
  bool name(const Immediates&... immediates) {               \
    return add(Opcode::name, effects_.name(immediates...));  \
  }
#include "compiler/module/opcodes.def"

  InstructionTree take() { return std::move(tree_); }

 private:
  static constexpr uint32_t none = InstructionNode::none;
  using Kind = InstructionNode::Kind;

  // A block that has not ended.
  struct Frame {
    Opcode opcode;  // of what has opened it or, if it has arms, the last of them
    uint32_t node;
    size_t height;              // how many waited when the block, or its last arm, began
    uint32_t arm = none;        // the last one
    uint32_t last_part = none;  // of an `if` or `try`: its last child
  };

  // False if no folded text has the instruction there.
  bool add(Opcode opcode, StackEffect effect) {
    switch (opcode) {
      case Opcode::block:
      case Opcode::loop:
      case Opcode::try_table: return open_block(opcode);
      case Opcode::if_: return open_if(effect.operands);
      case Opcode::try_: return open_block(opcode) && begin_arm(Kind::do_, opcode);
      case Opcode::else_: return in(Opcode::if_) && divide(opcode);
      case Opcode::catch_: return (in(Opcode::try_) || in(Opcode::catch_)) && divide(opcode);
      case Opcode::catch_all: return (in(Opcode::try_) || in(Opcode::catch_)) && divide(opcode);
      case Opcode::delegate: return in(Opcode::try_) && add_delegate(effect.results);
      case Opcode::end: return frames_.empty() ? finish() : close_block(effect.results);
      default: return add_plain(effect);
    }
  }

  bool add_plain(StackEffect effect) {
    const uint32_t node = add_node(Kind::plain);
    tree_.nodes[node].first_child = take_operands(effect.operands);
    tree_.nodes[node].results = static_cast<uint32_t>(effect.results);
    waiting_.push_back(node);
    return true;
  }

  bool open_block(Opcode opcode) {
    const uint32_t node = add_node(Kind::block);
    tree_.nodes[node].block = blocks_++;
    frames_.push_back({opcode, node, waiting_.size()});
    return true;
  }

  bool open_if(uint64_t operands) {
    const uint32_t node = add_node(Kind::if_);
    tree_.nodes[node].block = blocks_++;
    const uint32_t last = waiting_.empty() ? none : waiting_.back();
    const uint32_t first = take_operands(operands);
    tree_.nodes[node].first_child = first;
    frames_.push_back({Opcode::if_, node, waiting_.size(), none, first == none ? none : last});
    return begin_arm(Kind::then, Opcode::if_);
  }

  [[nodiscard]] bool in(Opcode opcode) const { return !frames_.empty() && frames_.back().opcode == opcode; }

  bool begin_arm(Kind kind, Opcode opcode) {
    const uint32_t arm = add_part(kind);
    frames_.back().arm = arm;
    frames_.back().opcode = opcode;
    return true;
  }

  bool divide(Opcode opcode) {
    end_body();
    return begin_arm(Kind::arm, opcode);
  }

  bool add_delegate(uint64_t results) {
    end_body();
    add_part(Kind::delegate);
    frames_.back().arm = none;
    return end_frame(results);
  }

  bool close_block(uint64_t results) {
    end_body();
    return end_frame(results);
  }

  // What waits inside of the block is the body of its arm, or of the block itself.
  void end_body() {
    const Frame& frame = frames_.back();
    tree_.nodes[frame.arm != none ? frame.arm : frame.node].first_child = link(frame.height);
  }

  bool end_frame(uint64_t results) {
    const uint32_t node = frames_.back().node;
    tree_.nodes[node].results = static_cast<uint32_t>(results);
    frames_.pop_back();
    waiting_.push_back(node);
    return true;
  }

  bool finish() {
    tree_.first = link(0);
    return true;
  }

  uint32_t add_node(Kind kind) {
    InstructionNode node;
    node.kind = kind;
    node.offset = offset_;
    if (!hints_.empty() && hints_.front().offset == offset_) {
      node.hint = hints_.front().is_likely;
      hints_ = hints_.subspan(1);
    }
    tree_.nodes.push_back(node);
    return static_cast<uint32_t>(tree_.nodes.size() - 1);
  }

  // One more child of the innermost block.
  uint32_t add_part(Kind kind) {
    const uint32_t part = add_node(kind);
    Frame& frame = frames_.back();
    (frame.last_part == none ? tree_.nodes[frame.node].first_child : tree_.nodes[frame.last_part].next) = part;
    frame.last_part = part;
    return part;
  }

  // Of those that wait in this block, the last ones that leave so many values in all, or fewer if there are no more.
  // Whatever they are, the text stands for the same instructions: what leaves nothing only reads better by itself.
  uint32_t take_operands(uint64_t count) {
    const size_t floor = frames_.empty() ? 0 : frames_.back().height;
    size_t first = waiting_.size();
    while (first > floor) {
      const uint32_t results = tree_.nodes[waiting_[first - 1]].results;
      if (results == 0 || results > count) break;
      count -= results;
      --first;
    }
    return link(first);
  }

  // Takes those that wait from that place on, as children of one node. The first of them.
  uint32_t link(size_t first) {
    if (first == waiting_.size()) return none;
    const uint32_t node = waiting_[first];
    for (size_t i = first; i + 1 < waiting_.size(); ++i) tree_.nodes[waiting_[i]].next = waiting_[i + 1];
    waiting_.resize(first);
    return node;
  }

  StackEffects effects_;
  uint64_t body_;
  std::span<const BranchHint> hints_;  // those that are still to come
  uint32_t offset_ = 0;
  uint32_t blocks_ = 0;
  InstructionTree tree_;
  std::vector<uint32_t> waiting_;
  std::vector<Frame> frames_;
};

}  // namespace

std::optional<InstructionTree> fold_instructions(const Module& module, size_t results, ByteReader reader, uint64_t body,
                                                 std::span<const BranchHint> hints) {
  InstructionFolder folder(module, results, body, hints);
  const bool folded = decode_instructions(reader, module.features, folder).has_value() && reader.at_end();
  return folded ? std::optional(folder.take()) : std::nullopt;
}

}  // namespace wasmc
