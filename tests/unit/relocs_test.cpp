#include "compiler/object/relocs.h"

#include <algorithm>
#include <array>

#include <doctest/doctest.h>
#include <llvm/BinaryFormat/ELF.h>

using namespace wasmc;
using namespace llvm::ELF;

namespace {

// Applies one relocation to a 32-bit word (or an instruction pair) and gives the first word.
uint32_t apply(Architecture architecture, uint32_t word, PlacedRelocation relocation) {
  std::array<uint8_t, 8> bytes{};
  write32(bytes.data(), word);
  relocation.where = bytes.data();
  REQUIRE(relocation_rules(architecture).apply(relocation, {&relocation, 1}).has_value());
  return read32(bytes.data());
}

bool is_refused(Architecture architecture, PlacedRelocation relocation) {
  std::array<uint8_t, 8> bytes{};
  relocation.where = bytes.data();
  return !relocation_rules(architecture).apply(relocation, {&relocation, 1}).has_value();
}

}  // namespace

TEST_CASE("x86-64 displacements are S + A - P") {
  CHECK(apply(Architecture::x86_64, 0, {nullptr, R_X86_64_PC32, 0x1000, 0x3000, -4, 0}) == 0x1ffc);
  CHECK(apply(Architecture::x86_64, 0, {nullptr, R_X86_64_PLT32, 0x3000, 0x1000, -4, 0}) == 0xffffdffc);
  CHECK(apply(Architecture::x86_64, 0, {nullptr, R_X86_64_GOTPCRELX, 0x1000, 0, -4, 0x5000}) == 0x3ffc);
}

TEST_CASE("x86-64 displacements out of 32 bits are refused") {
  CHECK(is_refused(Architecture::x86_64, {nullptr, R_X86_64_PC32, 0, 0x80000000, 0, 0}));
  CHECK_FALSE(is_refused(Architecture::x86_64, {nullptr, R_X86_64_PC32, 0, 0x7fffffff, 0, 0}));
}

TEST_CASE("AArch64 branches count instructions") {
  CHECK(apply(Architecture::aarch64, 0x94000000, {nullptr, R_AARCH64_CALL26, 0x1000, 0x2000, 0, 0}) == 0x94000400);
  CHECK(apply(Architecture::aarch64, 0x14000000, {nullptr, R_AARCH64_JUMP26, 0x2000, 0x1000, 0, 0}) == 0x17fffc00);
  CHECK(is_refused(Architecture::aarch64, {nullptr, R_AARCH64_CALL26, 0, 0x8000000, 0, 0}));
}

TEST_CASE("AArch64 addresses are a page and its low 12 bits, scaled by the access") {
  // adrp x0, +0x12 pages
  CHECK(apply(Architecture::aarch64, 0x90000000, {nullptr, R_AARCH64_ADR_PREL_PG_HI21, 0x1ffc, 0x13458, 0, 0}) ==
        0xd0000080);
  CHECK(apply(Architecture::aarch64, 0x91000000, {nullptr, R_AARCH64_ADD_ABS_LO12_NC, 0, 0x13458, 0, 0}) == 0x91116000);
  CHECK(apply(Architecture::aarch64, 0x3dc00000, {nullptr, R_AARCH64_LDST128_ABS_LO12_NC, 0, 0x13450, 0, 0}) ==
        0x3dc11400);
}

TEST_CASE("RISC-V upper parts are rounded for the sign of the lower ones") {
  // auipc t0, 0 to a place 0x1800 ahead: 0x2000 - 0x800
  CHECK(apply(Architecture::riscv64, 0x00000297, {nullptr, R_RISCV_PCREL_HI20, 0x1000, 0x2800, 0, 0}) == 0x00002297);
}

TEST_CASE("RISC-V lower parts take the value of the AUIPC that they name") {
  std::array<uint8_t, 8> bytes{};
  write32(bytes.data(), 0x00000297);      // auipc t0, 0
  write32(bytes.data() + 4, 0x0002b283);  // ld t0, 0(t0)
  const std::array<PlacedRelocation, 2> all = {
      PlacedRelocation{bytes.data(), R_RISCV_PCREL_HI20, 0x1000, 0x2800, 0, 0},
      PlacedRelocation{bytes.data() + 4, R_RISCV_PCREL_LO12_I, 0x1004, 0x1000, 0, 0}};
  for (const PlacedRelocation& relocation : all) {
    REQUIRE(relocation_rules(Architecture::riscv64).apply(relocation, all).has_value());
  }
  CHECK(read32(bytes.data() + 4) == 0x8002b283);
}

TEST_CASE("RISC-V differences are an addition and a subtraction") {
  uint32_t word = apply(Architecture::riscv64, 0, {nullptr, R_RISCV_ADD32, 0, 0x500, 0, 0});
  word = apply(Architecture::riscv64, word, {nullptr, R_RISCV_SUB32, 0, 0x200, 0, 0});
  CHECK(word == 0x300);
}

TEST_CASE("relocations of unknown types are refused") {
  for (Architecture architecture : {Architecture::x86_64, Architecture::aarch64, Architecture::riscv64}) {
    CHECK(is_refused(architecture, {nullptr, 0xfff, 0, 0, 0, 0}));
  }
}
