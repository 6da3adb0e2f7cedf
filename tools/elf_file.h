// A relocatable ELF file for a 64-bit little-endian machine, built up section by section (System V ABI, chapters 4 and
// 5).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <elf.h>

namespace wasmc {

class ElfFile {
 public:
  // Of EM_*, and the processor's flags.
  ElfFile(uint16_t machine, uint32_t flags);

  // Gives the section's index.
  uint16_t add_section(std::string_view name, uint32_t type, uint64_t flags, uint64_t alignment,
                       std::vector<uint8_t> bytes);

  // Gives the symbol's index. All local symbols come before the others. SHN_UNDEF is the section of those that are
  // defined elsewhere.
  uint32_t add_symbol(std::string_view name, unsigned binding, unsigned type, uint16_t section, uint64_t value,
                      uint64_t size);

  // In the place of a section goes the address of a symbol, plus something.
  void add_relocation(uint16_t section, uint64_t offset, uint32_t type, uint32_t symbol, int64_t addend);

  // Nothing may be added then.
  [[nodiscard]] std::vector<uint8_t> finish();

 private:
  struct Section {
    Elf64_Shdr header{};
    std::vector<uint8_t> bytes;
    std::vector<Elf64_Rela> relocations;
  };

  void add_relocation_sections();
  void add_symbol_table();
  void add_section_names();

  uint16_t machine_;
  uint32_t flags_;
  std::vector<Section> sections_;
  std::vector<Elf64_Sym> symbols_;
  uint32_t local_symbols_ = 1;
  std::string symbol_names_;
  std::vector<std::string> section_names_;
};

}  // namespace wasmc
