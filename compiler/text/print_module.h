// Prints modules in the text format (chapter 6), such that parsing the text gives the same module again. Usable from
// any thread.
#pragma once

#include "compiler/module/module.h"
#include "compiler/text/print_output.h"
#include "format/base/result.h"

namespace wasmc {

struct PrintOptions {
  // Instructions have those that compute their operands inside of their parentheses: (i32.eqz (local.get 0)). Where
  // that can't be, as in a body with an `else` outside of an `if`, they stand one after the other all the same.
  bool fold = false;
};

// Prints `(module ...)` and a new line. Items have their names from the module's section of names as ids, where they
// have one (one that another item has already is in an annotation `@name`), and comments with their indices; custom
// sections are annotations. The module has to be decoded, not to be valid: indices of what does not exist are printed
// as numbers. Fails where a body is malformed, with the offset in the module, and where the sink fails. What was
// printed before is in the sink then.
[[nodiscard]] Status print_module(const Module& module, TextSink& sink, const PrintOptions& options = {});

}  // namespace wasmc
