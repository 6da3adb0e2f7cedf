// x86-64 (psABI 1.0, table 4.9). Code refers to everything relative to the instruction pointer; the displacement is the
// last field but for an immediate, which the addend accounts for.
#include <llvm/BinaryFormat/ELF.h>

#include "compiler/object/relocs.h"

namespace wasmc {

namespace {

using namespace llvm::ELF;

RelocationNeed need(uint32_t type) {
  switch (type) {
    case R_X86_64_GOTPCREL:
    case R_X86_64_GOTPCRELX:
    case R_X86_64_REX_GOTPCRELX: return RelocationNeed::import_slot;
    default: return RelocationNeed::symbol;
  }
}

Status apply(const PlacedRelocation& r, std::span<const PlacedRelocation>) {
  const int64_t S_A_P = static_cast<int64_t>(r.S + static_cast<uint64_t>(r.A) - r.P);
  const int64_t G_A_P = static_cast<int64_t>(r.G + static_cast<uint64_t>(r.A) - r.P);
  switch (r.type) {
    case R_X86_64_PC32:
    case R_X86_64_PLT32:
      if (!fits_signed(S_A_P, 32)) return relocation_out_of_range(r.type);
      write32(r.where, static_cast<uint32_t>(S_A_P));
      return {};
    case R_X86_64_PC64: write64(r.where, static_cast<uint64_t>(S_A_P)); return {};
    case R_X86_64_GOTPCREL:
    case R_X86_64_GOTPCRELX:
    case R_X86_64_REX_GOTPCRELX:
      if (!fits_signed(G_A_P, 32)) return relocation_out_of_range(r.type);
      write32(r.where, static_cast<uint32_t>(G_A_P));
      return {};
    default: return unknown_relocation(r.type);
  }
}

// jmp *slot(%rip)
std::vector<uint8_t> stub(uint64_t address, uint64_t slot) {
  std::vector<uint8_t> code = {0xff, 0x25, 0, 0, 0, 0, 0xcc, 0xcc};
  write32(code.data() + 2, static_cast<uint32_t>(slot - (address + 6)));
  return code;
}

constexpr RelocationRules rules = {need, apply, stub, 8};

}  // namespace

const RelocationRules& relocation_rules_x86_64() { return rules; }

}  // namespace wasmc
