// What the parts of the printer share while they print one module. A context belongs to one thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/binary/branch_hints.h"
#include "compiler/module/module.h"
#include "compiler/text/label_stack.h"
#include "compiler/text/print_ids.h"
#include "compiler/text/print_literals.h"
#include "compiler/text/print_output.h"

namespace wasmc {

struct PrintContext {
  PrintContext(const Module& to_print, const ModuleIds& names, TextOutput& output)
      : module(to_print), ids(names), out(output) {}

  const Module& module;
  const ModuleIds& ids;
  TextOutput& out;
  bool folds = false;                             // instructions into those that take what they leave
  std::vector<FunctionBranchHints> branch_hints;  // in the order of the functions
  // Of the function or expression that is printed.
  IdSpace locals;
  LabelStack labels;
  uint32_t natural_align_log2 = 0;  // of the access that is printed
};

// The item's id, or its index if it has none: the place of an item that need not exist.
inline void print_index(TextOutput& out, const IdSpace& ids, uint32_t index) {
  const std::string_view id = ids[index];
  if (id.empty()) return out.put_number(index);
  print_id(out, id);
}

// " $id", if the item has one, where it is defined; with the name in an annotation if that is not the id.
inline void print_defined_id(TextOutput& out, const IdSpace& ids, uint32_t index) {
  if (ids[index].empty()) return;
  out.put(' ');
  print_id(out, ids[index]);
  const std::string_view name = ids.name_behind(index);
  if (name.empty()) return;
  out.put(" (@name ");
  print_name(out, name);
  out.put(')');
}

// " (;7;)", after the id: what an item is numbered where it is defined.
inline void print_definition(TextOutput& out, const IdSpace& ids, uint32_t index) {
  print_defined_id(out, ids, index);
  out.put(" (;");
  out.put_number(index);
  out.put(";)");
}

}  // namespace wasmc
