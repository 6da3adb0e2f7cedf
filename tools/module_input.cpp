#include "tools/module_input.h"

#include <algorithm>
#include <iostream>
#include <string_view>

#include "compiler/text/text_error.h"
#include "tools/files.h"

namespace wasmc {

namespace {

std::optional<ModuleInput> read_text_module(const std::string& path, std::string source) {
  Result<TextModule> module = parse_text_module(source);
  if (!module.has_value()) {
    const Error& error = module.error();
    std::cerr << format_text_error(path, source, text_position(source, error.offset), error.message) << "\n";
    return std::nullopt;
  }
  return ModuleInput{
      path, {module->bytes.begin(), module->bytes.end()}, std::move(source), std::move(module->positions)};
}

}  // namespace

bool looks_like_text(std::span<const uint8_t> bytes) {
  const auto is_space = [](uint8_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  const auto first = std::find_if_not(bytes.begin(), bytes.end(), is_space);
  return first != bytes.end() && (*first == '(' || *first == ';');
}

std::optional<ModuleInput> read_module(const std::string& path) {
  Result<FileBytes> bytes = read_file(path);
  if (!bytes.has_value()) {
    std::cerr << "wasmc: error: " << bytes.error().message << "\n";
    return std::nullopt;
  }
  if (looks_like_text(*bytes)) return read_text_module(path, std::string(bytes->begin(), bytes->end()));
  return ModuleInput{path, std::move(*bytes), std::nullopt, {}};
}

std::string describe_error(const ModuleInput& input, const Error& error) {
  if (!error.has_offset()) return "wasmc: error: " + error.message;
  if (!input.source) return format_error(input.path, error);
  const uint32_t offset = find_source_offset(input.positions, error.offset);
  return format_text_error(input.path, *input.source, text_position(*input.source, offset), error.message);
}

int fail(const ModuleInput& input, const Error& error) {
  std::cerr << describe_error(input, error) << "\n";
  return 1;
}

}  // namespace wasmc
