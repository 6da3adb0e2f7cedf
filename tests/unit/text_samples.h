// Modules in the text format, for tests of its parser.
#pragma once

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "compiler/binary/decode.h"
#include "compiler/text/text_module.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {

inline Bytes bytes_of(std::string_view source) {
  Result<TextModule> module = parse_text_module(source);
  if (!module.has_value()) FAIL(module.error().message);
  return std::move(module->bytes);
}

// The message that the text is refused with; "" if it is accepted.
inline std::string refusal(std::string_view source) {
  const Result<TextModule> module = parse_text_module(source);
  return module.has_value() ? "" : module.error().message;
}

// Both texts are the same module. Neither has ids, or they would be in the name section.
inline void check_same(std::string_view a, std::string_view b) {
  CAPTURE(a);
  CAPTURE(b);
  CHECK(bytes_of(a) == bytes_of(b));
}

// The instructions of the only function, without the locals before and the `end` behind them.
inline Bytes instructions_of(std::string_view instructions) {
  const Bytes bytes = bytes_of("(module (func " + std::string(instructions) + "))");
  const Result<Module> module = decode_module(bytes, FeatureSet::all());
  REQUIRE(module.has_value());
  const auto body = module->functions.back().body.bytes;
  return {body.begin() + 1, body.end() - 1};
}

}  // namespace wasmc
