#include "tools/disassembler.h"

#include <llvm/MC/MCAsmInfo.h>
#include <llvm/MC/MCContext.h>
#include <llvm/MC/MCDisassembler/MCDisassembler.h>
#include <llvm/MC/MCInst.h>
#include <llvm/MC/MCInstPrinter.h>
#include <llvm/MC/MCInstrAnalysis.h>
#include <llvm/MC/MCInstrInfo.h>
#include <llvm/MC/MCRegisterInfo.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/MCTargetOptions.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/TargetParser/Triple.h>

#include "runtime-support/cpu_features.h"

namespace wasmc {

// Members are destroyed in the reverse of this order: each refers to those before it.
struct Disassembler::Impl {
  llvm::MCTargetOptions options;
  std::unique_ptr<llvm::MCRegisterInfo> registers;
  std::unique_ptr<llvm::MCAsmInfo> assembly;
  std::unique_ptr<llvm::MCSubtargetInfo> subtarget;
  std::unique_ptr<llvm::MCInstrInfo> instructions;
  std::unique_ptr<llvm::MCInstrAnalysis> analysis;  // may be null
  std::unique_ptr<llvm::MCContext> context;
  std::unique_ptr<llvm::MCDisassembler> disassembler;
  std::unique_ptr<llvm::MCInstPrinter> printer;
};

namespace {

llvm::Triple triple_of(Architecture architecture) {
  return llvm::Triple(std::string(to_string(architecture)) + "-unknown-linux-gnu");
}

// "+sse3,+ssse3,...": an instruction is decoded only if its feature is on.
std::string feature_list(Architecture architecture, uint64_t bits) {
  std::string list;
  for (unsigned bit = 0; bit < 64; ++bit) {
    const std::string_view name = cpu_feature_name(architecture, bit);
    if ((bits >> bit & 1) == 0 || name.empty()) continue;
    list.append(list.empty() ? "+" : ",+").append(name);
  }
  return list;
}

const llvm::Target* find_target(const llvm::Triple& triple) {
  llvm::InitializeAllTargetInfos();
  llvm::InitializeAllTargetMCs();
  llvm::InitializeAllDisassemblers();
  std::string ignored;
  return llvm::TargetRegistry::lookupTarget(triple, ignored);
}

// Intel's own syntax on x86; elsewhere there is one.
unsigned syntax_of(Architecture architecture) { return architecture == Architecture::x86_64 ? 1 : 0; }

std::string byte_text(uint8_t byte) {
  constexpr const char* digits = "0123456789abcdef";
  return std::string(".byte 0x") + digits[byte >> 4] + digits[byte & 15];
}

}  // namespace

Disassembler::Disassembler(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Disassembler::Disassembler(Disassembler&&) noexcept = default;
Disassembler::~Disassembler() = default;

Result<Disassembler> Disassembler::create(Architecture architecture, uint64_t cpu_features) {
  const llvm::Triple triple = triple_of(architecture);
  const llvm::Target* target = find_target(triple);
  if (target == nullptr) return Error{std::string("this LLVM knows no ") + to_string(architecture)};
  auto impl = std::make_unique<Impl>();
  impl->registers.reset(target->createMCRegInfo(triple));
  impl->assembly.reset(target->createMCAsmInfo(*impl->registers, triple, impl->options));
  impl->subtarget.reset(target->createMCSubtargetInfo(triple, "", feature_list(architecture, cpu_features)));
  impl->instructions.reset(target->createMCInstrInfo());
  impl->analysis.reset(target->createMCInstrAnalysis(impl->instructions.get()));
  impl->context =
      std::make_unique<llvm::MCContext>(triple, impl->assembly.get(), impl->registers.get(), impl->subtarget.get());
  impl->disassembler.reset(target->createMCDisassembler(*impl->subtarget, *impl->context));
  impl->printer.reset(target->createMCInstPrinter(triple, syntax_of(architecture), *impl->assembly, *impl->instructions,
                                                  *impl->registers));
  impl->printer->setPrintImmHex(true);
  impl->printer->setPrintBranchImmAsAddress(true);
  return Disassembler(std::move(impl));
}

Instruction Disassembler::decode(std::span<const uint8_t> bytes, uint64_t address) const {
  llvm::MCInst inst;
  uint64_t length = 0;
  const auto status =
      impl_->disassembler->getInstruction(inst, length, {bytes.data(), bytes.size()}, address, llvm::nulls());
  if (status != llvm::MCDisassembler::Success || length == 0) return {1, byte_text(bytes[0]), std::nullopt};

  Instruction instruction{static_cast<uint32_t>(length), {}, std::nullopt};
  llvm::raw_string_ostream text(instruction.text);
  const bool from_next = impl_->subtarget->getTargetTriple().isX86();  // what printed targets are relative to
  impl_->printer->printInst(&inst, from_next ? address + length : address, "", *impl_->subtarget, text);
  uint64_t target = 0;
  if (impl_->analysis == nullptr) return instruction;
  if (impl_->analysis->evaluateBranch(inst, address, length, target)) {
    instruction.target = target;
  } else {
    instruction.target = impl_->analysis->evaluateMemoryOperandAddress(inst, impl_->subtarget.get(), address, length);
  }
  return instruction;
}

}  // namespace wasmc
