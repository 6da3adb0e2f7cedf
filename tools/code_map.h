// What lies where in an artifact's code, and what functions are called. Immutable; usable from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "format/artifact.h"

namespace wasmc {

// Hostile names printed to a terminal: what is not printable ASCII, and the backslash, become \hh, as in wasm's text
// format.
[[nodiscard]] std::string escape(std::span<const uint8_t> text);

// A function or a thunk.
struct CodeSymbol {
  uint32_t offset;
  uint32_t length;
  std::string name;
};

class CodeMap {
 public:
  // The view must be a checked one; it is not kept.
  explicit CodeMap(const ArtifactView& view);

  // Of a function, by its index: its name in the source, else as imported, else as exported, else "function 7".
  [[nodiscard]] const std::string& function_name(uint32_t function) const { return function_names_[function]; }
  // Nothing if there is no function of this name or decimal index, or if it is imported.
  [[nodiscard]] const CodeSymbol* find_function(std::string_view name_or_index) const;
  // The symbol whose code the offset lies in, or nullptr.
  [[nodiscard]] const CodeSymbol* find(uint64_t code_offset) const;
  // All, by offset.
  [[nodiscard]] const std::vector<CodeSymbol>& symbols() const { return symbols_; }

 private:
  void name_functions(const ArtifactView& view);
  void add_functions(const ArtifactView& view);
  void add_thunks(const ArtifactView& view);

  std::vector<std::string> function_names_;
  uint32_t imported_functions_ = 0;
  std::vector<uint32_t> function_offsets_;  // of the module's own
  std::vector<CodeSymbol> symbols_;
};

}  // namespace wasmc
