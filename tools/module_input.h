// Modules as the commands read them: in the binary or the text format, whichever the file is in.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/text/text_module.h"
#include "format/base/result.h"
#include "tools/file_bytes.h"

namespace wasmc {

struct ModuleInput {
  std::string path;
  FileBytes bytes;  // in the binary format
  // Of a module in the text format: its source, and where in it the bytes come from.
  std::optional<std::string> source;
  std::vector<TextModule::Position> positions;
};

// True if the bytes begin as a module in the text format does: with a parenthesis or a comment, after any space.
[[nodiscard]] bool looks_like_text(std::span<const uint8_t> bytes);

// The module in a file, or on standard input for "-". Nothing, with a message on standard error, if it can't be read or
// is malformed text; bytes in the binary format are not looked at.
[[nodiscard]] std::optional<ModuleInput> read_module(const std::string& path);

// What to tell the user about an error of the module: with the position in the text, where there is one, and the line.
[[nodiscard]] std::string describe_error(const ModuleInput& input, const Error& error);

// Prints that on standard error and gives 1.
int fail(const ModuleInput& input, const Error& error);

}  // namespace wasmc
