// wasmc: the compiler's command line, and what it can do without LLVM.
#include <iostream>

#include "format/artifact.h"
#include "runtime-support/vmctx.h"
#include "tools/commands.h"
#include "tools/llvm_program.h"

namespace wasmc {

namespace {

constexpr const char* help_text = R"(wasmc compiles WebAssembly modules to native code ahead of time.

Usage:
  wasmc compile [options] app.wasm -o app.cwasm   compile a module to an artifact
  wasmc validate [options] app.wasm               check that a module is valid
  wasmc print [options] app.wasm -o app.wat       write a module in the text format
  wasmc inspect [options] app.cwasm               print what is in an artifact
  wasmc pack [options] app.cwasm                  store an artifact in the small layout, for shipping
  wasmc unpack [options] app.cwasm                store an artifact in the fast layout, for running
  wasmc keygen -o key.pem                         make a pair of keys
  wasmc sign --key key.pem app.cwasm              sign an artifact
  wasmc verify app.wasm app.cwasm                 check that an artifact is what the compiler makes of a module
  wasmc features                                  list what modules may use
  wasmc --version
  wasmc --help

Modules may be in the binary or the text format (app.wat). `wasmc COMMAND --help` describes the options of a command.
Run artifacts with wasmload.
)";

struct Command {
  const char* name;
  int (*run)(const std::vector<std::string>&);
};

int compile(const std::vector<std::string>& words) { return run_llvm_program("compile", words); }

int verify(const std::vector<std::string>& words) { return run_llvm_program("verify", words); }

int inspect(const std::vector<std::string>& words) { return run_inspect(words, nullptr); }

constexpr Command commands[] = {
    {"compile", compile},       {"features", run_features}, {"inspect", inspect}, {"keygen", run_keygen},
    {"pack", run_pack},         {"print", run_print},       {"sign", run_sign},   {"unpack", run_unpack},
    {"validate", run_validate}, {"verify", verify},
};

int print_version() {
  std::cout << "wasmc " << WASMC_VERSION << " (" << WASMC_CODE_GENERATOR << ", artifact format " << format_major << "."
            << format_minor << ", ABI " << abi_version << ")\n";
  return 0;
}

}  // namespace

}  // namespace wasmc

int main(int argc, char** argv) {
  using namespace wasmc;
  if (argc < 2) {
    std::cerr << help_text;
    return 1;
  }
  const std::string name = argv[1];
  if (name == "--help" || name == "-h" || name == "help") {
    std::cout << help_text;
    return 0;
  }
  if (name == "--version") return print_version();
  for (const Command& command : commands) {
    if (name == command.name) return command.run({argv + 2, argv + argc});
  }
  return fail("there is no command " + name + "; see wasmc --help");
}
