#include "compiler/codegen/scalar_rotations.h"

#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>
#include <llvm/MC/MCSubtargetInfo.h>

namespace wasmc {

namespace {

// ChaCha's rounds rotate by every third instruction, SHA-256's by every eighth.
constexpr size_t least_rotations = 8;
constexpr size_t instructions_per_rotation = 16;

bool is_scalar_rotation(const llvm::Instruction& instruction) {
  const auto* call = llvm::dyn_cast<llvm::IntrinsicInst>(&instruction);
  if (call == nullptr || call->getType()->isVectorTy()) return false;
  const llvm::Intrinsic::ID id = call->getIntrinsicID();
  const bool shifts_two = id == llvm::Intrinsic::fshl || id == llvm::Intrinsic::fshr;
  return shifts_two && call->getArgOperand(0) == call->getArgOperand(1);
}

bool rotates_vectors_badly(const llvm::TargetMachine& machine) {
  return machine.getTargetTriple().isX86() && !machine.getMCSubtargetInfo()->checkFeatures("+avx512vl");
}

}  // namespace

bool mostly_rotates(const llvm::Function& function) {
  size_t rotations = 0;
  for (const llvm::Instruction& instruction : llvm::instructions(function))
    rotations += is_scalar_rotation(instruction);
  return rotations >= least_rotations && rotations * instructions_per_rotation >= function.getInstructionCount();
}

void keep_rotations_scalar(llvm::PassInstrumentationCallbacks& callbacks, const llvm::TargetMachine& machine) {
  if (!rotates_vectors_badly(machine)) return;
  callbacks.registerShouldRunOptionalPassCallback([](llvm::StringRef pass, const llvm::Any& unit) {
    const auto* function = llvm::any_cast<const llvm::Function*>(&unit);
    return pass != "SLPVectorizerPass" || function == nullptr || !mostly_rotates(**function);
  });
}

}  // namespace wasmc
