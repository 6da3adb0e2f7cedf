// Passes of ours among those of LLVM's code generator.
#pragma once

#include <mutex>

#include <llvm/Pass.h>
#include <llvm/PassRegistry.h>

namespace wasmc {

// Makes a pass known to LLVM, which inserts passes by their identity; `argument` is its name in LLVM's options. Does
// nothing when called again. Usable from any thread.
template <typename Pass>
void register_pass(llvm::StringRef name, llvm::StringRef argument) {
  static std::once_flag registered;
  std::call_once(registered, [&] {
    auto* info = new llvm::PassInfo(name, argument, &Pass::ID, llvm::callDefaultCtor<Pass>, /*isCFGOnly=*/false,
                                    /*is_analysis=*/false);
    llvm::PassRegistry::getPassRegistry()->registerPass(*info, /*ShouldFree=*/true);
  });
}

}  // namespace wasmc
