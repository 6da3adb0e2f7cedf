// Runs scripts with artifacts that compile-scripts has made on another machine: a wasmc-wast without a compiler.
//
//   run-scripts FOLDER SCRIPT...    prints what fails, the counts, and last as wasmc-wast `assertions: ...`
#include <algorithm>
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

// The threads proposal's copies of older scripts know nothing of what was added since, as in tests/spec/groups.py.
bool is_of_threads(const std::string& script) { return script.find("/proposals/threads/") != std::string::npos; }

FeatureSet language_of_threads() {
  FeatureSet language = FeatureSet::of_version(1);
  language.enable(Feature::threads);
  return language;
}

// Adds to what the scripts have shown.
void run(const std::string& folder, FeatureSet language, const std::vector<std::string>& scripts, ScriptReport& total) {
  RunOptions options;
  options.jobs = 2;
  options.script.language = language;
  options.script.make_artifact = [&](std::span<const uint8_t> wasm) { return find_artifact(folder, wasm); };
  run_files(scripts, options, [&](const std::string& path, const ScriptReport& report) {
    for (const ScriptNote& note : report.failures()) std::cout << path << ':' << note.line << ": " << note.text << '\n';
    std::cout.flush();  // the next script's process would print it once more
    total.add(report);
  });
}

int run_all(const std::string& folder, std::vector<std::string> scripts) {
  const auto threads = std::stable_partition(scripts.begin(), scripts.end(),
                                             [](const std::string& script) { return !is_of_threads(script); });
  ScriptReport total;
  run(folder, FeatureSet::all(), {scripts.begin(), threads}, total);
  run(folder, language_of_threads(), {threads, scripts.end()}, total);
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
  return wasmc::run_all(argv[1], {argv + 2, argv + argc});
}
