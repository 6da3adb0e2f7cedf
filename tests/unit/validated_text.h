// Validates modules in the text format, for tests of rules that are easier to read so than in bytes.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "compiler/binary/decode.h"
#include "compiler/text/text_module.h"
#include "compiler/validate/module.h"

namespace wasmc {

// What is wrong with the module, whose text is well-formed; "" if nothing is.
inline std::string invalid_text(std::string_view text, const FeatureSet& features = FeatureSet::all()) {
  CAPTURE(text);
  const Result<TextModule> parsed = parse_text_module(text);
  if (!parsed) FAIL(parsed.error().message);
  const Result<Module> module = decode_module(parsed->bytes, features);
  if (!module) return module.error().message;
  const Status status = validate_module(*module, 1);
  return status ? "" : status.error().message;
}

inline void check_valid(std::string_view text) {
  CAPTURE(text);
  CHECK(invalid_text(text) == "");
}

// The message has to start so.
inline void check_invalid(std::string_view text, std::string_view start) {
  CAPTURE(text);
  const std::string message = invalid_text(text);
  CHECK(message.substr(0, start.size()) == start);
}

}  // namespace wasmc
