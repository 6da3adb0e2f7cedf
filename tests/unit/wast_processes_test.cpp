#include "tools/wast/processes.h"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

#include "compiler/compile.h"
#include "format/write.h"
#include "tools/wast/find_scripts.h"

namespace wasmc {
namespace {

namespace fs = std::filesystem;

// A folder that is removed with its files.
class ScriptFolder {
 public:
  ScriptFolder() : path_(fs::temp_directory_path() / ("wast_processes_test-" + std::to_string(getpid()))) {
    fs::create_directories(path_ / "below");
  }
  ~ScriptFolder() { fs::remove_all(path_); }

  void add(const std::string& name, const std::string& text) { std::ofstream(path_ / name) << text; }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

Result<std::vector<uint8_t>> make_artifact(std::span<const uint8_t> wasm) {
  CompileOptions options;
  options.level = OptimisationLevel::O0;
  options.threads = 1;
  TRY_ASSIGN(const Artifact artifact, compile(wasm, options));
  return write_artifact(artifact);
}

struct FileResult {
  std::string name;
  CommandCounts counts;
  std::string failure;
};

std::vector<FileResult> run(const std::vector<std::string>& paths, unsigned jobs, std::chrono::seconds limit) {
  RunOptions options;
  options.script.make_artifact = make_artifact;
  options.script.language = FeatureSet::defaults();
  options.jobs = jobs;
  options.limit = limit;
  std::vector<FileResult> results;
  run_files(paths, options, [&](const std::string& path, const ScriptReport& report) {
    const std::string failure = report.failures().empty() ? "" : report.failures()[0].text;
    results.push_back({fs::path(path).filename(), report.total(), failure});
  });
  return results;
}

TEST_CASE("files are reported in their order, whatever the number of processes") {
  ScriptFolder folder;
  folder.add("a.wast", "(module)\n");
  folder.add("b.wast", "(module) (module)");
  folder.add("below/c.wast", "(assert_invalid (module) \"x\")");
  folder.add("other.wat", "(module)");
  const auto paths = find_scripts({folder.path()});
  REQUIRE(paths.has_value());
  for (const unsigned jobs : {0u, 1u, 3u}) {
    const std::vector<FileResult> results = run(*paths, jobs, std::chrono::seconds(60));
    REQUIRE(results.size() == 3);
    CHECK(results[0].name == "a.wast");
    CHECK(results[0].counts.passed == 1);
    CHECK(results[1].counts.passed == 2);
    CHECK(results[2].counts.failed == 1);
  }
}

TEST_CASE("a script that does not end is one failure") {
  ScriptFolder folder;
  folder.add("a.wast", "(module (func (loop (br 0))) (start 0))");
  const std::vector<FileResult> results = run({folder.path() + "/a.wast"}, 1, std::chrono::seconds(1));
  REQUIRE(results.size() == 1);
  CHECK(results[0].counts.failed == 1);
  CHECK(results[0].failure == "script: still running after the time allowed");
}

TEST_CASE("a file that can't be read is one failure") {
  const std::vector<FileResult> results = run({"/no/such/file.wast"}, 1, std::chrono::seconds(60));
  REQUIRE(results.size() == 1);
  CHECK(results[0].counts.failed == 1);
}

TEST_CASE("a folder without scripts is an error") {
  ScriptFolder folder;
  CHECK(!find_scripts({folder.path()}).has_value());
  CHECK(find_scripts({"as it is"}).value() == std::vector<std::string>{"as it is"});
}

}  // namespace
}  // namespace wasmc
