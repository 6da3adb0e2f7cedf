// wasmc validate
#include <algorithm>
#include <iostream>
#include <thread>

#include "compiler/binary/decode.h"
#include "compiler/validate/module.h"
#include "tools/commands.h"
#include "tools/module_input.h"

namespace wasmc {

namespace {

namespace po = boost::program_options;

constexpr CommandHelp validate_help = {
    "validate", "[options] app.wasm",
    "Checks a WebAssembly module (- for standard input), in the binary or the text format. Prints nothing\n"
    "if it is valid."};

int validate_file(const std::string& path, const FeatureSet& features, unsigned threads) {
  const std::optional<ModuleInput> input = read_module(path);
  if (!input) return 1;
  const Result<Module> module = decode_module(input->bytes, features);
  if (!module.has_value()) return fail(*input, module.error());
  Status valid = validate_module(*module, threads);
  return valid.has_value() ? 0 : fail(*input, valid.error());
}

}  // namespace

int run_validate(const std::vector<std::string>& words) {
  std::string input;
  FeatureSet features;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  po::options_description visible("Options");
  auto add = visible.add_options();
  add("jobs,j", jobs_value(threads), "validate on N threads (default: one a core)");
  add("help,h", "print this");
  po::variables_map values;
  if (const auto exit_code = parse_command(words, validate_help, visible, values, input, features)) return *exit_code;
  return validate_file(input, features, threads);
}

}  // namespace wasmc
