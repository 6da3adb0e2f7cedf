// Compiles the modules of scripts for another machine, where run-scripts runs them.
//
//   compile-scripts TARGET LEVEL guard|checked FOLDER SCRIPT...    writes the artifacts to the folder
#include <cstdio>
#include <string>
#include <vector>

#include "tests/cross/artifact_folder.h"
#include "tools/files.h"
#include "tools/make_artifact.h"
#include "tools/wast/script_file.h"

namespace wasmc {
namespace {

// Modules that are refused before they would be compiled are none that the other machine asks for.
bool is_compiled(const ScriptCommand& command) {
  switch (command.kind) {
    case ScriptCommand::Kind::assert_malformed:
    case ScriptCommand::Kind::assert_invalid:
    case ScriptCommand::Kind::assert_malformed_custom:
    case ScriptCommand::Kind::assert_invalid_custom: return false;
    default: return command.module.has_value();
  }
}

Status save_artifact(std::span<const uint8_t> wasm, const CompileOptions& options, const std::string& folder) {
  const std::string path = artifact_path(folder, wasm);
  const Result<std::vector<uint8_t>> artifact = make_artifact(wasm, options);
  if (artifact.has_value()) return write_file(path, *artifact);
  const std::string& message = artifact.error().message;
  return write_file(path + ".error", {reinterpret_cast<const uint8_t*>(message.data()), message.size()});
}

Status compile_script(const std::string& path, const CompileOptions& options, const std::string& folder) {
  TRY_ASSIGN(const FileBytes bytes, read_file(path));
  TRY_ASSIGN(const ScriptFile file, ScriptFile::parse({reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
  for (const ScriptCommand& command : file.commands()) {
    if (!is_compiled(command)) continue;
    const Result<TextModule> module = parse_script_module(file.script(), *command.module);
    if (module.has_value()) TRY(save_artifact(module->bytes, options, folder));
  }
  return {};
}

}  // namespace
}  // namespace wasmc

int main(int argc, char** argv) {
  using namespace wasmc;
  if (argc < 6) {
    std::fprintf(stderr, "usage: compile-scripts TARGET LEVEL guard|checked FOLDER SCRIPT...\n");
    return 2;
  }
  const auto level = find_level(argv[2]);
  const auto memory = find_memory_strategy(argv[3]);
  if (!level || !memory) {
    std::fprintf(stderr, "compile-scripts: unknown level or strategy\n");
    return 2;
  }
  CompileOptions options;
  options.target = argv[1];
  options.level = *level;
  options.memory = *memory;
  options.language = FeatureSet::all();
  options.threads = 1;
  for (int i = 5; i < argc; ++i) {
    const Status status = compile_script(argv[i], options, argv[4]);
    if (status.has_value()) continue;
    std::fprintf(stderr, "compile-scripts: %s: %s\n", argv[i], status.error().message.c_str());
    return 1;
  }
  return 0;
}
