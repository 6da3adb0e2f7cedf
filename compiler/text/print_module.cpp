#include "compiler/text/print_module.h"

#include <cstdint>
#include <utility>

#include "compiler/text/print_context.h"
#include "compiler/text/print_custom.h"
#include "compiler/text/print_fields.h"
#include "compiler/text/print_function.h"
#include "compiler/text/print_ids.h"
#include "compiler/text/print_types.h"

namespace wasmc {
namespace {

class ModulePrinter {
 public:
  ModulePrinter(const Module& module, TextSink& sink, const PrintOptions& options)
      : module_(module), ids_(module), out_(sink), context_(module, ids_, out_) {
    context_.folds = options.fold;
  }

  // The fields stand in the order of the sections, custom ones at the end.
  Status run() {
    auto hints = find_branch_hints(module_);
    prints_hints_ = hints.has_value();
    if (hints) context_.branch_hints = std::move(*hints);
    open();
    print_types();
    for (const Import& import : module_.imports) print_import(begin_field(), import);
    TRY(print_functions());
    TRY(print_each(module_.imported_tables, module_.tables.size(), print_table));
    print_each(module_.imported_memories, module_.memories.size(), print_memory);
    print_each(module_.imported_tags, module_.tags.size(), print_tag);
    TRY(print_each(module_.imported_globals, module_.globals.size(), print_global));
    for (const Export& item : module_.exports) print_export(begin_field(), item);
    if (module_.start) print_start(begin_field(), *module_.start);
    TRY(print_each(0, module_.elements.size(), print_element_segment));
    TRY(print_each(0, module_.data.size(), print_data_segment));
    print_custom_sections();
    out_.put(is_empty_ ? ")\n" : "\n)\n");
    return out_.finish();
  }

 private:
  void open() {
    out_.put("(module");
    if (ids_.module.empty()) return;
    out_.put(' ');
    print_id(out_, ids_.module);
  }

  PrintContext& begin_field() {
    is_empty_ = false;
    out_.new_line(1);
    return context_;
  }

  void print_types() {
    for (uint32_t i = 0; i < module_.types.size();) i = print_recursion_group(begin_field(), i);
  }

  Status print_functions() {
    for (uint32_t i = module_.imported_functions; i < module_.functions.size() && !out_.failed(); ++i) {
      TRY(print_function(begin_field(), i));
    }
    return {};
  }

  Status print_each(size_t first, size_t end, Status (*print)(PrintContext&, uint32_t)) {
    for (size_t i = first; i < end; ++i) TRY(print(begin_field(), static_cast<uint32_t>(i)));
    return {};
  }
  void print_each(size_t first, size_t end, void (*print)(PrintContext&, uint32_t)) {
    for (size_t i = first; i < end; ++i) print(begin_field(), static_cast<uint32_t>(i));
  }

  void print_custom_sections() {
    for (const CustomSection& section : module_.custom_sections) {
      const bool is_in_text = is_name_section(section) || (prints_hints_ && is_branch_hint_section(section));
      if (!is_in_text) print_custom_section(begin_field(), section);
    }
  }

  const Module& module_;
  const ModuleIds ids_;
  TextOutput out_;
  PrintContext context_;
  bool is_empty_ = true;
  bool prints_hints_ = false;
};

}  // namespace

Status print_module(const Module& module, TextSink& sink, const PrintOptions& options) {
  return ModulePrinter(module, sink, options).run();
}

}  // namespace wasmc
