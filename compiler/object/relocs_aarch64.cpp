// AArch64 (ELF for the Arm 64-bit Architecture, section 5.7). Instructions are 32 bits; addresses are made of a page,
// relative to the instruction's own, and the low 12 bits, scaled by the access in loads and stores.
#include <llvm/BinaryFormat/ELF.h>

#include "compiler/object/relocs.h"

namespace wasmc {

namespace {

using namespace llvm::ELF;

uint64_t page(uint64_t address) { return address & ~uint64_t{0xfff}; }

RelocationNeed need(uint32_t type) {
  return type == R_AARCH64_ADR_GOT_PAGE || type == R_AARCH64_LD64_GOT_LO12_NC ? RelocationNeed::import_slot
                                                                              : RelocationNeed::symbol;
}

void set_bits(uint8_t* where, uint32_t mask, uint32_t bits) { write32(where, (read32(where) & ~mask) | bits); }

// ADR and ADRP hold their 21 bits in two parts.
Status set_adr(const PlacedRelocation& r, int64_t value) {
  if (!fits_signed(value, 21)) return relocation_out_of_range(r.type);
  const auto bits = static_cast<uint32_t>(value);
  set_bits(r.where, 0x60ffffe0, (bits & 3) << 29 | (bits >> 2 & 0x7ffff) << 5);
  return {};
}

Status set_branch(const PlacedRelocation& r, int64_t distance, unsigned bits, unsigned shift) {
  if (!fits_signed(distance, bits + 2)) return relocation_out_of_range(r.type);
  const uint32_t mask = ((uint32_t{1} << bits) - 1) << shift;
  set_bits(r.where, mask, static_cast<uint32_t>(distance >> 2) << shift & mask);
  return {};
}

Status set_low12(const PlacedRelocation& r, uint64_t address, unsigned scale) {
  set_bits(r.where, 0x003ffc00, static_cast<uint32_t>((address & 0xfff) >> scale) << 10);
  return {};
}

Status apply(const PlacedRelocation& r, std::span<const PlacedRelocation>) {
  const uint64_t S_A = r.S + static_cast<uint64_t>(r.A);
  const uint64_t G_A = r.G + static_cast<uint64_t>(r.A);
  const auto S_A_P = static_cast<int64_t>(S_A - r.P);
  switch (r.type) {
    case R_AARCH64_PREL64: write64(r.where, static_cast<uint64_t>(S_A_P)); return {};
    case R_AARCH64_PREL32:
      if (!fits_signed(S_A_P, 32)) return relocation_out_of_range(r.type);
      write32(r.where, static_cast<uint32_t>(S_A_P));
      return {};
    case R_AARCH64_CALL26:
    case R_AARCH64_JUMP26: return set_branch(r, S_A_P, 26, 0);
    case R_AARCH64_CONDBR19:
    case R_AARCH64_LD_PREL_LO19: return set_branch(r, S_A_P, 19, 5);
    case R_AARCH64_TSTBR14: return set_branch(r, S_A_P, 14, 5);
    case R_AARCH64_ADR_PREL_LO21: return set_adr(r, S_A_P);
    case R_AARCH64_ADR_PREL_PG_HI21:
    case R_AARCH64_ADR_PREL_PG_HI21_NC: return set_adr(r, static_cast<int64_t>(page(S_A) - page(r.P)) >> 12);
    case R_AARCH64_ADD_ABS_LO12_NC:
    case R_AARCH64_LDST8_ABS_LO12_NC: return set_low12(r, S_A, 0);
    case R_AARCH64_LDST16_ABS_LO12_NC: return set_low12(r, S_A, 1);
    case R_AARCH64_LDST32_ABS_LO12_NC: return set_low12(r, S_A, 2);
    case R_AARCH64_LDST64_ABS_LO12_NC: return set_low12(r, S_A, 3);
    case R_AARCH64_LDST128_ABS_LO12_NC: return set_low12(r, S_A, 4);
    case R_AARCH64_ADR_GOT_PAGE: return set_adr(r, static_cast<int64_t>(page(G_A) - page(r.P)) >> 12);
    case R_AARCH64_LD64_GOT_LO12_NC: return set_low12(r, G_A, 3);
    default: return unknown_relocation(r.type);
  }
}

// adrp x16, slot; ldr x16, [x16, :lo12:slot]; br x16
std::vector<uint8_t> stub(uint64_t address, uint64_t slot) {
  std::vector<uint8_t> code(16);
  const auto pages = static_cast<uint32_t>((page(slot) - page(address)) >> 12);
  write32(code.data(), 0x90000010 | (pages & 3) << 29 | (pages >> 2 & 0x7ffff) << 5);
  write32(code.data() + 4, 0xf9400210 | static_cast<uint32_t>((slot & 0xfff) >> 3) << 10);
  write32(code.data() + 8, 0xd61f0200);
  return code;
}

constexpr RelocationRules rules = {need, apply, stub, 16};

}  // namespace

const RelocationRules& relocation_rules_aarch64() { return rules; }

}  // namespace wasmc
