// Parses the types of values, memories, tables and globals (section 6.4). Usable from any thread, each with a context
// of its own.
#pragma once

#include <vector>

#include "compiler/text/context.h"
#include "format/base/result.h"
#include "format/types.h"

namespace wasmc {

[[nodiscard]] Result<ValueType> parse_value_type(TextContext& context);
[[nodiscard]] Result<ValueType> parse_reference_type(TextContext& context);
[[nodiscard]] bool at_reference_type(const TokenCursor& cursor);
// At a reference type that has null among its values.
[[nodiscard]] bool at_nullable_reference_type(const TokenCursor& cursor);
[[nodiscard]] Result<HeapType> parse_heap_type(TextContext& context);

// Goes past the address type of a memory or a table if one is next. True if it is i64.
bool take_address_type(TokenCursor& cursor);
[[nodiscard]] Result<Limits> parse_limits(TextContext& context);
[[nodiscard]] Result<TableType> parse_table_type(TextContext& context);
[[nodiscard]] Result<MemoryType> parse_memory_type(TextContext& context);
// The binary logarithm in `(pagesize n)` if that is next, else that of a page where nothing else is said.
[[nodiscard]] Result<uint8_t> parse_page_size(TextContext& context);
[[nodiscard]] Result<GlobalType> parse_global_type(TextContext& context);

}  // namespace wasmc
