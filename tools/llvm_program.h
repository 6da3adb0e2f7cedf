// The program that holds LLVM, which wasmc itself does not load: it is twenty times as large as all else, and most
// commands don't need it.
#pragma once

#include <string>
#include <vector>

namespace wasmc {

// Runs a command of wasmc in that program, in place of this process: the one that WASMC_LLVM names, else wasmc-llvm
// beside this program, else where it is installed. Returns only if there is none, or if it can't be run: prints a
// message that says where it was looked for, and gives 1. Nothing may be waiting in standard output's buffer.
int run_llvm_program(const std::string& command, const std::vector<std::string>& arguments);

}  // namespace wasmc
