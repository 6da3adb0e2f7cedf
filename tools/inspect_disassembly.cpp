#include <algorithm>
#include <array>
#include <cstdio>
#include <iomanip>

#include "format/trap_table.h"
#include "tools/disassembler.h"
#include "tools/inspect_parts.h"

namespace wasmc {

namespace {

// "name" or "name+0x12".
std::string describe(const std::string& name, uint64_t distance) {
  if (distance == 0) return name;
  std::array<char, 20> text{};
  std::snprintf(text.data(), text.size(), "+0x%llx", static_cast<unsigned long long>(distance));
  return name + text.data();
}

// Prints the instructions of symbols, with what their operands refer to and where they may trap.
class Listing {
 public:
  Listing(const ArtifactView& view, const CodeMap& map, const Disassembler& disassembler, std::ostream& out)
      : view_(view), map_(map), disassembler_(disassembler), out_(out), layout_(layout_of(view)) {}

  void print(const CodeSymbol& symbol) {
    out_ << '\n' << Hex{symbol.offset} << " <" << symbol.name << ">, " << symbol.length << " bytes:\n";
    const uint64_t end = uint64_t{symbol.offset} + symbol.length;
    for (uint64_t offset = symbol.offset; offset < end;) {
      const auto bytes = view_.code.subspan(offset, std::min<uint64_t>(end - offset, longest_instruction));
      const Instruction instruction = disassembler_.decode(bytes, offset);
      print_line(static_cast<uint32_t>(offset), instruction, symbol);
      offset += instruction.length;
    }
  }

 private:
  static constexpr uint64_t longest_instruction = 16;

  void print_line(uint32_t offset, const Instruction& instruction, const CodeSymbol& symbol) {
    out_ << std::right << std::setw(8) << std::hex << offset << std::dec << ' ' << instruction.text;
    if (instruction.target) print_target(*instruction.target, symbol);
    if (const auto site = find_trap_site(view_.trap_sites, offset))
      out_ << "  ; trap: " << kind_of(*site) << " @ wasm " << Hex{site->wasm_offset};
    out_ << '\n';
  }

  // Jumps inside of the function need no comment.
  void print_target(uint64_t target, const CodeSymbol& from) {
    const CodeSymbol* symbol = map_.find(target);
    if (symbol != nullptr && symbol->offset == from.offset && target != from.offset) return;
    const std::string name = symbol != nullptr ? describe(symbol->name, target - symbol->offset) : data_name(target);
    if (!name.empty()) out_ << "  ; " << name;
  }

  [[nodiscard]] std::string data_name(uint64_t target) const {
    const uint64_t slot = (target - layout_.import_slots()) / 8;
    if (target >= layout_.import_slots() && slot < view_.import_slots.size())
      return library_name(view_.import_slots[slot].library);
    if (target >= layout_.read_only() && target < layout_.import_slots())
      return describe("read-only data", target - layout_.read_only());
    return "";
  }

  const ArtifactView& view_;
  const CodeMap& map_;
  const Disassembler& disassembler_;
  std::ostream& out_;
  CodeImageLayout layout_;
};

}  // namespace

Status print_disassembly(const ArtifactView& view, const CodeMap& map, const CodeSymbol* only, std::ostream& out) {
  TRY_ASSIGN(const Disassembler disassembler, Disassembler::create(view.header.architecture, view.header.cpu_features));
  Listing listing(view, map, disassembler, out);
  if (only != nullptr) {
    listing.print(*only);
    return {};
  }
  for (const CodeSymbol& symbol : map.symbols()) listing.print(symbol);
  return {};
}

}  // namespace wasmc
