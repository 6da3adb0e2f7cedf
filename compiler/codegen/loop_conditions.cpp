#include "compiler/codegen/loop_conditions.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Analysis/ScalarEvolutionExpressions.h>

namespace wasmc {

namespace {

// No sum or product below overflows 64 bits: indices and displacements have 34 bits at most, steps 16, rounds 33. (So
// the copies are of loops over memories with 32-bit indices: where a 64-bit one begins is not known.)
constexpr uint64_t most_of_term = uint64_t{1} << 34;
constexpr uint64_t most_rounds = uint64_t{1} << 32;
constexpr uint64_t most_step = uint64_t{1} << 16;
constexpr uint64_t most_number = uint64_t{1} << 62;
constexpr size_t most_terms = 8;
// Each is compared with all others.
constexpr size_t most_conditions = 24;
// What is less than this has not wrapped at 32 bits.
constexpr uint64_t most_length = uint64_t{1} << 32;

// A sum of 64 bits of which one term, at most, changes in the loop: from `start` by `step` in each round.
struct Index {
  const llvm::SCEV* fixed;
  const llvm::SCEV* start = nullptr;  // null if nothing changes
  const llvm::SCEV* step = nullptr;   // how much, up or down
  bool falls = false;
  bool may_wrap = false;  // at 32 bits
};

class Conditions {
 public:
  Conditions(const llvm::Loop& loop, llvm::ScalarEvolution& evolution, const llvm::DominatorTree& tree)
      : loop_(loop), evolution_(evolution), tree_(tree), i64_(llvm::Type::getInt64Ty(evolution.getContext())) {
    find_rounds();
  }

  bool add(const LoopCheck& check) {
    const auto* compare = llvm::dyn_cast<llvm::ICmpInst>(check.branch->getCondition());
    if (rounds_ == nullptr || compare == nullptr || !compare->getOperand(0)->getType()->isIntegerTy(64)) return false;
    auto predicate = check.trapping == 0 ? compare->getInversePredicate() : compare->getPredicate();
    const llvm::SCEV* left = evolution_.getSCEV(compare->getOperand(0));
    const llvm::SCEV* right = evolution_.getSCEV(compare->getOperand(1));
    if (predicate == llvm::CmpInst::ICMP_UGT || predicate == llvm::CmpInst::ICMP_UGE) {
      predicate = llvm::CmpInst::getSwappedPredicate(predicate);
      std::swap(left, right);
    }
    const bool is_less = predicate == llvm::CmpInst::ICMP_ULT || predicate == llvm::CmpInst::ICMP_ULE;
    return is_less && evolution_.isLoopInvariant(right, &loop_) && add(predicate, left, right);
  }

  [[nodiscard]] bool are_few() const { return conditions_.size() <= most_conditions; }
  std::vector<LoopCondition> take() { return std::move(conditions_); }

 private:
  // How often the loop is repeated, at most. (A block that each round runs through leaves it then.)
  void find_rounds() {
    llvm::SmallVector<llvm::BasicBlock*> exiting;
    loop_.getExitingBlocks(exiting);
    const llvm::BasicBlock* latch = loop_.getLoopLatch();
    for (const llvm::BasicBlock* block : exiting) {
      if (latch == nullptr || leads_to_trap(*block) || !is_in_each_round(*block)) continue;
      if (set_rounds(*block)) return;
    }
  }

  // What only holds if something else does is a condition, too.
  bool set_rounds(const llvm::BasicBlock& block) {
    llvm::SmallVector<const llvm::SCEVPredicate*> predicates;
    const llvm::SCEV* rounds = evolution_.getPredicatedExitCount(&loop_, &block, &predicates);
    const auto is_comparison = [](const llvm::SCEVPredicate* each) {
      return llvm::isa<llvm::SCEVComparePredicate>(each);
    };
    if (llvm::isa<llvm::SCEVCouldNotCompute>(rounds) || !llvm::all_of(predicates, is_comparison)) return false;
    if (evolution_.getTypeSizeInBits(rounds->getType()) > 64) return false;
    for (const llvm::SCEVPredicate* each : predicates) {
      const auto* comparison = llvm::cast<llvm::SCEVComparePredicate>(each);
      conditions_.push_back({comparison->getPredicate(), comparison->getLHS(), comparison->getRHS()});
    }
    rounds_ = evolution_.getTruncateOrZeroExtend(rounds, i64_);
    require_at_most(rounds_, most_rounds);
    return true;
  }

  [[nodiscard]] static bool leads_to_trap(const llvm::BasicBlock& block) {
    return llvm::any_of(llvm::successors(&block), [](const llvm::BasicBlock* next) {
      return llvm::isa<llvm::UnreachableInst>(next->getTerminator());
    });
  }

  [[nodiscard]] bool is_in_each_round(const llvm::BasicBlock& block) const {
    return tree_.dominates(&block, loop_.getLoopLatch());
  }

  [[nodiscard]] bool is_at_most(const llvm::SCEV* value, uint64_t most) const {
    return evolution_.getUnsignedRangeMax(value).ule(most);
  }

  void require_at_most(const llvm::SCEV* value, uint64_t most) {
    if (!is_at_most(value, most)) note({llvm::CmpInst::ICMP_ULE, value, evolution_.getConstant(i64_, most)});
  }

  bool add(llvm::CmpInst::Predicate predicate, const llvm::SCEV* left, const llvm::SCEV* right) {
    if (evolution_.isLoopInvariant(left, &loop_)) return note({predicate, left, right});
    const std::optional<Index> index = index_in(left);
    if (!index || (index->may_wrap && !(predicate == llvm::CmpInst::ICMP_ULT && is_at_most(right, most_length)))) {
      return false;
    }
    const llvm::SCEV* way = evolution_.getMulExpr(rounds_, index->step);
    if (index->falls) note({llvm::CmpInst::ICMP_ULE, way, index->start});
    const llvm::SCEV* highest = index->falls ? index->start : evolution_.getAddExpr(index->start, way);
    return note({predicate, evolution_.getAddExpr(index->fixed, highest), right});
  }

  // Of comparisons that differ by constants only the strictest is needed, if these are numbers that don't wrap.
  bool note(const LoopCondition& condition) {
    for (LoopCondition& noted : conditions_) {
      if (noted.predicate != condition.predicate || !is_far_from_wrapping(noted) || !is_far_from_wrapping(condition))
        continue;
      const auto stricter = constant_in(condition.left, noted.left);
      const auto looser = constant_in(condition.right, noted.right);
      if (!stricter || !looser) continue;
      if (*stricter > *looser) noted = condition;
      return true;
    }
    conditions_.push_back(condition);
    return true;
  }

  [[nodiscard]] bool is_far_from_wrapping(const LoopCondition& condition) const {
    return condition.left->getType()->isIntegerTy(64) && is_at_most(condition.left, most_number) &&
           is_at_most(condition.right, most_number);
  }

  // By how much the first is more than the second.
  std::optional<int64_t> constant_in(const llvm::SCEV* first, const llvm::SCEV* second) {
    const std::optional<llvm::APInt> difference = evolution_.computeConstantDifference(first, second);
    return difference ? std::optional(difference->getSExtValue()) : std::nullopt;
  }

  std::optional<Index> index_in(const llvm::SCEV* sum) {
    llvm::SmallVector<const llvm::SCEV*> terms = {sum};
    if (const auto* several = llvm::dyn_cast<llvm::SCEVAddExpr>(sum))
      terms.assign(several->operands().begin(), several->operands().end());
    if (terms.size() > most_terms) return std::nullopt;
    Index index{evolution_.getZero(i64_)};
    for (const llvm::SCEV* term : terms) {
      if (evolution_.isLoopInvariant(term, &loop_) && is_at_most(term, most_of_term)) {
        index.fixed = evolution_.getAddExpr(index.fixed, term);
      } else if (index.start != nullptr || !set_changing(index, term)) {
        return std::nullopt;
      }
    }
    return index;
  }

  // An index of 32 bits may wrap before it is extended; those of 64 bits don't.
  bool set_changing(Index& index, const llvm::SCEV* term) {
    const auto* extended = llvm::dyn_cast<llvm::SCEVZeroExtendExpr>(term);
    const llvm::SCEV* changing = extended == nullptr ? term : extended->getOperand();
    const auto* recurrence = llvm::dyn_cast<llvm::SCEVAddRecExpr>(changing);
    if (recurrence == nullptr || recurrence->getLoop() != &loop_ || !recurrence->isAffine()) return false;
    if (extended != nullptr && !recurrence->getType()->isIntegerTy(32)) return false;
    const llvm::SCEV* step = recurrence->getStepRecurrence(evolution_);
    index.falls = evolution_.isKnownNegative(step);
    if (index.falls) step = evolution_.getNegativeSCEV(step);
    index.step = evolution_.getTruncateOrZeroExtend(step, i64_);
    index.start = evolution_.getTruncateOrZeroExtend(recurrence->getStart(), i64_);
    require_at_most(index.step, most_step);
    index.may_wrap = extended != nullptr;
    return is_at_most(index.start, most_of_term);
  }

  const llvm::Loop& loop_;
  llvm::ScalarEvolution& evolution_;
  const llvm::DominatorTree& tree_;
  llvm::Type* i64_;
  const llvm::SCEV* rounds_ = nullptr;
  std::vector<LoopCondition> conditions_;
};

}  // namespace

std::optional<std::vector<LoopCondition>> conditions_of(const std::vector<LoopCheck>& checks, const llvm::Loop& loop,
                                                        llvm::ScalarEvolution& evolution,
                                                        const llvm::DominatorTree& tree) {
  Conditions conditions(loop, evolution, tree);
  const auto is_said = [&](const LoopCheck& check) { return conditions.add(check) && conditions.are_few(); };
  if (!llvm::all_of(checks, is_said)) return std::nullopt;
  return conditions.take();
}

}  // namespace wasmc
