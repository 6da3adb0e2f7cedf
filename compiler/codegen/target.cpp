#include "compiler/codegen/target.h"

#include <mutex>

#include <llvm/ADT/StringMap.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/TargetParser/Triple.h>

#include "runtime-support/cpu_features.h"

namespace wasmc {

namespace {

// What is peculiar to an architecture. A new target is a row here, a row in format/target.h, object/relocs_<arch>.cpp
// and the loader's files of that name.
struct ArchitectureRow {
  llvm::Triple::ArchType llvm_architecture;
  Architecture architecture;
  const char* baseline;        // the default CPU: the psABI's, not the builder's
  const char* least_cpu;       // the CPU without any optional feature
  const char* fixed_features;  // always on or off, whatever the CPU
  const char* abi;
  llvm::CodeModel::Model code_model;
};

// x86-64: loads that gather, and stores that scatter, are slower than single ones on all CPUs of AMD, and on Intel's
// since their microcode was mended. riscv64: without unaligned-scalar-mem each load becomes eleven instructions;
// relaxation would leave work for a linker. Its small code model reaches only the lowest 2 GiB, "medium" is the
// position-independent one.
constexpr ArchitectureRow architecture_rows[] = {
    {llvm::Triple::x86_64, Architecture::x86_64, "x86-64-v2", "x86-64", ",+prefer-no-gather,+prefer-no-scatter", "",
     llvm::CodeModel::Small},
    {llvm::Triple::aarch64, Architecture::aarch64, "generic", "generic", "", "", llvm::CodeModel::Small},
    {llvm::Triple::riscv64, Architecture::riscv64, "generic-rv64", "generic-rv64",
     ",+m,+a,+f,+d,+c,+unaligned-scalar-mem,-relax", "lp64d", llvm::CodeModel::Medium},
};

const ArchitectureRow* find_row(llvm::Triple::ArchType architecture) {
  for (const ArchitectureRow& row : architecture_rows) {
    if (row.llvm_architecture == architecture) return &row;
  }
  return nullptr;
}

const ArchitectureRow& row_of(Architecture architecture) {
  for (const ArchitectureRow& row : architecture_rows) {
    if (row.architecture == architecture) return row;
  }
  llvm_unreachable("every architecture has a row");
}

void initialize_llvm_targets() {
  static std::once_flag once;
  std::call_once(once, [] {
#define INITIALIZE(Name)              \
  LLVMInitialize##Name##TargetInfo(); \
  LLVMInitialize##Name##Target();     \
  LLVMInitialize##Name##TargetMC();   \
  LLVMInitialize##Name##AsmPrinter(); \
  LLVMInitialize##Name##AsmParser();
    INITIALIZE(X86)
    INITIALIZE(AArch64)
    INITIALIZE(RISCV)
#undef INITIALIZE
  });
}

std::string host_features() {
  std::string text;
  for (const auto& feature : llvm::sys::getHostCPUFeatures()) {
    text += (feature.getValue() ? ",+" : ",-") + feature.getKey().str();
  }
  return text;
}

// Refuses features that the user asks for by name and no loader could check.
Status check_requested_features(Architecture architecture, llvm::StringRef features) {
  llvm::SmallVector<llvm::StringRef> names;
  features.split(names, ',', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef name : names) {
    if (!name.starts_with("+") && !name.starts_with("-")) {
      return Error{"--features: write +" + name.str() + " or -" + name.str()};
    }
    if (name.starts_with("+") && !cpu_feature_bit(architecture, name.drop_front().str())) {
      return Error{"--features: " + name.drop_front().str() + " is unknown, or a loader could not check it"};
    }
  }
  return {};
}

bool is_on_by_feature_text(const ArchitectureRow& row, const std::string& name) {
  return llvm::StringRef(row.fixed_features).contains("+" + name);
}

}  // namespace

Result<CodeTarget> CodeTarget::create(const CompileOptions& options) {
  initialize_llvm_targets();
  const std::string asked_for = options.target.empty() ? llvm::sys::getProcessTriple() : options.target;
  const llvm::Triple wanted(llvm::Triple::normalize(asked_for));
  const ArchitectureRow* row = find_row(wanted.getArch());
  if (row == nullptr || !wanted.isOSLinux()) {
    return Error{"--target " + asked_for + " is not supported; use x86_64-linux, aarch64-linux or riscv64-linux"};
  }
  // Vendor and environment make no difference to code, so that they must make none to its bytes.
  const llvm::Triple triple(wanted.getArchName() + "-unknown-linux-gnu");
  CodeTarget result;
  result.architecture_ = row->architecture;
  result.triple_ = triple.str();
  std::string message;
  result.target_ = llvm::TargetRegistry::lookupTarget(triple, message);
  if (result.target_ == nullptr) return Error{"LLVM lacks the target " + result.triple_ + ": " + message};
  TRY(check_requested_features(row->architecture, options.features));

  const bool native = options.cpu == "native";
  if (native && llvm::Triple(llvm::sys::getProcessTriple()).getArch() != triple.getArch()) {
    return Error{"--cpu native: this machine is not a " + result.triple_};
  }
  result.cpu_ = native ? llvm::sys::getHostCPUName().str() : options.cpu.empty() ? row->baseline : options.cpu;
  std::string features = (native ? host_features() : "") + "," + options.features;
  std::unique_ptr<llvm::MCSubtargetInfo> plain(result.target_->createMCSubtargetInfo(triple, "", ""));
  if (!plain->isCPUStringValid(result.cpu_)) {
    return Error{"--cpu " + result.cpu_ + " is unknown for " + result.triple_ + "; use native, " + row->baseline +
                 ", or a name that clang's -mcpu or -march knows"};
  }
  std::unique_ptr<llvm::MCSubtargetInfo> subtarget(
      result.target_->createMCSubtargetInfo(triple, result.cpu_, features + row->fixed_features));
  for (const llvm::SubtargetFeatureKV& feature : subtarget->getEnabledProcessorFeatures()) {
    const std::optional<unsigned> bit = cpu_feature_bit(row->architecture, feature.Key);
    if (!bit) continue;
    result.cpu_features_ |= uint64_t{1} << *bit;
    if (!is_on_by_feature_text(*row, feature.Key)) result.feature_text_ += std::string(",+") + feature.Key;
  }
  return result;
}

bool CodeTarget::has_feature(const char* name) const {
  const std::optional<unsigned> bit = cpu_feature_bit(architecture_, name);
  return bit && (cpu_features_ >> *bit & 1) != 0;
}

// LLVM tunes the psABI levels for the first CPUs that had them: rotations by shld, for one, are slow today.
const char* CodeTarget::tuning() const {
  return llvm::StringRef(cpu_).starts_with("x86-64") ? "generic" : cpu_.c_str();
}

std::unique_ptr<llvm::TargetMachine> CodeTarget::make_machine(OptimisationLevel level) const {
  const ArchitectureRow& row = row_of(architecture_);
  llvm::TargetOptions options;
  options.MCOptions.ABIName = row.abi;
  options.TrapUnreachable = false;
  const bool none = level == OptimisationLevel::O0;
  // Measured on x86-64: instructions chosen one by one are 5 % slower than those by whole blocks, and take a quarter
  // less of the code generator's time.
  const bool is_quick = level == OptimisationLevel::O1 && architecture_ == Architecture::x86_64;
  options.EnableFastISel = none || is_quick;
  std::unique_ptr<llvm::TargetMachine> machine(target_->createTargetMachine(
      llvm::Triple(triple_), row.least_cpu, feature_text_ + row.fixed_features, options, llvm::Reloc::PIC_,
      row.code_model, none ? llvm::CodeGenOptLevel::None : llvm::CodeGenOptLevel::Default));
  // On RISC-V LLVM 22 lets functions end by a jump to outlined code through t1, though what jumps may have left
  // something in it.
  if (architecture_ == Architecture::riscv64) machine->setMachineOutliner(false);
  return machine;
}

}  // namespace wasmc
