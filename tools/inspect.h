// `wasmc inspect`: prints what is in an artifact.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>

#include "format/artifact.h"
#include "format/base/result.h"
#include "tools/code_map.h"

namespace wasmc {

// Which parts to print.
struct InspectOptions {
  bool header = false;
  bool sections = false;
  bool imports = false;
  bool exports = false;
  bool definitions = false;  // memories, tables, globals, segments
  bool relocations = false;  // the import slots
  bool trap_counts = false;  // how many trap sites of each kind
  bool traps = false;        // each trap site
  bool build_info = false;
  bool disassembly = false;
  std::optional<std::string> function = std::nullopt;  // with `disassembly`: only the function of this name or index

  // What is printed if nothing is asked for: all but each trap site and the disassembly.
  static InspectOptions overview();
  static InspectOptions all();
};

// Prints the code of all functions, or of one. Fails if LLVM has no disassembler for the architecture.
[[nodiscard]] Status print_disassembly(const ArtifactView& view, const CodeMap& map, const CodeSymbol* only,
                                       std::ostream& out);
using PrintDisassembly = decltype(&print_disassembly);

// Prints the parts of the artifact in the order of the options. Fails if the bytes are no sound artifact, if there is
// no such function, or if the disassembler fails. That is print_disassembly() where LLVM is at hand; programs without
// it pass nullptr, and never ask for the disassembly.
[[nodiscard]] Status inspect_artifact(std::span<const uint8_t> bytes, const InspectOptions& options,
                                      PrintDisassembly disassemble, std::ostream& out);

// The same parts as members of a JSON object (spec/json.md), without the disassembly.
[[nodiscard]] Result<std::string> inspect_as_json(std::span<const uint8_t> bytes, const InspectOptions& options);

}  // namespace wasmc
