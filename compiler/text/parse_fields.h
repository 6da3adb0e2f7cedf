// Parses the fields of a module (section 6.6) into its sections. One parser belongs to one thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/module/module.h"
#include "compiler/text/context.h"
#include "compiler/text/parse_type_use.h"
#include "compiler/text/parse_types.h"
#include "compiler/text/sections.h"
#include "format/base/result.h"
#include "format/types.h"

namespace wasmc {

class FieldParser {
 public:
  // declare_fields has seen all fields already.
  FieldParser(TextContext& context, TextSections& sections)
      : context_(context), cursor_(context.cursor), sections_(sections) {}

  // Parses the field whose word is next. Fields come in the order of the text.
  [[nodiscard]] Status parse_field();

 private:
  // What an element segment holds: indices of functions, or expressions that were appended one after the other.
  struct Elements {
    ValueType type = ValueType::reference(HeapType::func, false);
    uint32_t count = 0;
    bool are_functions = false;
    PositionedBytes contents;
  };
  struct Placement {
    SegmentMode mode = SegmentMode::passive;
    uint32_t target = 0;  // the table or memory, if active
    PositionedBytes offset;
  };
  using ImportNames = std::pair<std::string, std::string>;

  // In parse_fields.cpp. The word of the field is gone, and the parenthesis that closes it stays.
  [[nodiscard]] Status parse_contents();
  [[nodiscard]] Status parse_import();
  [[nodiscard]] Status parse_export();
  [[nodiscard]] Status parse_start();
  [[nodiscard]] Status parse_inline_exports(ExternalKind kind, uint32_t index);
  [[nodiscard]] Result<ImportNames> parse_inline_import();
  [[nodiscard]] Result<bool> parse_inline_forms(ExternalKind kind);
  [[nodiscard]] Status parse_import_descriptor(ExternalKind kind, const ImportNames& names);
  [[nodiscard]] Status parse_external_type(ExternalKind kind, ByteVector& bytes);
  [[nodiscard]] Status parse_function_type(ByteVector& bytes);
  [[nodiscard]] Status parse_tag_type(ByteVector& bytes);
  [[nodiscard]] const IndexSpace& space_of(ExternalKind kind) const;
  [[nodiscard]] std::optional<ExternalKind> take_kind();
  // The index of the item of that kind that the text brings next.
  [[nodiscard]] uint32_t& next_index(ExternalKind kind) { return next_indices_[static_cast<size_t>(kind)]; }

  // In parse_compact_imports.cpp.
  [[nodiscard]] Status parse_compact_imports(const std::string& module);
  [[nodiscard]] Status parse_named_items(uint32_t& count, ByteVector& items);
  [[nodiscard]] Status parse_items_of_one_type(ByteVector& bytes);

  // In parse_definitions.cpp.
  [[nodiscard]] Status parse_table();
  [[nodiscard]] Status parse_sized_table();
  [[nodiscard]] Status parse_table_with_elements(bool is_64);
  [[nodiscard]] Status parse_memory();
  [[nodiscard]] Status parse_sized_memory();
  [[nodiscard]] Status parse_memory_with_data(MemoryType type);
  [[nodiscard]] Status parse_global();
  [[nodiscard]] Status parse_tag();

  // In parse_function.cpp.
  [[nodiscard]] Status parse_function();
  [[nodiscard]] Status parse_function_definition(uint32_t index);
  [[nodiscard]] Status declare_parameters(const TypeUse& use, uint32_t type_index, IndexSpace& locals);
  [[nodiscard]] Status parse_locals(IndexSpace& locals, ByteVector& body);
  [[nodiscard]] Status parse_local_group(IndexSpace& locals, std::vector<ValueType>& types);
  [[nodiscard]] Status parse_expression(PositionedBytes& output);
  // One folded instruction, or several in parentheses with that word.
  [[nodiscard]] Status parse_expression_in(const char* word, PositionedBytes& output);

  // In parse_segments.cpp.
  [[nodiscard]] Status parse_element_segment();
  [[nodiscard]] Result<Placement> parse_element_placement(bool& has_table);
  [[nodiscard]] Status parse_element_list(Elements& elements, bool may_be_bare);
  [[nodiscard]] Status parse_element_functions(Elements& elements);
  [[nodiscard]] Status parse_element_expressions(Elements& elements);
  void encode_elements(const Placement& placement, const Elements& elements);
  [[nodiscard]] Status parse_data_segment();
  void encode_data(const Placement& placement, const std::string& contents);

  TextContext& context_;
  TokenCursor& cursor_;
  TextSections& sections_;
  uint32_t source_ = 0;                     // where the field is
  std::array<uint32_t, 5> next_indices_{};  // by ExternalKind
};

}  // namespace wasmc
