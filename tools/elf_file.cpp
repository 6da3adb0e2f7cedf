#include "tools/elf_file.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace wasmc {

static_assert(std::endian::native == std::endian::little, "the structs of elf.h are written as they are");

namespace {

template <typename T>
std::vector<uint8_t> bytes_of(const std::vector<T>& records) {
  const auto* begin = reinterpret_cast<const uint8_t*>(records.data());
  return {begin, begin + records.size() * sizeof(T)};
}

void append(std::vector<uint8_t>& file, const void* data, size_t size) {
  const auto* begin = static_cast<const uint8_t*>(data);
  file.insert(file.end(), begin, begin + size);
}

void align(std::vector<uint8_t>& file, uint64_t alignment) {
  file.resize((file.size() + alignment - 1) / alignment * alignment);
}

Elf64_Ehdr make_header(uint16_t machine, uint32_t flags, uint64_t table, size_t sections) {
  Elf64_Ehdr header{};
  std::copy_n(ELFMAG, SELFMAG, reinterpret_cast<char*>(header.e_ident));
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_REL;
  header.e_machine = machine;
  header.e_version = EV_CURRENT;
  header.e_flags = flags;
  header.e_shoff = table;
  header.e_ehsize = sizeof(Elf64_Ehdr);
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shnum = static_cast<uint16_t>(sections);
  header.e_shstrndx = static_cast<uint16_t>(sections - 1);
  return header;
}

}  // namespace

ElfFile::ElfFile(uint16_t machine, uint32_t flags)
    : machine_(machine), flags_(flags), sections_(1), symbols_(1), symbol_names_(1, '\0'), section_names_(1) {}

uint16_t ElfFile::add_section(std::string_view name, uint32_t type, uint64_t flags, uint64_t alignment,
                              std::vector<uint8_t> bytes) {
  Section section;
  section.header.sh_type = type;
  section.header.sh_flags = flags;
  section.header.sh_addralign = alignment;
  section.header.sh_size = bytes.size();
  section.bytes = std::move(bytes);
  sections_.push_back(std::move(section));
  section_names_.emplace_back(name);
  return static_cast<uint16_t>(sections_.size() - 1);
}

uint32_t ElfFile::add_symbol(std::string_view name, unsigned binding, unsigned type, uint16_t section, uint64_t value,
                             uint64_t size) {
  Elf64_Sym symbol{};
  symbol.st_name = static_cast<uint32_t>(symbol_names_.size());
  symbol.st_info = static_cast<unsigned char>(ELF64_ST_INFO(binding, type));
  symbol.st_shndx = section;
  symbol.st_value = value;
  symbol.st_size = size;
  symbol_names_.append(name).push_back('\0');
  symbols_.push_back(symbol);
  if (binding == STB_LOCAL) {
    assert(local_symbols_ == symbols_.size() - 1);
    local_symbols_ = static_cast<uint32_t>(symbols_.size());
  }
  return static_cast<uint32_t>(symbols_.size() - 1);
}

void ElfFile::add_relocation(uint16_t section, uint64_t offset, uint32_t type, uint32_t symbol, int64_t addend) {
  sections_[section].relocations.push_back({offset, ELF64_R_INFO(uint64_t{symbol}, type), addend});
}

// The symbol table stands right behind them.
void ElfFile::add_relocation_sections() {
  const size_t count = sections_.size();
  std::vector<uint16_t> added;
  for (uint16_t i = 1; i < count; ++i) {
    if (sections_[i].relocations.empty()) continue;
    added.push_back(add_section(".rela" + section_names_[i], SHT_RELA, SHF_INFO_LINK, alignof(Elf64_Rela),
                                bytes_of(sections_[i].relocations)));
    sections_.back().header.sh_entsize = sizeof(Elf64_Rela);
    sections_.back().header.sh_info = i;
  }
  for (uint16_t section : added) sections_[section].header.sh_link = static_cast<uint32_t>(sections_.size());
}

void ElfFile::add_symbol_table() {
  const uint16_t table = add_section(".symtab", SHT_SYMTAB, 0, alignof(Elf64_Sym), bytes_of(symbols_));
  sections_[table].header.sh_entsize = sizeof(Elf64_Sym);
  sections_[table].header.sh_info = local_symbols_;
  sections_[table].header.sh_link =
      add_section(".strtab", SHT_STRTAB, 0, 1, {symbol_names_.begin(), symbol_names_.end()});
}

void ElfFile::add_section_names() {
  const uint16_t table = add_section(".shstrtab", SHT_STRTAB, 0, 1, {});
  std::vector<uint8_t>& names = sections_[table].bytes;
  for (size_t i = 0; i < sections_.size(); ++i) {
    sections_[i].header.sh_name = static_cast<uint32_t>(names.size());
    append(names, section_names_[i].c_str(), section_names_[i].size() + 1);
  }
  sections_[table].header.sh_size = names.size();
}

std::vector<uint8_t> ElfFile::finish() {
  add_relocation_sections();
  add_symbol_table();
  add_section_names();
  std::vector<uint8_t> file(sizeof(Elf64_Ehdr));
  for (Section& section : sections_) {
    align(file, std::max<uint64_t>(section.header.sh_addralign, 1));
    if (section.header.sh_type != SHT_NULL) section.header.sh_offset = file.size();
    append(file, section.bytes.data(), section.bytes.size());
  }
  align(file, alignof(Elf64_Shdr));
  const Elf64_Ehdr header = make_header(machine_, flags_, file.size(), sections_.size());
  std::copy_n(reinterpret_cast<const uint8_t*>(&header), sizeof(header), file.begin());
  for (const Section& section : sections_) append(file, &section.header, sizeof(section.header));
  return file;
}

}  // namespace wasmc
