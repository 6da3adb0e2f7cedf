// wasmc-llvm: what wasmc does with LLVM. wasmc runs it with its own arguments; people have no need to.
#include <string_view>

#include "tools/commands.h"

int main(int argc, char** argv) {
  using namespace wasmc;
  const std::string_view name = argc < 2 ? "" : argv[1];
  if (name == "compile") return run_compile({argv + 2, argv + argc});
  if (name == "verify") return run_verify({argv + 2, argv + argc});
  if (name == "inspect") return run_inspect({argv + 2, argv + argc}, print_disassembly);
  return fail("wasmc-llvm is a part of wasmc, which runs it; see wasmc --help");
}
