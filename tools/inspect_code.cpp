#include <algorithm>
#include <array>
#include <iomanip>

#include "format/trap_table.h"
#include "runtime-support/code_image.h"
#include "runtime-support/traps.h"
#include "tools/inspect_parts.h"

namespace wasmc {

// The table has been checked.
std::vector<TrapSite> trap_sites(const ArtifactView& view) {
  auto sites = decode_trap_table(view.trap_sites);
  return sites ? std::move(sites).value() : std::vector<TrapSite>{};
}

std::string library_name(uint32_t number) {
  switch (number) {
#define LIBRARY(id, name) \
  case id: return #name;
#include "runtime-support/library.def"
#undef LIBRARY
  }
  return "unknown library function " + std::to_string(number);
}

std::string kind_of(const TrapSite& site) {
  const char* text = trap_text(static_cast<TrapCode>(site.code));
  return text != nullptr ? text : "unknown trap " + std::to_string(site.code);
}

CodeImageLayout layout_of(const ArtifactView& view) {
  return {view.code.size(), view.read_only_data.size(), view.import_slots.size()};
}

void print_relocations(const ArtifactView& view, std::ostream& out) {
  out << "\nrelocations (import slots; the code itself has none)\n";
  const CodeImageLayout layout = layout_of(view);
  for (size_t i = 0; i < view.import_slots.size(); ++i)
    out << "  " << Hex{layout.import_slots() + i * 8} << ' ' << library_name(view.import_slots[i].library) << '\n';
}

void print_trap_counts(const ArtifactView& view, std::ostream& out) {
  std::array<size_t, 256> counts{};
  for (const TrapSite& site : trap_sites(view)) ++counts[site.code];
  out << "\ntrap sites\n";
  for (size_t code = 0; code < counts.size(); ++code) {
    if (counts[code] == 0) continue;
    out << std::right << std::setw(10) << counts[code] << "  " << kind_of({.code = static_cast<uint8_t>(code)}) << '\n';
  }
}

void print_traps(const ArtifactView& view, const CodeMap& map, std::ostream& out) {
  out << "\neach trap site\n";
  for (const TrapSite& site : trap_sites(view)) {
    const CodeSymbol* symbol = map.find(site.code_offset);
    out << "  " << Hex{site.code_offset} << " wasm " << Hex{site.wasm_offset} << ' ' << kind_of(site) << ", in "
        << (symbol != nullptr ? symbol->name : "no function") << '\n';
  }
}

}  // namespace wasmc
