// The hints that annotations `@metadata.code.branch_hint` give about the branches of a function. One list belongs to
// one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/binary/branch_hints.h"
#include "compiler/module/opcode.h"
#include "compiler/text/context.h"
#include "format/base/result.h"

namespace wasmc {

class BranchHints {
 public:
  // Reads the hint about the instruction that is next or is opened by the parenthesis that is next, if there is one.
  // Fails if it is malformed or there are several.
  [[nodiscard]] Status read(TextContext& context);
  // The hint that was read, which is about that instruction. Fails if it is none that branches on a condition.
  [[nodiscard]] Result<std::optional<bool>> take(Opcode opcode);

  void add(uint32_t offset, bool is_likely) { items_.push_back({offset, is_likely}); }
  // In the order in which they were added.
  [[nodiscard]] const std::vector<BranchHint>& items() const { return items_; }

 private:
  std::optional<bool> pending_;
  uint32_t pending_offset_ = 0;  // in the source
  std::vector<BranchHint> items_;
};

}  // namespace wasmc
