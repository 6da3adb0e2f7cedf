// Bytes as a module in the binary format: decoding, validation, names and printing.
#include "compiler/binary/decode.h"
#include "compiler/binary/names.h"
#include "compiler/validate/module.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/round_trip.h"

using namespace wasmc;

namespace {

void expect_useful(const Error& error, size_t size) {
  expect(!error.message.empty(), "an error says what is wrong");
  expect(error.has_offset() && error.offset <= size, "an error has an offset in the module");
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Result<Module> module = decode_module({data, size}, FeatureSet::all());
  if (!module) {
    expect_useful(module.error(), size);
    return 0;
  }
  expect(decode_names(*module).functions.size() <= module->functions.size(), "names belong to functions");
  const Status valid = validate_module(*module, 1);
  if (!valid) expect_useful(valid.error(), size);
  expect_text(*module, valid.has_value());
  return 0;
}
