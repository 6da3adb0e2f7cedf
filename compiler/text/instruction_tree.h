// The instructions of a function as the folded text has them (section 6.5.12): each with those that compute its
// operands inside of its parentheses. Usable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "compiler/binary/branch_hints.h"
#include "compiler/binary/reader.h"
#include "compiler/module/module.h"

namespace wasmc {

struct InstructionNode {
  static constexpr uint32_t none = UINT32_MAX;

  // The children of a plain instruction are its operands, those of an `if` its operands and arms, those of a `try` its
  // arms and perhaps a `delegate`, which is a block as well; those of other blocks and of arms the instructions inside.
  enum class Kind : uint8_t { plain, block, if_, then, do_, arm, delegate };

  Kind kind = Kind::plain;
  std::optional<bool> hint;
  uint32_t offset = 0;  // of the instruction in the body, which `then` and `do` have none of
  uint32_t block = 0;   // of what opens one: how many others did before it
  uint32_t results = 0;
  uint32_t first_child = none;
  uint32_t next = none;  // beside it
};

struct InstructionTree {
  std::vector<InstructionNode> nodes;
  uint32_t first = InstructionNode::none;

  [[nodiscard]] bool has_one_root() const {
    return first != InstructionNode::none && nodes[first].next == InstructionNode::none;
  }
};

// The tree of the instructions that are next in a body, which starts at that offset of the module, of a function with
// that many results. Nothing where no folded text says the same: where an instruction
// is malformed, something follows the last `end`, or an `else` or `catch` stands in no block that has one.
[[nodiscard]] std::optional<InstructionTree> fold_instructions(const Module& module, size_t results, ByteReader reader,
                                                               uint64_t body, std::span<const BranchHint> hints);

}  // namespace wasmc
