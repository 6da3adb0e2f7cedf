// Parses what a data segment consists of: strings (section 6.6.9), and numbers as the proposal for numeric values in
// data segments has them. Usable from any thread, each with a context of its own.
#pragma once

#include <string>

#include "compiler/text/context.h"
#include "format/base/result.h"

namespace wasmc {

// The bytes of strings and of lists such as `(i16 1 -1)`, one after the other, up to what is neither. Numbers are in
// little-endian order.
[[nodiscard]] Result<std::string> parse_data_contents(TextContext& context);

// True at such a list.
[[nodiscard]] bool at_number_list(const TokenCursor& cursor);

}  // namespace wasmc
