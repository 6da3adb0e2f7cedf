#include "tools/wast/script_file.h"

#include <algorithm>

namespace wasmc {

ScriptFile::ScriptFile(std::string_view source) {
  for (size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '\n') line_ends_.push_back(static_cast<uint32_t>(i));
  }
}

uint32_t ScriptFile::line_at(uint64_t offset) const {
  const auto end = std::lower_bound(line_ends_.begin(), line_ends_.end(), offset);
  return static_cast<uint32_t>(end - line_ends_.begin()) + 1;
}

Result<ScriptFile> ScriptFile::parse(std::string_view source) {
  ScriptFile file(source);
  Result<Script> script = parse_script(source);
  if (!script.has_value()) return Error{script.error().message, file.line_at(script.error().offset)};
  file.script_ = std::move(*script);
  return file;
}

}  // namespace wasmc
