// validate-speed FILE [SECONDS]: decodes and validates a module again and again on one thread, until that took so long
// (by default once), and prints its size in bytes and the median CPU time in nanoseconds. For validate.py.
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <vector>

#include "compiler/binary/decode.h"
#include "compiler/validate/module.h"
#include "tools/files.h"

namespace {

using namespace wasmc;

Status validate(std::span<const uint8_t> bytes) {
  TRY_ASSIGN(const Module module, decode_module(bytes, FeatureSet::all()));
  return validate_module(module, 1);
}

int fail(const char* file, const Error& error) {
  std::cerr << format_error(file, error) << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return fail("validate-speed", {"give it a module"});
  const auto bytes = read_file(argv[1]);
  if (!bytes) return fail(argv[1], bytes.error());
  const double least = argc > 2 ? std::atof(argv[2]) : 0;
  std::vector<std::clock_t> times;
  const std::clock_t begin = std::clock();
  do {
    const std::clock_t before = std::clock();
    const Status valid = validate(*bytes);
    if (!valid) return fail(argv[1], valid.error());
    times.push_back(std::clock() - before);
  } while (static_cast<double>(std::clock() - begin) < least * CLOCKS_PER_SEC);
  std::nth_element(times.begin(), times.begin() + static_cast<ptrdiff_t>(times.size() / 2), times.end());
  std::cout << bytes->size() << " " << times[times.size() / 2] * (1'000'000'000 / CLOCKS_PER_SEC) << "\n";
  return 0;
}
