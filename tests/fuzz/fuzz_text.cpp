// Bytes as a module in the text format: what parses is decoded, validated and printed, what does not is shown to the
// user.
#include <string>
#include <string_view>

#include "compiler/binary/decode.h"
#include "compiler/text/text_error.h"
#include "compiler/text/text_module.h"
#include "compiler/validate/module.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/round_trip.h"

using namespace wasmc;

namespace {

// What a command would print.
void show(std::string_view source, const Error& error, uint64_t offset) {
  expect(!error.message.empty(), "an error says what is wrong");
  expect(error.has_offset() && offset <= source.size(), "an error has an offset in the text");
  const std::string shown = format_text_error("a.wat", source, text_position(source, offset), error.message);
  expect(shown.starts_with("a.wat:"), "an error is shown with its position");
}

void show(std::string_view source, const TextModule& text, const Error& error) {
  show(source, error, find_source_offset(text.positions, error.offset));
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const Result<TextModule> text = parse_text_module(source);
  if (!text) {
    show(source, text.error(), text.error().offset);
    return 0;
  }
  const Result<Module> module = decode_module(text->bytes, FeatureSet::all());
  if (!module) {
    show(source, *text, module.error());
    return 0;
  }
  const Status valid = validate_module(*module, 1);
  if (!valid) show(source, *text, valid.error());
  expect_text(*module, valid.has_value());
  return 0;
}
