// RISC-V (psABI, chapter "ELF Object Files"). Addresses are made of an upper 20 bits, relative to their AUIPC, and a
// lower 12 bits, whose relocation names the AUIPC instead of the target. Differences are an ADD and a SUB at the same
// place.
#include <algorithm>

#include <llvm/BinaryFormat/ELF.h>

#include "compiler/object/relocs.h"

namespace wasmc {

namespace {

using namespace llvm::ELF;

RelocationNeed need(uint32_t type) {
  return type == R_RISCV_GOT_HI20 ? RelocationNeed::import_slot : RelocationNeed::symbol;
}

void set_bits(uint8_t* where, uint32_t mask, uint32_t bits) { write32(where, (read32(where) & ~mask) | (bits & mask)); }

// The lower part is sign-extended by the hardware, so the upper part is rounded.
uint32_t upper(int64_t value) { return static_cast<uint32_t>(value + 0x800) & 0xfffff000; }
uint32_t lower(int64_t value) { return static_cast<uint32_t>(value) & 0xfff; }

void set_i_type(uint8_t* where, uint32_t low) { set_bits(where, 0xfff00000, low << 20); }
void set_s_type(uint8_t* where, uint32_t low) { set_bits(where, 0xfe000f80, (low >> 5) << 25 | (low & 0x1f) << 7); }

void set_b_type(uint8_t* where, int64_t v) {
  const auto d = static_cast<uint32_t>(v);
  set_bits(where, 0xfe000f80, (d >> 12 & 1) << 31 | (d >> 5 & 0x3f) << 25 | (d >> 1 & 0xf) << 8 | (d >> 11 & 1) << 7);
}

void set_j_type(uint8_t* where, int64_t v) {
  const auto d = static_cast<uint32_t>(v);
  set_bits(where, 0xfffff000,
           (d >> 20 & 1) << 31 | (d >> 1 & 0x3ff) << 21 | (d >> 11 & 1) << 20 | (d >> 12 & 0xff) << 12);
}

void set_cb_type(uint8_t* where, int64_t v) {
  const auto d = static_cast<uint32_t>(v);
  const uint32_t bits =
      (d >> 8 & 1) << 12 | (d >> 3 & 3) << 10 | (d >> 6 & 3) << 5 | (d >> 1 & 3) << 3 | (d >> 5 & 1) << 2;
  write16(where, static_cast<uint16_t>((read16(where) & ~0x1c7cu) | bits));
}

void set_cj_type(uint8_t* where, int64_t v) {
  const auto d = static_cast<uint32_t>(v);
  const uint32_t bits = (d >> 11 & 1) << 12 | (d >> 4 & 1) << 11 | (d >> 8 & 3) << 9 | (d >> 10 & 1) << 8 |
                        (d >> 6 & 1) << 7 | (d >> 7 & 1) << 6 | (d >> 1 & 7) << 3 | (d >> 5 & 1) << 2;
  write16(where, static_cast<uint16_t>((read16(where) & ~0x1ffcu) | bits));
}

// The value that the HI20 relocation at address `auipc` splits. Relocations are in the order of their places.
Result<int64_t> value_of_pair(uint64_t auipc, std::span<const PlacedRelocation> all, uint32_t type) {
  auto candidate = std::lower_bound(all.begin(), all.end(), auipc,
                                    [](const PlacedRelocation& r, uint64_t place) { return r.P < place; });
  for (; candidate != all.end() && candidate->P == auipc; ++candidate) {
    const uint64_t distance = static_cast<uint64_t>(candidate->A) - candidate->P;
    if (candidate->type == R_RISCV_PCREL_HI20) return static_cast<int64_t>(candidate->S + distance);
    if (candidate->type == R_RISCV_GOT_HI20) return static_cast<int64_t>(candidate->G + distance);
  }
  return unknown_relocation(type);
}

Status set_upper(const PlacedRelocation& r, int64_t value) {
  if (!fits_signed(value + 0x800, 32)) return relocation_out_of_range(r.type);
  set_bits(r.where, 0xfffff000, upper(value));
  return {};
}

Status apply(const PlacedRelocation& r, std::span<const PlacedRelocation> all) {
  const uint64_t S_A = r.S + static_cast<uint64_t>(r.A);
  const auto S_A_P = static_cast<int64_t>(S_A - r.P);
  switch (r.type) {
    case R_RISCV_RELAX:
    case R_RISCV_ALIGN: return {};
    case R_RISCV_BRANCH:
      if (!fits_signed(S_A_P, 13)) return relocation_out_of_range(r.type);
      set_b_type(r.where, S_A_P);
      return {};
    case R_RISCV_JAL:
      if (!fits_signed(S_A_P, 21)) return relocation_out_of_range(r.type);
      set_j_type(r.where, S_A_P);
      return {};
    case R_RISCV_RVC_BRANCH:
      if (!fits_signed(S_A_P, 9)) return relocation_out_of_range(r.type);
      set_cb_type(r.where, S_A_P);
      return {};
    case R_RISCV_RVC_JUMP:
      if (!fits_signed(S_A_P, 12)) return relocation_out_of_range(r.type);
      set_cj_type(r.where, S_A_P);
      return {};
    case R_RISCV_CALL:
    case R_RISCV_CALL_PLT:
      TRY(set_upper(r, S_A_P));
      set_i_type(r.where + 4, lower(S_A_P));
      return {};
    case R_RISCV_PCREL_HI20: return set_upper(r, S_A_P);
    case R_RISCV_GOT_HI20: return set_upper(r, static_cast<int64_t>(r.G + static_cast<uint64_t>(r.A) - r.P));
    case R_RISCV_PCREL_LO12_I: {
      TRY_ASSIGN(const int64_t value, value_of_pair(r.S, all, r.type));
      set_i_type(r.where, lower(value));
      return {};
    }
    case R_RISCV_PCREL_LO12_S: {
      TRY_ASSIGN(const int64_t value, value_of_pair(r.S, all, r.type));
      set_s_type(r.where, lower(value));
      return {};
    }
    case R_RISCV_32_PCREL: write32(r.where, static_cast<uint32_t>(S_A_P)); return {};
    case R_RISCV_ADD32: write32(r.where, static_cast<uint32_t>(read32(r.where) + S_A)); return {};
    case R_RISCV_SUB32: write32(r.where, static_cast<uint32_t>(read32(r.where) - S_A)); return {};
    case R_RISCV_ADD16: write16(r.where, static_cast<uint16_t>(read16(r.where) + S_A)); return {};
    case R_RISCV_SUB16: write16(r.where, static_cast<uint16_t>(read16(r.where) - S_A)); return {};
    default: return unknown_relocation(r.type);
  }
}

// auipc t3, slot; ld t3, slot(t3); jr t3
std::vector<uint8_t> stub(uint64_t address, uint64_t slot) {
  std::vector<uint8_t> code(16);
  const auto distance = static_cast<int64_t>(slot - address);
  write32(code.data(), 0x00000e17 | upper(distance));
  write32(code.data() + 4, 0x000e3e03 | lower(distance) << 20);
  write32(code.data() + 8, 0x000e0067);
  write32(code.data() + 12, 0x00000013);
  return code;
}

constexpr RelocationRules rules = {need, apply, stub, 16};

}  // namespace

const RelocationRules& relocation_rules_riscv64() { return rules; }

}  // namespace wasmc
