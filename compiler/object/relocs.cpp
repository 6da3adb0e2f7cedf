#include "compiler/object/relocs.h"

#include <cstring>

#include "format/base/bytes.h"

namespace wasmc {

namespace {

template <typename OnDisk>
OnDisk load(const uint8_t* where) {
  OnDisk value;
  std::memcpy(&value, where, sizeof(value));
  return value;
}

template <typename OnDisk>
void save(uint8_t* where, OnDisk value) {
  std::memcpy(where, &value, sizeof(value));
}

}  // namespace

const RelocationRules& relocation_rules(Architecture architecture) {
  switch (architecture) {
    case Architecture::x86_64: return relocation_rules_x86_64();
    case Architecture::aarch64: return relocation_rules_aarch64();
    case Architecture::riscv64: break;
  }
  return relocation_rules_riscv64();
}

Error unknown_relocation(uint32_t type) {
  return Error{"internal error: relocation type " + std::to_string(type) + " is not known"};
}

Error relocation_out_of_range(uint32_t type) {
  return Error{"the code is too large: a relocation of type " + std::to_string(type) + " does not reach its target"};
}

uint16_t read16(const uint8_t* where) { return load<ule16>(where); }
uint32_t read32(const uint8_t* where) { return load<ule32>(where); }
void write16(uint8_t* where, uint16_t value) { save<ule16>(where, value); }
void write32(uint8_t* where, uint32_t value) { save<ule32>(where, value); }
void write64(uint8_t* where, uint64_t value) { save<ule64>(where, value); }

}  // namespace wasmc
