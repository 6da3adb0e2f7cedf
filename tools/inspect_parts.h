// The parts of `wasmc inspect` that need no disassembler, a function each; inspect.cpp calls them. All print an
// artifact that has been checked.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "format/artifact.h"
#include "format/trap_table.h"
#include "runtime-support/code_image.h"
#include "tools/code_map.h"
#include "tools/inspect.h"

namespace wasmc {

struct Hex {
  uint64_t value;
};
inline std::ostream& operator<<(std::ostream& out, Hex hex) { return out << "0x" << std::hex << hex.value << std::dec; }

// inspect_module.cpp
void print_imports(const ArtifactView& view, std::ostream& out);
void print_exports(const ArtifactView& view, const CodeMap& map, std::ostream& out);
void print_definitions(const ArtifactView& view, std::ostream& out);
[[nodiscard]] std::string import_type(const ArtifactView& view, const ImportRecord& import);

// inspect_code.cpp
void print_relocations(const ArtifactView& view, std::ostream& out);
void print_trap_counts(const ArtifactView& view, std::ostream& out);
void print_traps(const ArtifactView& view, const CodeMap& map, std::ostream& out);
[[nodiscard]] std::vector<TrapSite> trap_sites(const ArtifactView& view);
[[nodiscard]] std::string library_name(uint32_t number);
[[nodiscard]] std::string kind_of(const TrapSite& site);
[[nodiscard]] CodeImageLayout layout_of(const ArtifactView& view);

}  // namespace wasmc
