#include "compiler/analyze/loop_nesting.h"

#include <algorithm>
#include <vector>

#include "compiler/analyze/visit_body.h"

namespace wasmc {

namespace {

class LoopNesting : public PartialVisitor<LoopNesting> {
 public:
  void block(const BlockType&) { enter(false); }
  void if_(const BlockType&) { enter(false); }
  void try_(const BlockType&) { enter(false); }
  void try_table(const TryTable&) { enter(false); }
  void loop(const BlockType&) { enter(true); }
  void end() { leave(); }
  void delegate(const Label&) { leave(); }
  void other(Opcode) {}

  size_t most = 0;

 private:
  void enter(bool is_loop) {
    open_.push_back(is_loop);
    loops_ += is_loop ? 1 : 0;
    most = std::max(most, loops_);
  }

  void leave() {
    if (open_.empty()) return;  // the end of the function
    loops_ -= open_.back() ? 1 : 0;
    open_.pop_back();
  }

  std::vector<bool> open_;  // for each block whether it is a loop
  size_t loops_ = 0;
};

}  // namespace

size_t count_nested_loops(const Module& module, const Function& function) {
  LoopNesting nesting;
  (void)visit_body(module, function, nesting);
  return nesting.most;
}

}  // namespace wasmc
