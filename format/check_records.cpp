#include "format/check_records.h"

#include <algorithm>

#include "format/base/utf8.h"
#include "format/types.h"

namespace wasmc {

namespace {

using Failure = const char*;  // what is wrong, or nullptr

// What the checks of single records need of the whole.
struct Context {
  const ArtifactView& view;
  uint64_t imported_functions = 0;
  uint64_t imported_tables = 0;
  uint64_t imported_memories = 0;
  uint64_t imported_globals = 0;
  uint64_t imported_tags = 0;

  [[nodiscard]] uint64_t functions() const { return imported_functions + view.functions.size(); }
};

bool inside(const Range32& range, uint64_t size) { return uint64_t{range.offset} + range.length <= size; }
bool is_empty(const Range32& range) { return range.length == 0; }

// Of a reference type; the lowest abstract heap type is exn.
bool is_heap_type(HeapType heap, uint64_t types) {
  if (static_cast<int32_t>(heap) >= 0) return static_cast<uint64_t>(heap) < types;
  return heap >= HeapType::exn && heap <= HeapType::noexn;
}

bool is_value_type(uint32_t bits, uint64_t types) {
  const ValueType type = ValueType::from_bits(bits);
  if (type.is_reference()) return is_heap_type(type.heap_type(), types);
  return type.is_number() || type.is_vector();
}

bool is_reference_type(uint32_t bits, uint64_t types) {
  return ValueType::from_bits(bits).is_reference() && is_value_type(bits, types);
}

bool is_code_or_none(uint32_t offset, const ArtifactView& view) {
  return offset == none_index || offset < view.code.size();
}

bool has_reference(uint32_t function, const ArtifactView& view) {
  const auto& escaping = view.escaping_functions;
  return std::binary_search(escaping.begin(), escaping.end(), function);
}

Failure check(const FunctionRecord& function, const Context& context, uint64_t) {
  const ArtifactView& view = context.view;
  if (function.type >= view.types.size()) return "type index out of range";
  if (function.code_length == 0 || uint64_t{function.code_offset} + function.code_length > view.code.size())
    return "code out of range";
  return is_code_or_none(function.entry, view) ? nullptr : "entry out of range";
}

bool can_be_entered(uint32_t function, const Context& context) {
  return function < context.imported_functions ||
         context.view.functions[function - context.imported_functions].entry != none_index;
}

Failure check_escaping(ule32 function, const Context& context, uint64_t index) {
  if (function >= context.functions()) return "function index out of range";
  if (index > 0 && function <= context.view.escaping_functions[index - 1]) return "out of order";
  return can_be_entered(function, context) ? nullptr : "function without an entry";
}

// Types take the value types one after the other, as segments their items (below).
Failure check_type(const TypeRecord& type, const Context& context, uint64_t& next_value_type) {
  const ArtifactView& view = context.view;
  const uint64_t length = uint64_t{type.params} + type.results;
  if (type.first_value_type != next_value_type || length > view.value_types.size() - next_value_type)
    return "value types out of range";
  next_value_type += length;
  if (!is_code_or_none(type.entry_thunk, view) || !is_code_or_none(type.host_thunk, view)) return "thunk out of range";
  return nullptr;
}

Failure check_value_type(ule32 type, const Context& context, uint64_t) {
  return is_value_type(type, context.view.types.size()) ? nullptr : "unknown value type";
}

// Counts the import: in each index space imports stand first, in order.
Failure check_import(const ImportRecord& import, Context& context) {
  const ArtifactView& view = context.view;
  if (!inside(import.module, view.strings.size()) || !inside(import.name, view.strings.size()))
    return "name out of range";
  const char* wrong_index = "index out of order";
  switch (import.kind) {
    case static_cast<uint32_t>(ExternalKind::function):
      ++context.imported_functions;
      return import.index < view.types.size() ? nullptr : "type index out of range";
    case static_cast<uint32_t>(ExternalKind::table):
      return import.index == context.imported_tables++ ? nullptr : wrong_index;
    case static_cast<uint32_t>(ExternalKind::memory):
      return import.index == context.imported_memories++ ? nullptr : wrong_index;
    case static_cast<uint32_t>(ExternalKind::global):
      return import.index == context.imported_globals++ ? nullptr : wrong_index;
    case static_cast<uint32_t>(ExternalKind::tag):
      return import.index == context.imported_tags++ ? nullptr : wrong_index;
    default: return "unknown kind";
  }
}

Failure check(const ExportRecord& record, const Context& context, uint64_t) {
  const ArtifactView& view = context.view;
  if (!inside(record.name, view.strings.size())) return "name out of range";
  const char* out_of_range = "index out of range";
  switch (record.kind) {
    case static_cast<uint32_t>(ExternalKind::function):
      if (record.index >= context.functions()) return out_of_range;
      return has_reference(record.index, view) ? nullptr : "function is not among the escaping ones";
    case static_cast<uint32_t>(ExternalKind::table): return record.index < view.tables.size() ? nullptr : out_of_range;
    case static_cast<uint32_t>(ExternalKind::memory):
      return record.index < view.memories.size() ? nullptr : out_of_range;
    case static_cast<uint32_t>(ExternalKind::global):
      return record.index < view.globals.size() ? nullptr : out_of_range;
    case static_cast<uint32_t>(ExternalKind::tag): return record.index < view.tags.size() ? nullptr : out_of_range;
    default: return "unknown kind";
  }
}

// `most` is what the specification allows (sections 3.2.15 to 3.2.17).
Failure check_limits(uint32_t flags, uint64_t min, uint64_t max, uint64_t most) {
  constexpr uint32_t known = limits_has_max | limits_is_64 | limits_shared | limits_imported;
  if ((flags & ~known) != 0) return "unknown flags";
  if (min > most) return "minimum too large";
  if ((flags & limits_has_max) == 0) return max == 0 ? nullptr : "maximum without its flag";
  if (max > most) return "maximum too large";
  return min <= max ? nullptr : "minimum larger than maximum";
}

Failure check(const TableRecord& table, const Context& context, uint64_t index) {
  const ArtifactView& view = context.view;
  if (!is_reference_type(table.element, view.types.size())) return "element type is not a reference type";
  const bool is_64 = (table.flags & limits_is_64) != 0;
  if (Failure failure = check_limits(table.flags, table.min, table.max, is_64 ? UINT64_MAX : UINT32_MAX))
    return failure;
  if ((table.flags & limits_shared) != 0) return "shared table";
  const bool imported = (table.flags & limits_imported) != 0;
  if (imported != (index < context.imported_tables)) return "disagrees with the imports";
  if (!inside(table.init, view.const_exprs.size())) return "initial value out of range";
  return imported && !is_empty(table.init) ? "initial value of an import" : nullptr;
}

// Of 2^64 bytes; that many pages of one byte can't be written down.
uint64_t most_pages_64(uint32_t page_size_log2) {
  return page_size_log2 == 0 ? UINT64_MAX : uint64_t{1} << (64 - page_size_log2);
}

Failure check(const MemoryRecord& memory, const Context& context, uint64_t index) {
  if (memory.page_size_log2 != 0 && memory.page_size_log2 != 16) return "unsupported page size";
  const bool is_64 = (memory.flags & limits_is_64) != 0;
  const uint64_t most = is_64 ? most_pages_64(memory.page_size_log2) : uint64_t{1} << (32 - memory.page_size_log2);
  if (Failure failure = check_limits(memory.flags, memory.min, memory.max, most)) return failure;
  if ((memory.flags & limits_shared) != 0 && (memory.flags & limits_has_max) == 0) return "shared without a maximum";
  const bool imported = (memory.flags & limits_imported) != 0;
  return imported == (index < context.imported_memories) ? nullptr : "disagrees with the imports";
}

Failure check(const GlobalRecord& global, const Context& context, uint64_t index) {
  const ArtifactView& view = context.view;
  if (!is_value_type(global.type, view.types.size())) return "unknown value type";
  if (global.is_mutable > 1 || global.imported > 1) return "unknown flags";
  const bool imported = global.imported == 1;
  if (imported != (index < context.imported_globals)) return "disagrees with the imports";
  if (!inside(global.init, view.const_exprs.size())) return "initial value out of range";
  return imported == is_empty(global.init) ? nullptr : "initial value missing, or of an import";
}

Failure check(const TagRecord& tag, const Context& context, uint64_t index) {
  const ArtifactView& view = context.view;
  if (tag.type >= view.types.size()) return "type index out of range";
  if (view.types[tag.type].results != 0) return "type has results";
  if (tag.imported > 1) return "unknown flags";
  return (tag.imported == 1) == (index < context.imported_tags) ? nullptr : "disagrees with the imports";
}

// An active segment has an offset, the others have none.
bool is_offset(const Range32& offset, bool active, const ArtifactView& view) {
  return active == !is_empty(offset) && inside(offset, view.const_exprs.size());
}

Failure check_function_item(uint32_t function, const Context& context) {
  if (function == none_index) return nullptr;
  if (function >= context.functions()) return "function index out of range";
  return has_reference(function, context.view) ? nullptr : "function is not among the escaping ones";
}

Failure check_items(std::span<const ule32> items, bool expressions, const Context& context) {
  if (!expressions) {
    for (uint32_t item : items) {
      if (Failure failure = check_function_item(item, context)) return failure;
    }
    return nullptr;
  }
  for (size_t i = 0; i < items.size(); i += 2) {
    if (items[i + 1] == 0 || !inside({items[i], items[i + 1]}, context.view.const_exprs.size()))
      return "element expression out of range";
  }
  return nullptr;
}

// Segments take the items one after the other: were they free to overlap, a small file could ask for much work and
// memory.
Failure check_segment(const ElementSegmentRecord& segment, const Context& context, uint64_t& next_item) {
  const ArtifactView& view = context.view;
  if (segment.mode > 2) return "unknown mode";
  const bool active = segment.mode == 0;
  if (active && segment.table >= view.tables.size()) return "table index out of range";
  if (!is_offset(segment.offset, active, view))
    return "offset missing, out of range or of a segment that is not active";
  if (!is_reference_type(segment.type, view.types.size())) return "type is not a reference type";
  if (segment.has_expressions > 1) return "unknown form of elements";
  const uint64_t length = uint64_t{segment.count} * (segment.has_expressions + uint64_t{1});
  if (segment.first_item != next_item || length > view.element_items.size() - next_item) return "elements out of range";
  next_item += length;
  return check_items(view.element_items.subspan(segment.first_item, length), segment.has_expressions == 1, context);
}

Failure check(const DataSegmentRecord& segment, const Context& context, uint64_t) {
  const ArtifactView& view = context.view;
  if (segment.mode > 1) return "unknown mode";
  const bool active = segment.mode == 0;
  if (active && segment.memory >= view.memories.size()) return "memory index out of range";
  if (!is_offset(segment.offset, active, view))
    return "offset missing, out of range or of a segment that is not active";
  return inside(segment.bytes, view.data.size()) ? nullptr : "bytes out of range";
}

Failure check(const FunctionNameRecord& record, const Context& context, uint64_t index) {
  if (record.function >= context.functions()) return "function index out of range";
  if (index > 0 && record.function <= context.view.function_names[index - 1].function) return "out of order";
  return inside(record.name, context.view.strings.size()) ? nullptr : "name out of range";
}

template <typename T, typename Check>
std::optional<RecordError> check_each(SectionId section, std::span<const T> records, Check check_one) {
  for (uint64_t i = 0; i < records.size(); ++i) {
    if (Failure failure = check_one(records[i], i)) return RecordError{section, i, failure};
  }
  return std::nullopt;
}

std::optional<RecordError> check_imports(Context& context) {
  const ArtifactView& view = context.view;
  auto wrong = check_each(SectionId::imports, view.imports,
                          [&](const ImportRecord& import, uint64_t) { return check_import(import, context); });
  if (wrong) return wrong;
  if (context.imported_tables > view.tables.size() || context.imported_memories > view.memories.size() ||
      context.imported_globals > view.globals.size() || context.imported_tags > view.tags.size())
    return RecordError{SectionId::imports, view.imports.size(), "more imports than records"};
  return std::nullopt;
}

std::optional<RecordError> check_types(const Context& context) {
  const ArtifactView& view = context.view;
  uint64_t next = 0;
  auto wrong = check_each(SectionId::types, view.types,
                          [&](const TypeRecord& type, uint64_t) { return check_type(type, context, next); });
  if (wrong || next == view.value_types.size()) return wrong;
  return RecordError{SectionId::value_types, next, "belongs to no type"};
}

// Names don't overlap: whoever copies them all needs no more memory than they have in the artifact.
std::optional<RecordError> check_name_lengths(const ArtifactView& view) {
  uint64_t total = 0;
  for (const ImportRecord& import : view.imports) total += uint64_t{import.module.length} + import.name.length;
  for (const ExportRecord& record : view.exports) total += record.name.length;
  for (const FunctionNameRecord& record : view.function_names) total += record.name.length;
  if (total <= view.strings.size()) return std::nullopt;
  return RecordError{SectionId::strings, 0, "names overlap"};
}

// As the specification has them (section 5.2.4). They lie in the strings and don't overlap.
std::optional<RecordError> check_names(const ArtifactView& view) {
  const char* wrong = "name is not UTF-8";
  const auto is_name = [&](const Range32& range) { return is_utf8(view.strings.subspan(range.offset, range.length)); };
  const auto is_named = [&](const auto& record, uint64_t) { return is_name(record.name) ? nullptr : wrong; };
  const auto is_import = [&](const ImportRecord& import, uint64_t) {
    return is_name(import.module) && is_name(import.name) ? nullptr : wrong;
  };
  if (auto found = check_each(SectionId::imports, view.imports, is_import)) return found;
  if (auto found = check_each(SectionId::exports, view.exports, is_named)) return found;
  return check_each(SectionId::function_names, view.function_names, is_named);
}

std::optional<RecordError> check_element_segments(const Context& context) {
  const ArtifactView& view = context.view;
  uint64_t next_item = 0;
  auto wrong = check_each(
      SectionId::element_segments, view.element_segments,
      [&](const ElementSegmentRecord& segment, uint64_t) { return check_segment(segment, context, next_item); });
  if (wrong || next_item == view.element_items.size()) return wrong;
  return RecordError{SectionId::element_items, next_item, "belongs to no segment"};
}

uint32_t type_of(uint32_t function, const Context& context) {
  if (function >= context.imported_functions) return context.view.functions[function - context.imported_functions].type;
  for (const ImportRecord& import : context.view.imports) {
    if (import.kind == static_cast<uint32_t>(ExternalKind::function) && function-- == 0) return import.index;
  }
  return none_index;
}

std::optional<RecordError> check_start(const Context& context) {
  const uint32_t start = context.view.header.start_function;
  if (start == none_index) return std::nullopt;
  if (start >= context.functions()) return RecordError{SectionId::functions, start, "start function out of range"};
  if (!can_be_entered(start, context))
    return RecordError{SectionId::functions, start, "start function without an entry"};
  const TypeRecord& type = context.view.types[type_of(start, context)];
  if (type.params == 0 && type.results == 0) return std::nullopt;
  return RecordError{SectionId::functions, start, "start function has parameters or results"};
}

}  // namespace

std::optional<RecordError> check_records(const ArtifactView& view) {
  Context context{.view = view};
  if (auto wrong = check_imports(context)) return wrong;
  // The context is complete.
  const auto check_record = [&](const auto& record, uint64_t index) { return check(record, context, index); };
  const auto value_type = [&](ule32 type, uint64_t index) { return check_value_type(type, context, index); };
  const auto escaping = [&](ule32 function, uint64_t index) { return check_escaping(function, context, index); };
  if (auto wrong = check_each(SectionId::value_types, view.value_types, value_type)) return wrong;
  if (auto wrong = check_types(context)) return wrong;
  if (auto wrong = check_each(SectionId::functions, view.functions, check_record)) return wrong;
  if (auto wrong = check_start(context)) return wrong;
  if (auto wrong = check_each(SectionId::escaping_functions, view.escaping_functions, escaping)) return wrong;
  // Function references can be looked up.
  if (auto wrong = check_each(SectionId::exports, view.exports, check_record)) return wrong;
  if (auto wrong = check_each(SectionId::tables, view.tables, check_record)) return wrong;
  if (auto wrong = check_each(SectionId::memories, view.memories, check_record)) return wrong;
  if (auto wrong = check_each(SectionId::globals, view.globals, check_record)) return wrong;
  if (auto wrong = check_each(SectionId::tags, view.tags, check_record)) return wrong;
  if (auto wrong = check_element_segments(context)) return wrong;
  if (auto wrong = check_each(SectionId::data_segments, view.data_segments, check_record)) return wrong;
  if (auto wrong = check_each(SectionId::function_names, view.function_names, check_record)) return wrong;
  if (auto wrong = check_name_lengths(view)) return wrong;
  return check_names(view);
}

}  // namespace wasmc
