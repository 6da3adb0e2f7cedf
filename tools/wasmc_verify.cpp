// wasmc verify
#include <iostream>

#include <llvm/ADT/ArrayRef.h>
#include <llvm/Support/SHA256.h>

#include "compiler/compile.h"
#include "format/read.h"
#include "format/write.h"
#include "tools/commands.h"
#include "tools/compare_artifacts.h"
#include "tools/files.h"
#include "tools/module_input.h"
#include "tools/progress.h"
#include "tools/recorded_options.h"

namespace wasmc {

namespace {

namespace po = boost::program_options;

constexpr CommandHelp verify_help = {
    "verify", "[options] app.wasm app.cwasm",
    "Compiles the module again, with the options that the artifact records, and compares: nothing is printed if it\n"
    "gives the same code and data, otherwise what differs. How the artifact is stored, its signature and its release\n"
    "number don't count."};

struct VerifyArguments {
  std::vector<std::string> files;
  unsigned threads = 0;
};

po::options_description describe_options(VerifyArguments& arguments) {
  po::options_description description("Options");
  auto add = description.add_options();
  add("jobs,j", jobs_value(arguments.threads), "compile on N threads (default: one a core)");
  add("help,h", "print this");
  return description;
}

Status check_source(const ModuleInput& module, const ArtifactHeader& header) {
  if (llvm::SHA256::hash(llvm::ArrayRef(module.bytes.data(), module.bytes.size())) == header.source_hash) return {};
  return Error{"it was made of another module than " + module.path};
}

// What this compiler makes of the module with those options, as a file.
Result<std::vector<uint8_t>> compile_again(const ModuleInput& module, const ArtifactView& view, unsigned threads) {
  TRY_ASSIGN(CompileOptions options, recorded_options(view));
  options.threads = threads;
  ProgressLine progress(module.path);
  const auto compiled =
      compile(module.bytes, options, [&](uint64_t done, uint64_t total) { progress.update(done, total); });
  progress.finish();
  if (!compiled) return Error{describe_error(module, compiled.error())};
  return write_artifact(*compiled, {.zstd_level = 0});
}

// The lines of what differs.
Result<std::vector<std::string>> verify(const ModuleInput& module, const ArtifactView& view, unsigned threads) {
  TRY(check_source(module, view.header));
  TRY_ASSIGN(const std::vector<uint8_t> bytes, compile_again(module, view, threads));
  TRY_ASSIGN(const LoadedArtifact expected, read_artifact(bytes));
  const std::string_view here = build_fact(expected.view(), "compiler");
  const std::string_view there = build_fact(view, "compiler");
  if (here != there)
    return Error{"it was made by " + std::string(there) + ", and this is " + std::string(here) + ": use that version"};
  return differences(expected.view(), view);
}

int report(const std::string& file, const Result<std::vector<std::string>>& result) {
  if (!result.has_value()) return fail(file + ": " + result.error().message);
  if (result->empty()) return 0;
  std::cerr << "wasmc: error: " << file << " is not what this compiler makes of the module:\n";
  for (const std::string& line : *result) std::cerr << "  " << line << "\n";
  return 1;
}

int verify_files(const VerifyArguments& arguments) {
  const std::optional<ModuleInput> module = read_module(arguments.files[0]);
  if (!module) return 1;
  const std::string& file = arguments.files[1];
  const Result<FileBytes> bytes = read_file(file);
  if (!bytes.has_value()) return fail(bytes.error().message);
  const Result<LoadedArtifact> artifact = read_artifact(*bytes);
  if (!artifact.has_value()) {
    std::cerr << format_error(file, artifact.error()) << "\n";
    return 1;
  }
  return report(file, verify(*module, artifact->view(), arguments.threads));
}

}  // namespace

int run_verify(const std::vector<std::string>& words) {
  VerifyArguments arguments;
  po::variables_map values;
  const auto exit_code = parse_command(words, verify_help, describe_options(arguments), values, arguments.files, 2);
  if (exit_code) return *exit_code;
  if (arguments.files.size() != 2) return fail("which two? wasmc verify app.wasm app.cwasm");
  return verify_files(arguments);
}

}  // namespace wasmc
