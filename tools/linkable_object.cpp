#include "tools/linkable_object.h"

#include "format/types.h"
#include "format/write.h"
#include "runtime-support/code_image.h"
#include "runtime-support/linked_module.h"
#include "tools/code_map.h"
#include "tools/elf_file.h"
#include "tools/inspect_parts.h"

namespace wasmc {

namespace {

// The psABIs' numbers. RISC-V's flags say what rv64gc is: compressed instructions, floats in registers.
struct Machine {
  uint16_t number;
  uint32_t flags;
  uint32_t address;  // the relocation for 64 bits of address
};

Machine machine_of(Architecture architecture) {
  switch (architecture) {
    case Architecture::x86_64: return {EM_X86_64, 0, R_X86_64_64};
    case Architecture::aarch64: return {EM_AARCH64, 0, R_AARCH64_ABS64};
    case Architecture::riscv64: break;
  }
  return {EM_RISCV, EF_RISCV_RVC | EF_RISCV_FLOAT_ABI_DOUBLE, R_RISCV_64};
}

// Code finds its constants by pages (AArch64's adrp), and no constant wants more.
constexpr uint64_t image_alignment = 4096;

class Object {
 public:
  Object(const Artifact& artifact, const ArtifactView& view, std::vector<uint8_t> description)
      : view_(view),
        machine_(machine_of(artifact.header.architecture)),
        layout_(layout_of(view)),
        description_size_(description.size()),
        elf_(machine_.number, machine_.flags) {
    image_ = elf_.add_section(".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, image_alignment, image());
    description_ = elf_.add_section(".rodata.wasmc", SHT_PROGBITS, SHF_ALLOC, 16, std::move(description));
    root_ = elf_.add_section(".data.rel.ro.wasmc", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE, alignof(LinkedModule), root());
    (void)elf_.add_section(".note.GNU-stack", SHT_PROGBITS, 0, 1, {});
  }

  std::vector<uint8_t> run(const std::string& symbol) {
    add_local_symbols();
    elf_.add_symbol(symbol, STB_GLOBAL, STT_OBJECT, root_, 0, sizeof(LinkedModule));
    add_exports(symbol);
    add_import_slots();
    elf_.add_relocation(root_, offsetof(LinkedModule, image), machine_.address, image_symbol_, 0);
    elf_.add_relocation(root_, offsetof(LinkedModule, description), machine_.address, description_symbol_, 0);
    return elf_.finish();
  }

 private:
  // Up to the last import slot.
  [[nodiscard]] std::vector<uint8_t> image() const {
    const uint64_t slots = view_.import_slots.size();
    std::vector<uint8_t> image(slots != 0 ? layout_.import_slots() + slots * 8
                                          : layout_.read_only() + view_.read_only_data.size());
    std::copy(view_.code.begin(), view_.code.end(), image.begin());
    std::copy(view_.read_only_data.begin(), view_.read_only_data.end(),
              image.begin() + static_cast<ptrdiff_t>(layout_.read_only()));
    return image;
  }

  [[nodiscard]] std::vector<uint8_t> root() const {
    const LinkedModule module = {nullptr, view_.code.size(), view_.read_only_data.size(), nullptr, description_size_};
    const auto* begin = reinterpret_cast<const uint8_t*>(&module);
    return {begin, begin + sizeof(module)};
  }

  // Functions and thunks by their names, for debuggers and profilers; what lies behind the code is data.
  void add_local_symbols() {
    image_symbol_ = elf_.add_symbol("", STB_LOCAL, STT_SECTION, image_, 0, 0);
    description_symbol_ = elf_.add_symbol("", STB_LOCAL, STT_SECTION, description_, 0, 0);
    const CodeMap map(view_);
    for (const CodeSymbol& symbol : map.symbols())
      elf_.add_symbol(symbol.name, STB_LOCAL, STT_FUNC, image_, symbol.offset, symbol.length);
    elf_.add_symbol("wasm read-only data", STB_LOCAL, STT_OBJECT, image_, layout_.read_only(),
                    view_.read_only_data.size());
    if (!view_.import_slots.empty())
      elf_.add_symbol("wasm import slots", STB_LOCAL, STT_OBJECT, image_, layout_.import_slots(),
                      view_.import_slots.size() * 8);
  }

  void add_exports(const std::string& symbol) {
    const size_t imported = view_.functions.empty() ? 0 : imported_functions();
    for (const ExportRecord& exported : view_.exports) {
      if (exported.kind != static_cast<uint32_t>(ExternalKind::function) || exported.index < imported) continue;
      const FunctionRecord& function = view_.functions[exported.index - imported];
      const auto name = escape(view_.strings.subspan(exported.name.offset, exported.name.length));
      elf_.add_symbol(symbol + "." + name, STB_GLOBAL, STT_FUNC, image_, function.code_offset, function.code_length);
    }
  }

  [[nodiscard]] size_t imported_functions() const {
    size_t count = 0;
    for (const ImportRecord& import : view_.imports)
      if (import.kind == static_cast<uint32_t>(ExternalKind::function)) ++count;
    return count;
  }

  void add_import_slots() {
    uint64_t slot = layout_.import_slots();
    for (const ImportSlotRecord& record : view_.import_slots) {
      const uint32_t symbol = elf_.add_symbol(library_name(record.library), STB_GLOBAL, STT_NOTYPE, SHN_UNDEF, 0, 0);
      elf_.add_relocation(image_, slot, machine_.address, symbol, 0);
      slot += 8;
    }
  }

  const ArtifactView& view_;
  Machine machine_;
  CodeImageLayout layout_;
  uint64_t description_size_;
  ElfFile elf_;
  uint16_t image_;
  uint16_t description_;
  uint16_t root_;
  uint32_t image_symbol_ = 0;
  uint32_t description_symbol_ = 0;
};

ArtifactView view_of(const Artifact& artifact) {
  ArtifactView view;
  view.header = artifact.header;
#define SECTION(id, name, element, text) view.name = artifact.name;
#include "format/sections.def"
#undef SECTION
  return view;
}

}  // namespace

Result<std::vector<uint8_t>> make_object(const Artifact& artifact, const std::string& symbol) {
  const ArtifactView view = view_of(artifact);
  ArtifactView description = view;
  description.code = {};
  description.read_only_data = {};
  TRY_ASSIGN(std::vector<uint8_t> bytes, write_artifact(description, {.zstd_level = 0}));
  return Object(artifact, view, std::move(bytes)).run(symbol);
}

}  // namespace wasmc
