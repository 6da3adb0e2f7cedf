#include <cstring>

#include <llvm/ADT/DenseMap.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Object/ELF.h>

#include "compiler/codegen/emit.h"
#include "compiler/object/object_code.h"

namespace wasmc {

namespace {

using Elf = llvm::object::ELF64LEFile;
using SectionHeader = Elf::Elf_Shdr;
using Symbol = Elf::Elf_Sym;

// An entry of the trap section: the distance to the instruction, then two 32-bit numbers. LLVM makes distances as wide
// as pointers in the medium code model, which position-independent RISC-V code has.
constexpr size_t trap_numbers_size = 8;
size_t trap_distance_size(uint16_t machine) { return machine == llvm::ELF::EM_RISCV ? 8 : 4; }

Error internal_error(const std::string& what) { return Error{"internal error: object: " + what}; }

template <typename T>
Result<T> convert(llvm::Expected<T> expected) {
  if (expected) return std::move(*expected);
  return internal_error(llvm::toString(expected.takeError()));
}

class Extraction {
 public:
  explicit Extraction(Elf elf) : elf_(std::move(elf)) {}

  Result<ObjectCode> run() {
    TRY_ASSIGN(sections_, convert(elf_.sections()));
    TRY(take_sections());
    TRY(find_symbols());
    TRY(take_functions());
    TRY(take_constants());
    for (uint32_t i = 0; i < sections_.size(); ++i) TRY(take_relocations(sections_[i]));
    return std::move(result_);
  }

 private:
  Status take_sections() {
    for (uint32_t i = 0; i < sections_.size(); ++i) {
      const SectionHeader& header = sections_[i];
      TRY_ASSIGN(const llvm::StringRef name, convert(elf_.getSectionName(header)));
      if (name == trap_section_name) {
        TRY_ASSIGN(trap_bytes_, convert(elf_.getSectionContents(header)));
        trap_section_ = i;
        continue;
      }
      if ((header.sh_flags & llvm::ELF::SHF_ALLOC) == 0 || header.sh_size == 0) continue;
      const bool is_code = (header.sh_flags & llvm::ELF::SHF_EXECINSTR) != 0;
      if (header.sh_type != llvm::ELF::SHT_PROGBITS || (!is_code && (header.sh_flags & llvm::ELF::SHF_WRITE) != 0)) {
        return internal_error("section " + name.str() + " is neither code nor read-only data");
      }
      TRY_ASSIGN(const llvm::ArrayRef<uint8_t> bytes, convert(elf_.getSectionContents(header)));
      taken_[i] = static_cast<uint32_t>(result_.sections.size());
      result_.sections.push_back({is_code, header.sh_addralign, bytes.vec(), {}});
    }
    return {};
  }

  Status find_symbols() {
    for (const SectionHeader& header : sections_) {
      if (header.sh_type != llvm::ELF::SHT_SYMTAB) continue;
      TRY_ASSIGN(symbols_, convert(elf_.symbols(&header)));
      TRY_ASSIGN(names_, convert(elf_.getStringTableForSymtab(header)));
    }
    return {};
  }

  Status take_functions() {
    for (const Symbol& symbol : symbols_) {
      if (symbol.getType() != llvm::ELF::STT_FUNC) continue;
      auto section = taken_.find(symbol.st_shndx);
      if (section == taken_.end()) return internal_error("a function outside of the code");
      TRY_ASSIGN(const llvm::StringRef name, convert(symbol.getName(names_)));
      result_.functions.push_back({name.str(), section->second, symbol.st_value, symbol.st_size});
    }
    return {};
  }

  Status take_constants() {
    for (const Symbol& symbol : symbols_) {
      if (symbol.getType() != llvm::ELF::STT_OBJECT || symbol.getBinding() != llvm::ELF::STB_GLOBAL) continue;
      auto section = taken_.find(symbol.st_shndx);
      if (section == taken_.end()) return internal_error("a constant outside of the read-only data");
      TRY_ASSIGN(const llvm::StringRef name, convert(symbol.getName(names_)));
      result_.constants.push_back({name.str(), section->second, symbol.st_value});
    }
    return {};
  }

  Status take_relocations(const SectionHeader& header) {
    if (header.sh_type == llvm::ELF::SHT_REL || header.sh_type == llvm::ELF::SHT_RELR ||
        header.sh_type == llvm::ELF::SHT_CREL)
      return internal_error("relocations in a form that is not read");
    if (header.sh_type != llvm::ELF::SHT_RELA) return {};
    TRY_ASSIGN(const auto relocations, convert(elf_.relas(header)));
    if (header.sh_info == trap_section_) return take_trap_sites(relocations);
    auto section = taken_.find(header.sh_info);
    if (section == taken_.end()) return {};
    for (const Elf::Elf_Rela& rela : relocations) {
      TRY_ASSIGN(ObjectRelocation relocation, read_relocation(rela));
      result_.sections[section->second].relocations.push_back(std::move(relocation));
    }
    return {};
  }

  Result<ObjectRelocation> read_relocation(const Elf::Elf_Rela& rela) {
    ObjectRelocation relocation;
    relocation.offset = rela.r_offset;
    relocation.type = rela.getType(false);
    relocation.addend = rela.r_addend;
    const uint32_t index = rela.getSymbol(false);
    if (index >= symbols_.size()) return internal_error("a relocation without a symbol");
    const Symbol& symbol = symbols_[index];
    auto section = taken_.find(symbol.st_shndx);
    if (section != taken_.end()) {
      relocation.is_local = true;
      relocation.section = section->second;
      relocation.value = symbol.st_value;
      return relocation;
    }
    TRY_ASSIGN(const llvm::StringRef name, convert(symbol.getName(names_)));
    relocation.name = name.str();
    // The distance in an entry of the trap table is relative to the entry; RISC-V subtracts its label explicitly.
    if (symbol.st_shndx == trap_section_) relocation.name = trap_section_name;
    return relocation;
  }

  Status take_trap_sites(llvm::ArrayRef<Elf::Elf_Rela> relocations) {
    const size_t distance_size = trap_distance_size(elf_.getHeader().e_machine);
    const size_t trap_entry_size = distance_size + trap_numbers_size;
    for (const Elf::Elf_Rela& rela : relocations) {
      TRY_ASSIGN(const ObjectRelocation relocation, read_relocation(rela));
      if (!relocation.is_local) continue;
      if (relocation.offset % trap_entry_size != 0 || relocation.offset + trap_entry_size > trap_bytes_.size()) {
        return internal_error("a relocation of a trap site is in the wrong place");
      }
      const uint8_t* entry = trap_bytes_.data() + relocation.offset;
      TrapSite site;
      site.code_offset = static_cast<uint32_t>(relocation.value + static_cast<uint64_t>(relocation.addend));
      std::memcpy(&site.wasm_offset, entry + distance_size, 4);
      site.code = entry[distance_size + 4];
      result_.trap_sites.push_back({relocation.section, site});
    }
    if (result_.trap_sites.size() * trap_entry_size != trap_bytes_.size()) {
      return internal_error("not every trap site has a relocation");
    }
    return {};
  }

  Elf elf_;
  Elf::Elf_Shdr_Range sections_;
  Elf::Elf_Sym_Range symbols_;
  llvm::StringRef names_;
  llvm::DenseMap<uint32_t, uint32_t> taken_;  // section index -> index in the result
  uint32_t trap_section_ = ~0u - 2;
  llvm::ArrayRef<uint8_t> trap_bytes_;
  ObjectCode result_;
};

}  // namespace

Result<ObjectCode> extract_object(const char* data, size_t size) {
  llvm::Expected<Elf> elf = Elf::create(llvm::StringRef(data, size));
  if (!elf) return internal_error(llvm::toString(elf.takeError()));
  return Extraction(std::move(*elf)).run();
}

}  // namespace wasmc
