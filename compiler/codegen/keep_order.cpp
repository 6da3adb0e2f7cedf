#include "compiler/codegen/keep_order.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallPtrSet.h>
#include <llvm/Analysis/AliasAnalysis.h>
#include <llvm/Analysis/LoopIterator.h>
#include <llvm/IR/InstIterator.h>

#include "compiler/translate/site.h"

namespace wasmc {

namespace {

// What is asked about a load is asked of every write of its loop: no more of them than this.
constexpr size_t max_writes_compared = 32;

// One loop, and what has happened at each point of its first round.
class FirstRound {
 public:
  FirstRound(const llvm::Loop& loop, llvm::LoopInfo& loops, llvm::AAResults& aliases)
      : loop_(loop), order_(const_cast<llvm::Loop*>(&loop)), aliases_(aliases) {
    order_.perform(&loops);
    list_writes();
    list_invariants();
    spread_effects();
  }

  // Divides the loads that may be moved into those that an effect may come before, or that would be moved behind the
  // loop, and the others, both in their order.
  void divide(llvm::SmallVectorImpl<llvm::Instruction*>& staying, llvm::SmallVectorImpl<llvm::WeakVH>& leaving) const {
    for (llvm::BasicBlock* block : order_) {
      bool after_effect = after_effect_.contains(block);
      for (llvm::Instruction& instruction : *block) {
        if (is_candidate(instruction)) {
          const bool stays = after_effect || !is_used_within(instruction);
          if (stays) staying.push_back(&instruction);
          if (!stays) leaving.emplace_back(&instruction);
        }
        after_effect |= has_effect(instruction);
      }
    }
  }

 private:
  void list_writes() {
    for (const llvm::BasicBlock* block : order_) {
      for (const llvm::Instruction& instruction : *block) {
        if (instruction.mayWriteToMemory()) writes_.push_back(&instruction);
      }
    }
  }

  // Values that are the same in every round, as far as they come from one that the loop does not compute. Definitions
  // come before uses in the order of blocks.
  void list_invariants() {
    for (const llvm::BasicBlock* block : order_) {
      for (const llvm::Instruction& instruction : *block) {
        if (may_be_invariant(instruction)) invariant_.insert(&instruction);
      }
    }
  }

  [[nodiscard]] bool may_be_invariant(const llvm::Instruction& instruction) const {
    if (llvm::isa<llvm::PHINode>(instruction) || instruction.mayWriteToMemory() || instruction.isTerminator())
      return false;
    return llvm::all_of(instruction.operands(), [this](const llvm::Value* operand) { return is_invariant(operand); });
  }

  [[nodiscard]] bool is_invariant(const llvm::Value* value) const {
    const auto* instruction = llvm::dyn_cast<llvm::Instruction>(value);
    return instruction == nullptr || !loop_.contains(instruction) || invariant_.contains(instruction);
  }

  // A load that may be moved: its address is the same in every round.
  [[nodiscard]] bool is_candidate(const llvm::Instruction& instruction) const {
    const auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction);
    return load != nullptr && load->isUnordered() && invariant_.contains(load) && is_site(*load);
  }

  [[nodiscard]] bool is_used_within(const llvm::Instruction& instruction) const {
    return llvm::any_of(instruction.users(),
                        [this](const llvm::User* user) { return loop_.contains(llvm::cast<llvm::Instruction>(user)); });
  }

  // Everything that can be seen from outside or may trap, less what leaves the loop in its order.
  [[nodiscard]] bool has_effect(const llvm::Instruction& instruction) const {
    if (instruction.mayWriteToMemory()) return true;
    return is_site(instruction) && !(is_candidate(instruction) && leaves(instruction));
  }

  // True of a candidate that is read in every round, and that no write of the loop touches.
  [[nodiscard]] bool leaves(const llvm::Instruction& load) const {
    if (load.getParent() != loop_.getHeader() || writes_.size() > max_writes_compared) return false;
    const llvm::MemoryLocation location = llvm::MemoryLocation::get(&load);
    return llvm::none_of(writes_, [&](const llvm::Instruction* write) {
      return llvm::isModSet(aliases_.getModRefInfo(write, location));
    });
  }

  // Finds the blocks that an effect in another block may come before, in the same round.
  void spread_effects() {
    llvm::SmallVector<const llvm::BasicBlock*> pending;
    for (const llvm::BasicBlock* block : order_) {
      if (llvm::any_of(*block, [this](const llvm::Instruction& each) { return has_effect(each); })) {
        pending.push_back(block);
      }
    }
    while (!pending.empty()) {
      for (const llvm::BasicBlock* next : llvm::successors(pending.pop_back_val())) {
        if (next == loop_.getHeader() || !loop_.contains(next)) continue;
        if (after_effect_.insert(next).second) pending.push_back(next);
      }
    }
  }

  const llvm::Loop& loop_;
  llvm::LoopBlocksRPO order_;
  llvm::AAResults& aliases_;
  llvm::SmallVector<const llvm::Instruction*> writes_;
  llvm::SmallPtrSet<const llvm::Instruction*, 32> invariant_;
  llvm::SmallPtrSet<const llvm::BasicBlock*, 16> after_effect_;
};

bool has_site(const llvm::Loop& loop) {
  return llvm::any_of(loop.blocks(), [](const llvm::BasicBlock* block) {
    return llvm::any_of(*block, [](const llvm::Instruction& each) { return is_site(each); });
  });
}

// Of a loop that stores may leave.
constexpr size_t most_ends = 8;

// Marks a load as held, and with it the copies that the pass makes of it.
constexpr llvm::StringLiteral held_mark = "wasmc.held";

// True if the end of a block may be decided by the load, as far as jump threading looks.
bool decides_branch(const llvm::LoadInst& load) {
  return llvm::any_of(load.users(), [](const llvm::User* user) {
    const auto* instruction = llvm::cast<llvm::Instruction>(user);
    return instruction->isTerminator() || llvm::isa<llvm::CmpInst, llvm::FreezeInst>(instruction);
  });
}

void set_volatile(llvm::Instruction& access, bool is_volatile) {
  if (auto* load = llvm::dyn_cast<llvm::LoadInst>(&access)) load->setVolatile(is_volatile);
  if (auto* store = llvm::dyn_cast<llvm::StoreInst>(&access)) store->setVolatile(is_volatile);
}

void list_plain_stores(const llvm::Loop& loop, llvm::SmallVectorImpl<llvm::Instruction*>& stores) {
  for (llvm::BasicBlock* block : loop.blocks()) {
    for (llvm::Instruction& instruction : *block) {
      auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction);
      if (store != nullptr && store->isUnordered()) stores.push_back(store);
    }
  }
}

void hold(llvm::Instruction& access) {
  set_volatile(access, true);
  access.setMetadata(held_mark, llvm::MDNode::get(access.getContext(), {}));
}

void hold_loads_behind_effects(llvm::BasicBlock& block) {
  bool after_effect = false;
  for (llvm::Instruction& instruction : block) {
    const bool accesses = instruction.mayWriteToMemory() || is_site(instruction);
    auto* load = llvm::dyn_cast<llvm::LoadInst>(&instruction);
    if (accesses && after_effect && load != nullptr && load->isUnordered() && decides_branch(*load)) hold(*load);
    after_effect |= accesses;
  }
}

// The only user of a value, if that computes something of it in the same block or is a phi.
const llvm::Instruction* only_user(const llvm::Instruction& value) {
  if (!value.hasOneUse()) return nullptr;
  const auto* user = llvm::cast<llvm::Instruction>(*value.user_begin());
  const bool computes = llvm::isa<llvm::CastInst, llvm::BinaryOperator, llvm::GetElementPtrInst>(user);
  return llvm::isa<llvm::PHINode>(user) || (computes && user->getParent() == value.getParent()) ? user : nullptr;
}

// True if what is loaded, or what is soon computed of it, meets the like of other paths: of equal instructions on all
// of them instruction combining makes one behind the phi. Of loads only if all are volatile or none, so the first
// path's is left as it is.
bool may_meet_others(const llvm::LoadInst& load) {
  constexpr int most_steps = 6;
  const llvm::Instruction* value = &load;
  for (int step = 0; step < most_steps && value != nullptr; ++step) {
    const llvm::Instruction* user = only_user(*value);
    const auto* phi = llvm::dyn_cast_or_null<llvm::PHINode>(user);
    if (phi != nullptr) return phi->getIncomingValue(0) != value;
    value = user;
  }
  return false;
}

// The same of a store at the end of a block, which meets that of the other way to the block behind.
bool may_meet_others(const llvm::StoreInst& store) {
  const auto* branch = llvm::dyn_cast<llvm::BranchInst>(store.getParent()->getTerminator());
  if (branch == nullptr || !branch->isUnconditional() || !branch->getSuccessor(0)->hasNPredecessors(2)) return false;
  return std::all_of(std::next(store.getIterator()), store.getParent()->end(),
                     [](const llvm::Instruction& each) { return !each.mayReadOrWriteMemory(); });
}

bool may_meet_others(const llvm::Instruction& access) {
  if (const auto* load = llvm::dyn_cast<llvm::LoadInst>(&access)) return may_meet_others(*load);
  const auto* store = llvm::dyn_cast<llvm::StoreInst>(&access);
  return store != nullptr && may_meet_others(*store);
}

llvm::Function& function_of(const llvm::Any& unit) {
  return const_cast<llvm::Function&>(**llvm::any_cast<const llvm::Function*>(&unit));
}

const llvm::Loop& loop_of(const llvm::Any& unit) { return **llvm::any_cast<const llvm::Loop*>(&unit); }

LostAccess lost_access(const llvm::LoadInst& load) {
  const llvm::MDNode* scopes = load.getMetadata(llvm::LLVMContext::MD_alias_scope);
  return {load.getFunction()->getName().str(), site_of_scopes(scopes).value_or(Site{}).wasm_offset};
}

}  // namespace

bool stores_may_leave(const llvm::Loop& loop) {
  if (has_site(loop)) return false;
  llvm::SmallVector<llvm::BasicBlock*> ends;
  loop.getUniqueExitBlocks(ends);
  return ends.size() <= most_ends;
}

LoadOrder::LoadOrder(llvm::PassInstrumentationCallbacks& callbacks, llvm::FunctionAnalysisManager& analyses)
    : analyses_(analyses) {
  callbacks.registerBeforeNonSkippedPassCallback([this](llvm::StringRef pass, const llvm::Any& unit) {
    if (pass == "LICMPass") hold_in_loop(loop_of(unit));
    if (pass == "JumpThreadingPass") hold_loads(function_of(unit));
    if (pass == "VectorCombinePass") hold_vectors(function_of(unit));
    if (pass == "InstCombinePass") hold_meeting(function_of(unit));
  });
  callbacks.registerAfterPassCallback(
      [this](llvm::StringRef pass, const llvm::Any& unit, const llvm::PreservedAnalyses&) {
        if (pass == "LICMPass") release_in_loop(loop_of(unit));
        if (pass == "JumpThreadingPass" || pass == "VectorCombinePass" || pass == "InstCombinePass")
          release(function_of(unit));
      });
}

void LoadOrder::hold_in_loop(const llvm::Loop& loop) {
  if (stores_may_leave(loop)) return;
  if (has_site(loop)) {
    llvm::Function& function = *loop.getHeader()->getParent();
    FirstRound(loop, analyses_.getResult<llvm::LoopAnalysis>(function), analyses_.getResult<llvm::AAManager>(function))
        .divide(held_, leaving_);
  }
  list_plain_stores(loop, held_);
  for (llvm::Instruction* access : held_) set_volatile(*access, true);
}

void LoadOrder::release_in_loop(const llvm::Loop& loop) {
  for (llvm::Instruction* access : held_) set_volatile(*access, false);
  held_.clear();
  note_overtaken(loop);
  leaving_.clear();
}

void LoadOrder::note_overtaken(const llvm::Loop& loop) {
  bool one_stays = false;
  for (const llvm::Value* value : leaving_) {
    const auto* load = llvm::dyn_cast_or_null<llvm::LoadInst>(value);
    if (load == nullptr) continue;
    const bool stays = loop.contains(load);
    if (one_stays && !stays) lost_.push_back(lost_access(*load));
    one_stays |= stays;
  }
}

void LoadOrder::hold_loads(llvm::Function& function) {
  for (llvm::BasicBlock& block : function) hold_loads_behind_effects(block);
}

void LoadOrder::hold_vectors(llvm::Function& function) {
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    if (is_plain_site(instruction) && accesses_lanes(instruction)) hold(instruction);
  }
}

void LoadOrder::hold_meeting(llvm::Function& function) {
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    if (is_plain_access(instruction) && may_meet_others(instruction)) hold(instruction);
  }
}

void LoadOrder::release(llvm::Function& function) {
  const unsigned mark = function.getContext().getMDKindID(held_mark);
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    if (!instruction.isVolatile() || !instruction.hasMetadata(mark)) continue;
    set_volatile(instruction, false);
    instruction.setMetadata(mark, nullptr);
  }
}

}  // namespace wasmc
