// Prints numbers and strings (section 6.3) so that they are read as the same bits again. Usable from any thread, each
// with an output of its own.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "compiler/text/print_output.h"

namespace wasmc {

// The shortest decimal number that is nearest to these bits alone; `inf`, `nan`, or `nan:0x7` with what the NaN
// carries.
void print_f32(TextOutput& out, uint32_t bits);
void print_f64(TextOutput& out, uint64_t bits);
// "i32x4 0x00000000 ...".
void print_v128(TextOutput& out, const std::array<uint8_t, 16>& bytes);

// A string in quotes of any bytes: what is no printable ASCII is escaped.
void print_bytes(TextOutput& out, std::span<const uint8_t> bytes);
// A string in quotes of UTF-8, in which letters stay as they are. Characters that control a terminal, break lines or
// change the direction of text are escaped, so that it is shown as what it is.
void print_name(TextOutput& out, std::string_view name);
// `$name`, or `$"a name"` if it has characters that bare ids may not have. The name is not empty.
void print_id(TextOutput& out, std::string_view name);

}  // namespace wasmc
