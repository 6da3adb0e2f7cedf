// Prints the fields of a module but for types and functions (section 6.6), each without the new line before it. Usable
// from any thread, each with a context of its own.
#pragma once

#include <cstdint>

#include "compiler/module/module.h"
#include "compiler/text/print_context.h"
#include "format/base/result.h"

namespace wasmc {

void print_import(PrintContext& context, const Import& import);
[[nodiscard]] Status print_table(PrintContext& context, uint32_t table);
void print_memory(PrintContext& context, uint32_t memory);
void print_tag(PrintContext& context, uint32_t tag);
[[nodiscard]] Status print_global(PrintContext& context, uint32_t global);
void print_export(PrintContext& context, const Export& item);
void print_start(PrintContext& context, uint32_t function);
[[nodiscard]] Status print_element_segment(PrintContext& context, uint32_t segment);
[[nodiscard]] Status print_data_segment(PrintContext& context, uint32_t segment);

}  // namespace wasmc
