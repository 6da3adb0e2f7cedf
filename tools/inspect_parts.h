// The parts of `wasmc inspect`, a function each; inspect.cpp calls them. All print an artifact that has been checked.
#pragma once

#include <cstdint>
#include <ostream>
#include <span>

#include "format/artifact.h"
#include "format/base/result.h"
#include "tools/code_map.h"

namespace wasmc {

struct Hex {
  uint64_t value;
};
inline std::ostream& operator<<(std::ostream& out, Hex hex) { return out << "0x" << std::hex << hex.value << std::dec; }

// inspect_module.cpp
void print_imports(const ArtifactView& view, std::ostream& out);
void print_exports(const ArtifactView& view, const CodeMap& map, std::ostream& out);
void print_definitions(const ArtifactView& view, std::ostream& out);

// inspect_code.cpp
void print_relocations(const ArtifactView& view, std::ostream& out);
void print_trap_counts(const ArtifactView& view, std::ostream& out);
void print_traps(const ArtifactView& view, const CodeMap& map, std::ostream& out);
// Of all symbols, or of one.
[[nodiscard]] Status print_disassembly(const ArtifactView& view, const CodeMap& map, const CodeSymbol* only,
                                       std::ostream& out);

}  // namespace wasmc
