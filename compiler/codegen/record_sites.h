// The last pass before code is printed: finds the trap sites among the machine instructions.
#pragma once

#include <string>

#include <llvm/CodeGen/MachineFunctionPass.h>

namespace wasmc {

// Asks for an entry in the section of trap sites for each instruction that may trap. `failure` receives the name of a
// function in which an access has no site, if there is one.
[[nodiscard]] llvm::MachineFunctionPass* create_record_sites_pass(std::string& failure);

}  // namespace wasmc
