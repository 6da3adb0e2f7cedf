// Runs scripts with artifacts that compile-scripts has made on another machine: a wasmc-wast without a compiler.
//
//   run-scripts FOLDER SCRIPT...    prints what fails, the counts, and last as wasmc-wast `assertions: ...`
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "tests/cross/artifact_folder.h"
#include "tools/files.h"
#include "tools/wast/processes.h"

namespace wasmc {
namespace {

Result<std::vector<uint8_t>> find_artifact(const std::string& folder, std::span<const uint8_t> wasm) {
  const std::string path = artifact_path(folder, wasm);
  const Result<FileBytes> artifact = read_file(path);
  if (artifact.has_value()) return std::vector<uint8_t>(artifact->begin(), artifact->end());
  const Result<FileBytes> refusal = read_file(path + ".error");
  if (!refusal.has_value()) return Error{"no artifact: " + artifact.error().message};
  return Error{std::string(refusal->begin(), refusal->end())};
}

int run(const std::string& folder, const std::vector<std::string>& scripts) {
  RunOptions options;
  options.jobs = 2;
  options.script.language = FeatureSet::all();
  options.script.make_artifact = [&](std::span<const uint8_t> wasm) { return find_artifact(folder, wasm); };
  ScriptReport total;
  run_files(scripts, options, [&](const std::string& path, const ScriptReport& report) {
    for (const ScriptNote& note : report.failures()) std::cout << path << ':' << note.line << ": " << note.text << '\n';
    std::cout.flush();  // the next script's process would print it once more
    total.add(report);
  });
  print_counts(total, std::cout);
  const CommandCounts counts = total.total();
  std::cout << "assertions: " << counts.passed << " passed, " << counts.failed << " failed, " << counts.skipped
            << " skipped\n";
  return counts.failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace wasmc

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: run-scripts FOLDER SCRIPT...\n");
    return 2;
  }
  return wasmc::run(argv[1], {argv + 2, argv + argc});
}
