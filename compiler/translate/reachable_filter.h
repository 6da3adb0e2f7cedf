// Between decoder and FunctionTranslator: lets through only the instructions that can be reached. Code behind a branch
// is still decoded, and its blocks counted, up to the end or else where control flow comes back.
#pragma once

#include "compiler/translate/function.h"

namespace wasmc {

class ReachableFilter {
 public:
  explicit ReachableFilter(FunctionTranslator& translator) : translator_(translator) {}

  void at(uint64_t offset) { translator_.at(offset); }

#define OPCODE(prefix, code, name, text, Immediate, feature)          \
  template <class... Immediates>                                      \
  void name(const Immediates&... immediate) {                         \
    if constexpr (is_compiled(Feature::feature)) {                    \
      if (lets_through(Opcode::name)) translator_.name(immediate...); \
    }                                                                 \
  }
#include "compiler/module/opcodes.def"

 private:
  bool lets_through(Opcode opcode) {
    if (translator_.is_reachable()) return true;
    switch (opcode) {
      case Opcode::block:
      case Opcode::loop:
      case Opcode::if_:
      case Opcode::try_table: ++skipped_blocks_; return false;
      case Opcode::else_: return skipped_blocks_ == 0;
      case Opcode::end:
        if (skipped_blocks_ == 0) return true;
        --skipped_blocks_;
        return false;
      default: return false;
    }
  }

  FunctionTranslator& translator_;
  uint32_t skipped_blocks_ = 0;
};

}  // namespace wasmc
