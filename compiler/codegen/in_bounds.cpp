#include "compiler/codegen/in_bounds.h"

#include <algorithm>
#include <string>
#include <vector>

#include <llvm/ADT/STLExtras.h>
#include <llvm/Analysis/ScalarEvolutionExpressions.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>
#include <llvm/IR/MDBuilder.h>

#include "compiler/codegen/keep_traps.h"
#include "compiler/codegen/loop_ranges.h"
#include "compiler/translate/region.h"
#include "compiler/translate/site.h"

namespace wasmc {

namespace {

// How much is there from this address on, if it is a memory's base.
uint64_t bytes_from(const llvm::Value& base) {
  const auto* load = llvm::dyn_cast<llvm::LoadInst>(&base);
  const llvm::MDNode* bytes = load == nullptr ? nullptr : load->getMetadata(llvm::LLVMContext::MD_dereferenceable);
  return bytes == nullptr ? 0 : llvm::mdconst::extract<llvm::ConstantInt>(bytes->getOperand(0))->getZExtValue();
}

uint64_t size_of(const llvm::Instruction& access) {
  return access.getDataLayout().getTypeStoreSize(llvm::getLoadStoreType(&access)).getFixedValue();
}

bool fits(const llvm::APInt& last_offset, const llvm::Instruction& access, uint64_t bytes) {
  const uint64_t size = size_of(access);
  return size <= bytes && last_offset.ule(bytes - size);
}

bool has_small_offset(const llvm::Instruction& access) {
  const auto* address = llvm::dyn_cast<llvm::GetElementPtrInst>(llvm::getLoadStorePointerOperand(&access));
  if (address == nullptr || address->getNumIndices() != 1 || !address->getSourceElementType()->isIntegerTy(8)) {
    return false;
  }
  const uint64_t bytes = bytes_from(*address->getPointerOperand());
  return bytes != 0 &&
         fits(llvm::computeKnownBits(address->getOperand(1), access.getDataLayout()).getMaxValue(), access, bytes);
}

// What an access may touch, as offsets in its memory. (Of which memory does not matter: two may be the same one.)
struct Area {
  uint64_t begin;
  uint64_t end;
};

struct PlacedAccess {
  llvm::Instruction* access;
  Area area;
};

// Accesses to checked memories are no sites, and have no scopes.
bool is_checked_access(const llvm::Instruction& access) {
  return llvm::getLoadStorePointerOperand(&access) != nullptr && !access.isVolatile() &&
         is_in_region(access, Region::linear_memory);
}

// The accesses of a function's loops whose areas are known.
class LoopAccesses {
 public:
  LoopAccesses(const llvm::LoopInfo& loops, llvm::ScalarEvolution& evolution) : evolution_(evolution) {
    for (const llvm::Loop* loop : loops.getLoopsInPreorder()) {
      if (!has_known_length(*loop, evolution)) continue;
      for (llvm::BasicBlock* block : loop->blocks()) {
        if (loops.getLoopFor(block) != loop) continue;
        for (llvm::Instruction& instruction : *block) look_at(instruction);
      }
    }
  }

  void mark() {
    for (const PlacedAccess& placed : placed_) {
      if (is_site(*placed.access)) mark_in_bounds(*placed.access);
    }
    part();
  }

 private:
  void look_at(llvm::Instruction& access) {
    if (!is_plain_access(access) && !is_checked_access(access)) return;
    llvm::Value* address = llvm::getLoadStorePointerOperand(&access);
    if (auto* element = llvm::dyn_cast<llvm::GetElementPtrInst>(address))
      note_sums(*element->getOperand(1), evolution_);
    const llvm::SCEV* place = evolution_.getSCEV(address);
    const auto* base = llvm::dyn_cast<llvm::SCEVUnknown>(evolution_.getPointerBase(place));
    const uint64_t bytes = base == nullptr ? 0 : bytes_from(*base->getValue());
    if (bytes == 0) return;
    const llvm::ConstantRange offsets = evolution_.getUnsignedRange(evolution_.removePointerBase(place));
    if (!fits(offsets.getUnsignedMax(), access, bytes)) return;
    const Area area{offsets.getUnsignedMin().getZExtValue(), offsets.getUnsignedMax().getZExtValue() + size_of(access)};
    placed_.push_back({&access, area});
  }

  // Tells areas that have nothing in common apart, by types of their own below that of all linear memory.
  void part() {
    llvm::sort(placed_, [](const PlacedAccess& a, const PlacedAccess& b) { return a.area.begin < b.area.begin; });
    for (auto first = placed_.begin(); first != placed_.end();) {
      Area together = first->area;
      auto last = first;
      for (; last != placed_.end() && last->area.begin < together.end; ++last) {
        together.end = std::max(together.end, last->area.end);
      }
      for (; first != last; ++first) set_area(*first->access, together);
    }
  }

  static void set_area(llvm::Instruction& access, Area area) {
    const llvm::MDNode* tag = access.getMetadata(llvm::LLVMContext::MD_tbaa);
    if (tag == nullptr) return;
    llvm::MDBuilder builder(access.getContext());
    llvm::MDNode* type =
        builder.createTBAAScalarTypeNode("linear memory " + std::to_string(area.begin) + " " + std::to_string(area.end),
                                         llvm::cast<llvm::MDNode>(tag->getOperand(0)));
    access.setMetadata(llvm::LLVMContext::MD_tbaa, builder.createTBAAStructTagNode(type, type, 0));
  }

  llvm::ScalarEvolution& evolution_;
  std::vector<PlacedAccess> placed_;
};

}  // namespace

void mark_accesses_in_bounds(llvm::Function& function) {
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    if (is_plain_site(instruction) && has_small_offset(instruction)) mark_in_bounds(instruction);
  }
}

llvm::PreservedAnalyses MarkAccessesInBounds::run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses) {
  LoopAccesses(analyses.getResult<llvm::LoopAnalysis>(function),
               analyses.getResult<llvm::ScalarEvolutionAnalysis>(function))
      .mark();
  return llvm::PreservedAnalyses::all();
}

}  // namespace wasmc
