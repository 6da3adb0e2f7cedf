// Turns the modules in the text format of one folder into modules in the binary format in another: seeds for
// fuzz_module. Those that don't parse are left out.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "compiler/text/text_module.h"
#include "tests/fuzz/fuzz_target.h"

using namespace wasmc;

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  expect(file.good(), "the seeds can be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

void convert(const fs::path& from, const fs::path& to) {
  const auto module = parse_text_module(read(from));
  if (!module) return;
  std::ofstream file(to, std::ios::binary);
  file.write(reinterpret_cast<const char*>(module->bytes.data()), static_cast<std::streamsize>(module->bytes.size()));
  expect(file.good(), "the folder can be written to");
}

}  // namespace

int main(int argc, char** argv) {
  expect(argc == 3, "the arguments are two folders");
  for (const fs::directory_entry& entry : fs::directory_iterator(argv[1])) {
    convert(entry.path(), fs::path(argv[2]) / entry.path().filename());
  }
}
