// Keeping the traps of memory accesses that LLVM takes for free of effects (design: a plain load may be deleted when
// its value is unused, but in wasm it may trap). Accesses are plain while the optimiser works, so that it can vectorise
// and combine them; those whose value nobody needs are volatile from the start; what the optimiser deletes all the same
// is found out afterwards, and the partition is compiled again with these accesses volatile. Used by one thread per
// module.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <llvm/IR/Module.h>

namespace wasmc {

// Makes the loads volatile whose values have no influence on anything that can be observed. Wants SSA form.
void pin_dead_accesses(llvm::Module& ir);

// An access whose trap would not happen, or not with its own position, as the function has been optimised.
struct LostAccess {
  std::string function;  // in which it is lost, which inlining may have made another than its own
  uint32_t wasm_offset;
};

// Watches the plain accesses of a module while passes run over its functions.
class AccessAudit {
 public:
  // The module outlives the audit.
  explicit AccessAudit(llvm::Module& ir);
  ~AccessAudit();
  AccessAudit(const AccessAudit&) = delete;
  AccessAudit& operator=(const AccessAudit&) = delete;

  // Accesses that are gone without another one in their place.
  [[nodiscard]] std::vector<LostAccess> lost() const;

 private:
  class Watch;
  const llvm::Module& ir_;
  std::vector<std::unique_ptr<Watch>> watches_;
};

// Accesses on different paths that have been made one, so that its position would be that of only one of them. (The
// lanes of a vector are different: which of them traps is not told apart.)
[[nodiscard]] std::vector<LostAccess> find_merged_accesses(llvm::Module& ir);

// Makes all accesses volatile: the code generator, unlike the optimiser, would narrow, merge and drop them for no gain.
void make_accesses_volatile(llvm::Module& ir);

}  // namespace wasmc
