// What is taken out of one ELF object: code and read-only data, the relocations that tie them together, the functions'
// places and the trap sites. Everything else in an object is of no use, or refused.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "format/base/result.h"
#include "format/trap_table.h"

namespace wasmc {

struct ObjectRelocation {
  uint64_t offset = 0;  // in its section
  uint32_t type = 0;    // R_<architecture>_*
  int64_t addend = 0;
  // What it refers to: a place in a section of the same object, or a name that is defined elsewhere.
  bool is_local = false;
  uint32_t section = 0;
  uint64_t value = 0;
  std::string name;
};

struct ObjectSection {
  bool is_code = false;
  uint64_t alignment = 1;
  std::vector<uint8_t> bytes;
  std::vector<ObjectRelocation> relocations;
};

struct ObjectFunction {
  std::string name;
  uint32_t section = 0;
  uint64_t offset = 0;
  uint64_t size = 0;
};

// A constant that other objects refer to.
struct ObjectConstant {
  std::string name;
  uint32_t section = 0;
  uint64_t offset = 0;
};

struct ObjectTrapSite {
  uint32_t section = 0;
  TrapSite site;  // code_offset is relative to the section
};

struct ObjectCode {
  std::vector<ObjectSection> sections;
  std::vector<ObjectFunction> functions;
  std::vector<ObjectConstant> constants;
  std::vector<ObjectTrapSite> trap_sites;
};

// Fails if the object has what compiled wasm never has: writable data, common symbols, undefined section kinds.
[[nodiscard]] Result<ObjectCode> extract_object(const char* data, size_t size);

}  // namespace wasmc
