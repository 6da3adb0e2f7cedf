#include "compiler/binary/decode_sections.h"

#include <algorithm>
#include <string>
#include <variant>

#include "compiler/binary/decode_function.h"
#include "compiler/binary/read_definitions.h"
#include "compiler/binary/read_types.h"
#include "compiler/module/canonical_types.h"
#include "compiler/module/feature.h"
#include "compiler/module/limits.h"
#include "compiler/module/visitor.h"

namespace wasmc {
namespace {

// A count comes from outside: no more is reserved than the bytes that are left can hold.
template <class T>
void reserve(std::vector<T>& items, uint32_t count, const ByteReader& reader, size_t bytes_each) {
  items.reserve(items.size() + std::min<size_t>(count, reader.remaining() / bytes_each));
}

Result<Function> read_function(ByteReader& reader) {
  Function function;
  function.offset = reader.offset();
  TRY_ASSIGN(function.type_index, reader.u32("type index"));
  return function;
}

Result<Table> read_table(ByteReader& reader, const FeatureSet& features) {
  Table table;
  table.offset = reader.offset();
  TRY_ASSIGN(table.type, read_table_type(reader, features));
  return table;
}

Result<Memory> read_memory(ByteReader& reader, const FeatureSet& features) {
  Memory memory;
  memory.offset = reader.offset();
  TRY_ASSIGN(memory.type, read_memory_type(reader, features));
  return memory;
}

Result<Global> read_global(ByteReader& reader, const FeatureSet& features) {
  Global global;
  global.offset = reader.offset();
  TRY_ASSIGN(global.type, read_global_type(reader, features));
  return global;
}

Result<Global> read_imported_global(ByteReader& reader, const FeatureSet& features) {
  TRY_ASSIGN(const Global global, read_global(reader, features));
  if (global.type.is_mutable) TRY(features.require(Feature::mutable_globals, global.offset));
  return global;
}

// Both kinds of exception handling have tags.
Status require_tags(const FeatureSet& features, uint64_t offset) {
  if (features.declares(Feature::exceptions) || features.declares(Feature::legacy_exceptions)) return {};
  return features.refusal(Feature::exceptions, offset);
}

Result<Tag> read_tag(ByteReader& reader, const FeatureSet& features) {
  constexpr uint8_t exception_attribute = 0;
  Tag tag;
  tag.offset = reader.offset();
  TRY(require_tags(features, tag.offset));
  TRY_ASSIGN(const uint8_t attribute, reader.byte("tag"));
  if (attribute != exception_attribute) return malformed_code("malformed tag attribute", attribute, tag.offset);
  TRY_ASSIGN(tag.type_index, reader.u32("type index"));
  return tag;
}

// What is imported, as it is in its index space.
using ImportedItem = std::variant<Function, Table, Memory, Global, Tag>;

template <class T>
Result<ImportedItem> imported(Result<T> item) {
  if (!item) return std::move(item.error());
  item->imported = true;
  return ImportedItem(std::move(*item));
}

Result<ImportedItem> read_imported_item(ByteReader& reader, const FeatureSet& features) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t kind, reader.byte("import kind"));
  switch (static_cast<ExternalKind>(kind)) {
    case ExternalKind::function: return imported(read_function(reader));
    case ExternalKind::table: return imported(read_table(reader, features));
    case ExternalKind::memory: return imported(read_memory(reader, features));
    case ExternalKind::global: return imported(read_imported_global(reader, features));
    case ExternalKind::tag: return imported(read_tag(reader, features));
  }
  constexpr uint8_t exact_function = 0x20;
  if (kind == exact_function) return FeatureSet().refusal(Feature::custom_descriptors, start);
  return Error{"malformed import kind: " + std::to_string(kind), start};
}

// Puts an imported item into its index space, and says where it is there.
class ItemImporter {
 public:
  ItemImporter(Module& module, Import& import) : module_(module), import_(import) {}

  void operator()(const Function& item) {
    add(ExternalKind::function, item, module_.functions, module_.imported_functions);
  }
  void operator()(const Table& item) { add(ExternalKind::table, item, module_.tables, module_.imported_tables); }
  void operator()(const Memory& item) { add(ExternalKind::memory, item, module_.memories, module_.imported_memories); }
  void operator()(const Global& item) { add(ExternalKind::global, item, module_.globals, module_.imported_globals); }
  void operator()(const Tag& item) { add(ExternalKind::tag, item, module_.tags, module_.imported_tags); }

 private:
  template <class T>
  void add(ExternalKind kind, const T& item, std::vector<T>& space, uint32_t& count) {
    import_.kind = kind;
    import_.index = count++;
    space.push_back(item);
  }

  Module& module_;
  Import& import_;
};

Status add_import(Module& module, Import import, const ImportedItem& item) {
  if (module.imports.size() == limits::imports) {
    return Error{"too many imports: more than " + std::to_string(limits::imports), import.offset};
  }
  std::visit(ItemImporter(module, import), item);
  module.imports.push_back(import);
  return {};
}

// Where one import has its kind, a list of imports from its module has one of these, if its name is empty.
constexpr uint8_t named_items = 0x7f;        // each with a name and a type
constexpr uint8_t items_of_one_type = 0x7e;  // which comes first, each with a name

Status read_named_items(ByteReader& reader, Module& module, Import import) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::imports, "imports"));
  for (uint32_t i = 0; i < count; ++i) {
    import.offset = reader.offset();
    TRY_ASSIGN(import.name, reader.name("import's name"));
    TRY_ASSIGN(const ImportedItem item, read_imported_item(reader, module.features));
    TRY(add_import(module, import, item));
  }
  return {};
}

Status read_items_of_one_type(ByteReader& reader, Module& module, Import import) {
  TRY_ASSIGN(const ImportedItem item, read_imported_item(reader, module.features));
  TRY_ASSIGN(const uint32_t count, reader.count(limits::imports, "imports"));
  for (uint32_t i = 0; i < count; ++i) {
    import.offset = reader.offset();
    TRY_ASSIGN(import.name, reader.name("import's name"));
    TRY(add_import(module, import, item));
  }
  return {};
}

// One import, or several of one module.
Status read_imports(ByteReader& reader, Module& module) {
  Import import{};
  import.offset = reader.offset();
  TRY_ASSIGN(import.module, reader.name("import's module name"));
  TRY_ASSIGN(import.name, reader.name("import's name"));
  const uint64_t kind_offset = reader.offset();
  TRY_ASSIGN(const uint8_t kind, reader.byte("import kind"));
  if (import.name.empty() && (kind == named_items || kind == items_of_one_type)) {
    TRY(module.features.require(Feature::compact_imports, kind_offset));
    return kind == named_items ? read_named_items(reader, module, import)
                               : read_items_of_one_type(reader, module, import);
  }
  reader.unread_byte();
  TRY_ASSIGN(const ImportedItem item, read_imported_item(reader, module.features));
  return add_import(module, import, item);
}

// A table with its initial value has an encoding of its own (section 5.5.7).
constexpr uint8_t initialised_table = 0x40;

Result<Table> read_defined_table(ByteReader& reader, Module& module) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint8_t first, reader.byte("table"));
  if (first != initialised_table) {
    reader.unread_byte();
    return read_table(reader, module.features);
  }
  TRY(module.features.require(Feature::function_references, start));
  const uint64_t reserved_offset = reader.offset();
  TRY_ASSIGN(const uint8_t reserved, reader.byte("table"));
  if (reserved != 0) return Error{"malformed table: zero byte expected", reserved_offset};
  TRY_ASSIGN(Table table, read_table(reader, module.features));
  table.offset = start;
  TRY_ASSIGN(table.init, decode_const_expr(reader, module));
  return table;
}

class EscapeMarker : public PartialVisitor<EscapeMarker> {
 public:
  explicit EscapeMarker(Module& module) : module_(module) {}
  void other(Opcode) {}
  void ref_func(const FunctionIndex& function) { mark_escaping(module_, function.index); }

 private:
  Module& module_;
};

}  // namespace

void mark_escaping(Module& module, uint32_t function) {
  if (function < module.functions.size()) module.functions[function].escapes = true;
}

Result<ConstExpr> decode_const_expr(ByteReader& reader, Module& module) {
  const uint64_t start = reader.offset();
  EscapeMarker marker(module);
  TRY(decode_instructions(reader, module.features, marker));
  return reader.range_from(start);
}

Status decode_type_section(ByteReader& reader, Module& module) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::types, "types"));
  reserve(module.types, count, reader, 3);
  CanonicalTypes canonical(module.types);
  for (uint32_t i = 0; i < count; ++i) {
    const auto start = static_cast<uint32_t>(module.types.size());
    TRY(read_type_group(reader, module));
    if (start < module.types.size()) canonical.add_group(start);
  }
  module.hierarchy = TypeHierarchy(module.types);
  return {};
}

Status decode_import_section(ByteReader& reader, Module& module) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::imports, "imports"));
  reserve(module.imports, count, reader, 4);
  for (uint32_t i = 0; i < count; ++i) TRY(read_imports(reader, module));
  return {};
}

Status decode_function_section(ByteReader& reader, Module& module) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::functions, "functions"));
  reserve(module.functions, count, reader, 1);
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const Function function, read_function(reader));
    module.functions.push_back(function);
  }
  return {};
}

Status decode_table_section(ByteReader& reader, Module& module) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::tables, "tables"));
  reserve(module.tables, count, reader, 3);
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const Table table, read_defined_table(reader, module));
    module.tables.push_back(table);
  }
  return {};
}

Status decode_memory_section(ByteReader& reader, Module& module) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::memories, "memories"));
  reserve(module.memories, count, reader, 2);
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const Memory memory, read_memory(reader, module.features));
    module.memories.push_back(memory);
  }
  return {};
}

Status decode_tag_section(ByteReader& reader, Module& module) {
  TRY(require_tags(module.features, reader.offset()));
  TRY_ASSIGN(const uint32_t count, reader.count(limits::tags, "tags"));
  reserve(module.tags, count, reader, 2);
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const Tag tag, read_tag(reader, module.features));
    module.tags.push_back(tag);
  }
  return {};
}

Status decode_global_section(ByteReader& reader, Module& module) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::globals, "globals"));
  reserve(module.globals, count, reader, 4);
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(Global global, read_global(reader, module.features));
    TRY_ASSIGN(global.init, decode_const_expr(reader, module));
    module.globals.push_back(global);
  }
  return {};
}

Status decode_export_section(ByteReader& reader, Module& module) {
  TRY_ASSIGN(const uint32_t count, reader.count(limits::exports, "exports"));
  reserve(module.exports, count, reader, 3);
  for (uint32_t i = 0; i < count; ++i) {
    Export item{};
    item.offset = reader.offset();
    TRY_ASSIGN(item.name, reader.name("export's name"));
    const uint64_t kind_offset = reader.offset();
    TRY_ASSIGN(const uint8_t kind, reader.byte("export kind"));
    if (kind > static_cast<uint8_t>(ExternalKind::tag)) {
      return Error{"malformed export kind: " + std::to_string(kind), kind_offset};
    }
    item.kind = static_cast<ExternalKind>(kind);
    TRY_ASSIGN(item.index, reader.u32("export's index"));
    if (item.kind == ExternalKind::function) mark_escaping(module, item.index);
    module.exports.push_back(item);
  }
  return {};
}

Status decode_start_section(ByteReader& reader, Module& module) {
  module.start_offset = reader.offset();
  TRY_ASSIGN(module.start, reader.u32("start function"));
  return {};
}

Status decode_data_count_section(ByteReader& reader, Module& module) {
  TRY(module.features.require(Feature::bulk_memory, reader.offset()));
  TRY_ASSIGN(module.data_count, reader.count(limits::data_segments, "data segments"));
  return {};
}

Status decode_code_section(ByteReader& reader, Module& module) {
  const uint64_t start = reader.offset();
  TRY_ASSIGN(const uint32_t count, reader.u32("function bodies"));
  const size_t declared = module.functions.size() - module.imported_functions;
  if (count != declared) {
    return Error{"function and code section have inconsistent lengths: " + std::to_string(declared) + " and " +
                     std::to_string(count),
                 start};
  }
  for (size_t i = module.imported_functions; i < module.functions.size(); ++i) {
    const uint64_t body_offset = reader.offset();
    TRY_ASSIGN(ByteReader body, reader.sized("function body"));
    if (body.remaining() > limits::body_bytes) {
      return Error{"function body too large: " + std::to_string(body.remaining()) + " bytes, at most " +
                       std::to_string(limits::body_bytes),
                   body_offset};
    }
    if (body.at_end()) return Error{"unexpected end of section or function: local declarations", body.offset()};
    module.functions[i].body.offset = body.offset();
    TRY_ASSIGN(module.functions[i].body.bytes, body.bytes(body.remaining(), "function body"));
  }
  return {};
}

}  // namespace wasmc
