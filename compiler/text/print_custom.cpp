#include "compiler/text/print_custom.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "compiler/text/print_literals.h"

namespace wasmc {
namespace {

struct SectionWord {
  uint8_t id;
  const char* word;
  bool (*is_present)(const Module&);  // in the module that is made of the text
};

// In the order of the sections. The number of data segments is not among them: instructions bring it about.
constexpr SectionWord section_words[] = {
    {1, "type", [](const Module& module) { return !module.types.empty(); }},
    {2, "import", [](const Module& module) { return !module.imports.empty(); }},
    {3, "func", [](const Module& module) { return module.functions.size() > module.imported_functions; }},
    {4, "table", [](const Module& module) { return module.tables.size() > module.imported_tables; }},
    {5, "memory", [](const Module& module) { return module.memories.size() > module.imported_memories; }},
    {13, "tag", [](const Module& module) { return module.tags.size() > module.imported_tags; }},
    {6, "global", [](const Module& module) { return module.globals.size() > module.imported_globals; }},
    {7, "export", [](const Module& module) { return !module.exports.empty(); }},
    {8, "start", [](const Module& module) { return module.start.has_value(); }},
    {9, "elem", [](const Module& module) { return !module.elements.empty(); }},
    {12, nullptr, [](const Module&) { return false; }},
    {10, "code", [](const Module& module) { return module.functions.size() > module.imported_functions; }},
    {11, "data", [](const Module& module) { return !module.data.empty(); }},
};

// The word of the last section that is present, up to the one with that id. Null if there is none.
const char* last_present(const Module& module, uint8_t id) {
  const char* word = nullptr;
  for (const SectionWord& section : section_words) {
    if (id == 0) break;
    if (section.is_present(module)) word = section.word;
    if (section.id == id) break;
  }
  return word;
}

void print_place(PrintContext& context, const CustomSection& section) {
  const char* const after = last_present(context.module, section.after);
  if (after == last_present(context.module, 11)) return;
  if (after == nullptr) return context.out.put(" (before first)");
  context.out.put(" (after ");
  context.out.put(after);
  context.out.put(')');
}

}  // namespace

bool is_name_section(const CustomSection& section) { return section.name == "name"; }

bool is_branch_hint_section(const CustomSection& section) { return section.name == branch_hint_section; }

std::optional<std::vector<FunctionBranchHints>> find_branch_hints(const Module& module) {
  const auto has_type = [&](const Function& function) { return function.type_index < module.types.size(); };
  const bool can_check = std::all_of(module.functions.begin(), module.functions.end(), has_type);
  if (!can_check || !check_branch_hints(module)) return std::nullopt;
  Result<std::vector<FunctionBranchHints>> hints = decode_branch_hints(module);
  if (!hints) return std::nullopt;
  return std::move(*hints);
}

void print_custom_section(PrintContext& context, const CustomSection& section) {
  context.out.put("(@custom ");
  print_name(context.out, section.name);
  print_place(context, section);
  context.out.put(' ');
  print_bytes(context.out, section.contents.bytes);
  context.out.put(')');
}

}  // namespace wasmc
