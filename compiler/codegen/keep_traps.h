// Keeping the traps of memory accesses that LLVM takes for free of effects (design: a plain load may be deleted when its value is
// unused, but in wasm it may trap). Accesses are plain while the optimiser works, so that it can vectorise and combine them;
// those whose value nobody needs are volatile from the start; what the optimiser deletes all the same is found out
// afterwards, and the partition is compiled again with these accesses volatile. Used by one thread per module.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <llvm/IR/Module.h>

namespace wasmc {

// Makes the loads volatile whose values have no influence on anything that can be observed. Wants SSA form.
void pin_dead_accesses(llvm::Module& ir);

// Watches the plain accesses of a module while passes run over it.
class AccessAudit {
 public:
  explicit AccessAudit(llvm::Module& ir);
  ~AccessAudit();
  AccessAudit(const AccessAudit&) = delete;
  AccessAudit& operator=(const AccessAudit&) = delete;

  // Positions of accesses that are gone without another one in their place; ascending.
  [[nodiscard]] std::vector<uint32_t> lost() const;

 private:
  class Watch;
  std::vector<std::unique_ptr<Watch>> watches_;
};

// Makes all accesses volatile: the code generator, unlike the optimiser, would narrow, merge and drop them for no gain.
void make_accesses_volatile(llvm::Module& ir);

}  // namespace wasmc
