// The machine that code is made for: an LLVM target with exactly the CPU features that an artifact's header can name,
// so that a loader can check all of them. Immutable; usable from any thread.
#pragma once

#include <memory>
#include <string>

#include <llvm/Target/TargetMachine.h>

#include "compiler/options.h"
#include "format/base/result.h"
#include "format/target.h"

namespace wasmc {

class CodeTarget {
 public:
  // Fails for a triple, a CPU or a feature that is unknown or not supported; the message lists what is.
  static Result<CodeTarget> create(const CompileOptions& options);

  [[nodiscard]] Architecture architecture() const { return architecture_; }
  // The required features, as the header stores them (runtime-support/cpu_features.def).
  [[nodiscard]] uint64_t cpu_features() const { return cpu_features_; }
  [[nodiscard]] bool has_feature(const char* name) const;
  [[nodiscard]] const std::string& triple() const { return triple_; }
  [[nodiscard]] const std::string& cpu() const { return cpu_; }
  // Whose instruction costs code is chosen by: the CPU's own, but for psABI levels no particular one's.
  [[nodiscard]] const char* tuning() const;

  // A machine for one thread's use.
  [[nodiscard]] std::unique_ptr<llvm::TargetMachine> make_machine(OptimisationLevel level) const;

 private:
  const llvm::Target* target_ = nullptr;
  Architecture architecture_ = Architecture::x86_64;
  std::string triple_;
  std::string cpu_;           // as asked for
  std::string feature_text_;  // "+sse3,..." beyond the architecture's least CPU
  uint64_t cpu_features_ = 0;
};

}  // namespace wasmc
