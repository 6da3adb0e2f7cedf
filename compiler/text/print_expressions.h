// Prints constant expressions. Usable from any thread, each with a context of its own.
#pragma once

#include "compiler/module/module.h"
#include "compiler/text/print_context.h"
#include "format/base/result.h"

namespace wasmc {

// Prints the instructions but for the last `end`, on one line: in parentheses if it is one instruction, else with
// spaces between them. Fails where they are malformed.
[[nodiscard]] Status print_expression(PrintContext& context, const ConstExpr& expression);
// The same as it is written where several expressions may stand: "(i32.const 0)", or with the word if it is not exactly
// one instruction, "(offset i32.const 1 i32.const 2 i32.add)".
[[nodiscard]] Status print_expression_in(PrintContext& context, const char* word, const ConstExpr& expression);

}  // namespace wasmc
