#include "loader/module.h"

#include <algorithm>

#include "loader/function_types.h"

namespace wasmc {

namespace {

constexpr bool is_set(uint32_t flags, uint32_t flag) { return (flags & flag) != 0; }

// The records of tables and of memories name their limits alike.
template <typename Record>
Limits limits_of(const Record& record) {
  return {.min = record.min,
          .max = record.max,
          .has_max = is_set(record.flags, limits_has_max),
          .is_64 = is_set(record.flags, limits_is_64)};
}

bool contains(const FunctionRecord& function, uint32_t code_offset) {
  return code_offset - function.code_offset < function.code_length;
}

}  // namespace

LoadedModule::LoadedModule(ArtifactSource source, LoadedArtifact artifact, CodeImage code)
    : source_(std::move(source)),
      artifact_(std::move(artifact)),
      image_(std::move(code)),
      registration_(image_.code(), image_.code_size(), this) {
  intern_types();
  list_imported_functions();
}

// A type may refer to itself and those before it: load_module() has seen to that.
void LoadedModule::intern_types() {
  for (const TypeRecord& record : view().types) {
    const uint32_t id = intern_function_type(canonical_type(record));
    type_ids_.push_back(id);
    if (record.entry_thunk != none_index) entry_thunks_.push_back({id, image_.code() + record.entry_thunk});
  }
  std::sort(entry_thunks_.begin(), entry_thunks_.end(),
            [](const EntryThunk& a, const EntryThunk& b) { return a.type_id < b.type_id; });
}

ValueType LoadedModule::canonical(uint32_t bits) const {
  const ValueType type = ValueType::from_bits(bits);
  if (!type.is_reference() || static_cast<int32_t>(type.heap_type()) < 0) return type;
  const auto index = static_cast<uint32_t>(type.heap_type());
  const bool is_known = index < type_ids_.size();  // else it is the type that is about to be
  return ValueType::reference(is_known ? static_cast<HeapType>(type_ids_[index]) : own_type, type.is_nullable());
}

FunctionType LoadedModule::canonical_type(const TypeRecord& record) const {
  const std::span<const ule32> types = view().value_types.subspan(record.first_value_type);
  FunctionType type;
  for (uint32_t i = 0; i < record.params; ++i) type.params.push_back(canonical(types[i]));
  for (uint32_t i = 0; i < record.results; ++i) type.results.push_back(canonical(types[record.params + i]));
  return type;
}

void LoadedModule::list_imported_functions() {
  for (const ImportRecord& import : view().imports) {
    if (import.kind == static_cast<uint32_t>(ExternalKind::function)) imported_function_types_.push_back(import.index);
  }
}

std::string_view LoadedModule::string(const Range32& range) const {
  return {reinterpret_cast<const char*>(view().strings.data()) + range.offset, range.length};
}

std::span<const uint8_t> LoadedModule::const_expr(const Range32& range) const {
  return view().const_exprs.subspan(range.offset, range.length);
}

TableType LoadedModule::table_type(uint32_t index) const {
  const TableRecord& record = view().tables[index];
  return {canonical(record.element), limits_of(record)};
}

MemoryType LoadedModule::memory_type(uint32_t index) const {
  const MemoryRecord& record = view().memories[index];
  return {limits_of(record), is_set(record.flags, limits_shared), static_cast<uint8_t>(record.page_size_log2)};
}

GlobalType LoadedModule::global_type(uint32_t index) const {
  const GlobalRecord& record = view().globals[index];
  return {canonical(record.type), record.is_mutable != 0};
}

uint32_t LoadedModule::function_type_index(uint32_t function) const {
  if (function < imported_functions()) return imported_function_types_[function];
  return view().functions[function - imported_functions()].type;
}

const void* LoadedModule::function_code(uint32_t function) const {
  const FunctionRecord& record = view().functions[function - imported_functions()];
  return record.entry == none_index ? nullptr : image_.code() + record.entry;
}

const void* LoadedModule::function_tail_code(uint32_t function) const {
  const FunctionRecord& record = view().functions[function - imported_functions()];
  return record.entry == record.code_offset ? nullptr : image_.code() + record.code_offset;
}

std::optional<uint32_t> LoadedModule::funcref_slot(uint32_t function) const {
  const auto& escaping = view().escaping_functions;
  const auto found = std::lower_bound(escaping.begin(), escaping.end(), function);
  if (found == escaping.end() || *found != function) return std::nullopt;
  return static_cast<uint32_t>(found - escaping.begin());
}

std::string_view LoadedModule::function_name(uint32_t function) const {
  const auto& names = view().function_names;
  const auto named = std::lower_bound(names.begin(), names.end(), function,
                                      [](const FunctionNameRecord& a, uint32_t b) { return a.function < b; });
  if (named != names.end() && named->function == function) return string(named->name);
  for (const ExportRecord& record : view().exports) {
    if (record.kind == static_cast<uint32_t>(ExternalKind::function) && record.index == function)
      return string(record.name);
  }
  return {};
}

std::optional<uint32_t> LoadedModule::function_at_code(uint32_t code_offset) const {
  const auto& functions = view().functions;
  for (uint32_t i = 0; i < functions.size(); ++i) {
    if (contains(functions[i], code_offset)) return imported_functions() + i;
  }
  return std::nullopt;
}

// Bodies stand in the source in the order of the functions.
std::optional<uint32_t> LoadedModule::function_at_wasm(uint32_t wasm_offset) const {
  const auto& functions = view().functions;
  const auto after = std::upper_bound(functions.begin(), functions.end(), wasm_offset,
                                      [](uint32_t a, const FunctionRecord& b) { return a < b.wasm_offset; });
  if (after == functions.begin()) return std::nullopt;
  return imported_functions() + static_cast<uint32_t>(after - functions.begin()) - 1;
}

const void* LoadedModule::entry_thunk(uint64_t type_id) const {
  const auto found = std::lower_bound(entry_thunks_.begin(), entry_thunks_.end(), type_id,
                                      [](const EntryThunk& a, uint64_t b) { return a.type_id < b; });
  return found != entry_thunks_.end() && found->type_id == type_id ? found->code : nullptr;
}

const void* LoadedModule::host_thunk(uint32_t type_index) const {
  const uint32_t offset = view().types[type_index].host_thunk;
  return offset == none_index ? nullptr : image_.code() + offset;
}

const ExportRecord* LoadedModule::find_export(std::string_view name) const {
  for (const ExportRecord& record : view().exports) {
    if (string(record.name) == name) return &record;
  }
  return nullptr;
}

}  // namespace wasmc
