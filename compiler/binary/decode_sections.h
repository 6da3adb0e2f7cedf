// Decodes the contents of sections (sections 5.5.4 to 5.5.16): one function each, which reads what the section
// declares; that nothing follows is for the caller to check. They are called in the order of the sections in the
// module.
#pragma once

#include "compiler/binary/reader.h"
#include "compiler/module/module.h"
#include "format/base/result.h"

namespace wasmc {

[[nodiscard]] Status decode_type_section(ByteReader& reader, Module& module);
[[nodiscard]] Status decode_import_section(ByteReader& reader, Module& module);
[[nodiscard]] Status decode_function_section(ByteReader& reader, Module& module);
[[nodiscard]] Status decode_table_section(ByteReader& reader, Module& module);
[[nodiscard]] Status decode_memory_section(ByteReader& reader, Module& module);
[[nodiscard]] Status decode_tag_section(ByteReader& reader, Module& module);
[[nodiscard]] Status decode_global_section(ByteReader& reader, Module& module);
[[nodiscard]] Status decode_export_section(ByteReader& reader, Module& module);
[[nodiscard]] Status decode_start_section(ByteReader& reader, Module& module);
[[nodiscard]] Status decode_element_section(ByteReader& reader, Module& module);
[[nodiscard]] Status decode_data_count_section(ByteReader& reader, Module& module);
[[nodiscard]] Status decode_code_section(ByteReader& reader, Module& module);
[[nodiscard]] Status decode_data_section(ByteReader& reader, Module& module);

// Reads a constant expression up to its `end`. The functions that it refers to escape.
[[nodiscard]] Result<ConstExpr> decode_const_expr(ByteReader& reader, Module& module);

// Notes that a reference to the function can exist, if there is such a function.
void mark_escaping(Module& module, uint32_t function);

}  // namespace wasmc
