// A loaded artifact: its description, and its code in memory. Immutable; usable from any thread. Instances are made of
// it in a Store.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "format/read.h"
#include "format/types.h"
#include "loader/artifact_source.h"
#include "loader/code_image.h"
#include "loader/code_registry.h"

namespace wasmc {

class LoadedModule {
 public:
  LoadedModule(ArtifactSource source, LoadedArtifact artifact, CodeImage code);

  [[nodiscard]] const ArtifactView& view() const { return artifact_.view(); }
  // Of a range that the view holds.
  [[nodiscard]] std::string_view string(const Range32& range) const;
  [[nodiscard]] std::span<const uint8_t> const_expr(const Range32& range) const;

  // Types, with references to defined types in the process's ids (function_types.h).
  [[nodiscard]] uint32_t type_id(uint32_t type_index) const { return type_ids_[type_index]; }
  [[nodiscard]] TableType table_type(uint32_t index) const;
  [[nodiscard]] MemoryType memory_type(uint32_t index) const;
  [[nodiscard]] GlobalType global_type(uint32_t index) const;
  // The id of a tag's function type.
  [[nodiscard]] uint32_t tag_type_id(uint32_t index) const { return type_id(view().tags[index].type); }

  // Functions, by their index in the module, imports first.
  [[nodiscard]] uint32_t imported_functions() const { return static_cast<uint32_t>(imported_function_types_.size()); }
  [[nodiscard]] uint32_t function_type_index(uint32_t function) const;
  // Of a function that is not imported: where ordinary calls enter it, null if they can't; and where tail calls do,
  // null if it makes none itself.
  [[nodiscard]] const void* function_code(uint32_t function) const;
  [[nodiscard]] const void* function_tail_code(uint32_t function) const;
  // The function's place among those that have a FuncRef.
  [[nodiscard]] std::optional<uint32_t> funcref_slot(uint32_t function) const;
  // Its name in the source module, or one under which it is exported; empty if it has none.
  [[nodiscard]] std::string_view function_name(uint32_t function) const;
  // The one in whose machine code an offset lies.
  [[nodiscard]] std::optional<uint32_t> function_at_code(uint32_t code_offset) const;
  // The one in whose body an offset in the source module lies: not the same where code was inlined.
  [[nodiscard]] std::optional<uint32_t> function_at_wasm(uint32_t wasm_offset) const;

  // The thunk through which the host enters functions of the type, or null if the module has none.
  [[nodiscard]] const void* entry_thunk(uint64_t type_id) const;
  // The thunk through which compiled code leaves to host functions of the type, or null if the module has none.
  [[nodiscard]] const void* host_thunk(uint32_t type_index) const;

  // Code: the offset of an address in it.
  [[nodiscard]] uint32_t code_offset(uintptr_t address) const {
    return static_cast<uint32_t>(address - reinterpret_cast<uintptr_t>(image_.code()));
  }

  [[nodiscard]] const ExportRecord* find_export(std::string_view name) const;

 private:
  struct EntryThunk {
    uint64_t type_id;
    const void* code;
  };

  void intern_types();
  [[nodiscard]] ValueType canonical(uint32_t bits) const;
  [[nodiscard]] FunctionType canonical_type(const TypeRecord& record) const;
  void list_imported_functions();

  ArtifactSource source_;
  LoadedArtifact artifact_;
  CodeImage image_;
  std::vector<uint32_t> type_ids_;
  std::vector<EntryThunk> entry_thunks_;  // by type id
  std::vector<uint32_t> imported_function_types_;
  CodeRegistration registration_;
};

}  // namespace wasmc
