// `wasmc inspect`: prints what is in an artifact.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>

#include "format/base/result.h"

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

// Prints the parts of the artifact in the order of the options. Fails if the bytes are no sound artifact, if there is
// no such function, or if LLVM has no disassembler for the architecture.
[[nodiscard]] Status inspect_artifact(std::span<const uint8_t> bytes, const InspectOptions& options, std::ostream& out);

}  // namespace wasmc
