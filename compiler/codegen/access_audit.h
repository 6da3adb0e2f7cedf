// Finds the accesses whose traps the optimiser has taken away (design: a plain load may be deleted when its value is
// unused, but in wasm it may trap), so that they can be made volatile and the function anew. Used by one thread per
// module.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <llvm/IR/Module.h>
#include <llvm/IR/PassInstrumentation.h>

namespace wasmc {

// An access whose trap would not happen, or not with its own position, as the function has been optimised.
struct LostAccess {
  std::string function;  // in which it is lost, which inlining may have made another than its own
  uint32_t wasm_offset;
};

// Watches the plain accesses of a module while passes run over its functions.
class AccessAudit {
 public:
  // The module and the callbacks outlive the audit, which outlives the passes' runs.
  AccessAudit(llvm::Module& ir, llvm::PassInstrumentationCallbacks& callbacks);
  ~AccessAudit();
  AccessAudit(const AccessAudit&) = delete;
  AccessAudit& operator=(const AccessAudit&) = delete;

  // Accesses that are gone from code that can be reached without another one in their place.
  [[nodiscard]] std::vector<LostAccess> lost() const;

 private:
  class Watch;
  void note_blocks(const llvm::Function& function);
  void forget_needless(const llvm::Function& function, bool some_are_in_bounds);

  const llvm::Module& ir_;
  std::map<const llvm::Function*, std::vector<std::unique_ptr<Watch>>> watches_;
};

}  // namespace wasmc
