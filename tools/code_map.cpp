#include "tools/code_map.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "format/types.h"

namespace wasmc {

namespace {

std::string escape_range(const ArtifactView& view, const Range32& range) {
  return escape(view.strings.subspan(range.offset, range.length));
}

bool is_function(const ule32& kind) { return kind == static_cast<uint32_t>(ExternalKind::function); }

std::optional<uint32_t> parse_index(std::string_view text) {
  uint32_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return index;
}

}  // namespace

std::string escape(std::span<const uint8_t> text) {
  constexpr const char* digits = "0123456789abcdef";
  std::string escaped;
  for (uint8_t byte : text) {
    if (byte >= 0x20 && byte < 0x7f && byte != '\\') {
      escaped += static_cast<char>(byte);
    } else {
      escaped.append({'\\', digits[byte >> 4], digits[byte & 15]});
    }
  }
  return escaped;
}

CodeMap::CodeMap(const ArtifactView& view) {
  name_functions(view);
  add_functions(view);
  add_thunks(view);
  std::sort(symbols_.begin(), symbols_.end(), [](const CodeSymbol& a, const CodeSymbol& b) {
    return a.offset != b.offset ? a.offset < b.offset : a.name < b.name;
  });
  // A thunk's length is not recorded: it ends where something else begins.
  for (size_t i = 0; i < symbols_.size(); ++i) {
    if (symbols_[i].length != 0) continue;
    const uint64_t end = i + 1 < symbols_.size() ? symbols_[i + 1].offset : view.code.size();
    symbols_[i].length = static_cast<uint32_t>(end - symbols_[i].offset);
  }
}

void CodeMap::name_functions(const ArtifactView& view) {
  for (const ImportRecord& import : view.imports) {
    if (is_function(import.kind))
      function_names_.push_back(escape_range(view, import.module) + "." + escape_range(view, import.name));
  }
  imported_functions_ = static_cast<uint32_t>(function_names_.size());
  function_names_.resize(imported_functions_ + view.functions.size());
  for (const FunctionNameRecord& record : view.function_names)
    function_names_[record.function] = escape_range(view, record.name);
  for (const ExportRecord& record : view.exports) {
    if (is_function(record.kind) && function_names_[record.index].empty())
      function_names_[record.index] = escape_range(view, record.name);
  }
  for (size_t i = 0; i < function_names_.size(); ++i) {
    if (function_names_[i].empty()) function_names_[i] = "function " + std::to_string(i);
  }
}

void CodeMap::add_functions(const ArtifactView& view) {
  for (size_t i = 0; i < view.functions.size(); ++i) {
    const FunctionRecord& function = view.functions[i];
    symbols_.push_back({function.code_offset, function.code_length, function_names_[imported_functions_ + i]});
    function_offsets_.push_back(function.code_offset);
  }
}

void CodeMap::add_thunks(const ArtifactView& view) {
  for (size_t i = 0; i < view.types.size(); ++i) {
    const std::string suffix = " thunk of type " + std::to_string(i);
    if (view.types[i].entry_thunk != none_index) symbols_.push_back({view.types[i].entry_thunk, 0, "entry" + suffix});
    if (view.types[i].host_thunk != none_index) symbols_.push_back({view.types[i].host_thunk, 0, "host" + suffix});
  }
}

const CodeSymbol* CodeMap::find_function(std::string_view name_or_index) const {
  auto found = std::find(function_names_.begin() + imported_functions_, function_names_.end(), name_or_index);
  const std::optional<uint32_t> index = parse_index(name_or_index);
  if (found == function_names_.end() && index && *index >= imported_functions_ && *index < function_names_.size())
    found = function_names_.begin() + *index;
  if (found == function_names_.end()) return nullptr;
  return find(function_offsets_[static_cast<size_t>(found - function_names_.begin()) - imported_functions_]);
}

const CodeSymbol* CodeMap::find(uint64_t code_offset) const {
  const auto begins_after = [](uint64_t offset, const CodeSymbol& symbol) { return offset < symbol.offset; };
  auto symbol = std::upper_bound(symbols_.begin(), symbols_.end(), code_offset, begins_after);
  if (symbol == symbols_.begin()) return nullptr;
  --symbol;
  return code_offset - symbol->offset < symbol->length ? &*symbol : nullptr;
}

}  // namespace wasmc
