#include "compiler/codegen/drop_checks.h"

#include <map>
#include <vector>

#include <llvm/IR/Constants.h>
#include <llvm/IR/Dominators.h>

#include "compiler/translate/bounds_check.h"

namespace wasmc {

namespace {

// Walks the blocks of a function down the tree of dominators, with what is known to be inside at each of them.
class DominatedChecks {
 public:
  explicit DominatedChecks(llvm::Function& function) : tree_(function) {}

  void drop() {
    enter(tree_.getRootNode());
    while (!path_.empty()) {
      Step& step = path_.back();
      if (step.next == step.node->end()) {
        leave();
      } else {
        enter(*step.next++);
      }
    }
  }

 private:
  using Node = llvm::DomTreeNode;
  using Key = std::pair<uint32_t, llvm::Value*>;  // the memory and the index

  // A block on the way from the root, with what holds in it and no longer when it is left.
  struct Step {
    const Node* node;
    Node::const_iterator next;  // of its children
    std::optional<Key> learnt;
    std::optional<uint64_t> known_before;  // about that key
  };

  void enter(const Node* node) {
    path_.push_back({node, node->begin(), std::nullopt, std::nullopt});
    learn_on_entry(path_.back());
    drop_check(*node->getBlock());
  }

  void leave() {
    const Step& step = path_.back();
    if (step.learnt && step.known_before) last_inside_[*step.learnt] = *step.known_before;
    if (step.learnt && !step.known_before) last_inside_.erase(*step.learnt);
    path_.pop_back();
  }

  // The check that leads to this block, and to this one only by passing.
  void learn_on_entry(Step& step) {
    const llvm::BasicBlock* block = step.node->getBlock();
    const llvm::BasicBlock* before = block->getSinglePredecessor();
    if (before == nullptr) return;
    const auto check = bounds_check_of(*before);
    if (!check || before->getTerminator()->getSuccessor(1) != block) return;
    const Key key{check->memory, check->index};
    const auto [known, is_new] = last_inside_.try_emplace(key, check->last);
    if (!is_new && known->second >= check->last) return;
    step.learnt = key;
    if (!is_new) step.known_before = std::exchange(known->second, check->last);
  }

  void drop_check(llvm::BasicBlock& block) {
    const auto check = bounds_check_of(block);
    if (!check) return;
    const auto known = last_inside_.find({check->memory, check->index});
    if (known == last_inside_.end() || known->second < check->last) return;
    auto& branch = llvm::cast<llvm::BranchInst>(*block.getTerminator());
    branch.setCondition(llvm::ConstantInt::getFalse(block.getContext()));
  }

  llvm::DominatorTree tree_;
  std::vector<Step> path_;
  std::map<Key, uint64_t> last_inside_;
};

}  // namespace

void drop_dominated_checks(llvm::Module& ir) {
  for (llvm::Function& function : ir) {
    if (!function.isDeclaration()) DominatedChecks(function).drop();
  }
}

}  // namespace wasmc
