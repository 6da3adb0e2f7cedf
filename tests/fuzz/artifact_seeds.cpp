// Writes the artifacts that fuzz_artifact starts from into a folder: one as it is, one with its sections compressed.
#include <filesystem>
#include <fstream>

#include "format/write.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/unit/sample_artifact.h"

using namespace wasmc;

namespace {

void write(const std::filesystem::path& path, const Artifact& artifact) {
  const auto bytes = write_artifact(artifact);
  expect(bytes.has_value(), "the sample can be written");
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
  expect(file.good(), "the folder can be written to");
}

}  // namespace

int main(int argc, char** argv) {
  expect(argc == 2, "the argument is a folder");
  const std::filesystem::path folder = argv[1];
  write(folder / "empty", Artifact());
  write(folder / "whole", sample_artifact());
  // Too little to be worth compressing.
  Artifact small = sample_artifact();
  small.data.resize(16);
  small.data_segments = {{0u, 1u, {0u, 3u}, {0u, 8u}}, {1u, 0u, {0u, 0u}, {8u, 8u}}};
  write(folder / "raw", small);
}
