// How large what a module contains may be. The numbers are those that the browsers agreed on (WebAssembly JavaScript
// Interface, "Implementation-defined limits"), where they have one; a module beyond them is refused.
#pragma once

#include <cstdint>

namespace wasmc::limits {

inline constexpr uint32_t module_bytes = 1'073'741'824;
inline constexpr uint32_t types = 1'000'000;
inline constexpr uint32_t subtype_depth = 63;
inline constexpr uint32_t structure_fields = 10'000;
inline constexpr uint32_t imports = 1'000'000;
inline constexpr uint32_t functions = 1'000'000;  // defined ones, as for tables, memories and globals
inline constexpr uint32_t tables = 100'000;
inline constexpr uint32_t memories = 100;
inline constexpr uint32_t tags = 1'000'000;
inline constexpr uint32_t globals = 1'000'000;
inline constexpr uint32_t exports = 1'000'000;
inline constexpr uint32_t element_segments = 100'000;
inline constexpr uint32_t elements_in_segment = 10'000'000;
inline constexpr uint32_t data_segments = 100'000;

inline constexpr uint32_t params = 1'000;
inline constexpr uint32_t results = 1'000;
inline constexpr uint32_t locals = 50'000;  // parameters included
inline constexpr uint32_t array_new_fixed_operands = 10'000;
inline constexpr uint32_t body_bytes = 7'654'321;
inline constexpr uint32_t branch_table_targets = 65'520;
inline constexpr uint32_t name_bytes = 100'000;

// One byte of input can push 1,000 results onto the validator's operand stack: this is what bounds its memory. Higher
// than instructions that push one value each can reach in a body of the largest size.
inline constexpr uint32_t operand_stack = 8'000'000;

// What the specification itself allows (section 3.2 "Limits").
inline constexpr uint64_t memory32_bytes = uint64_t{1} << 32;
inline constexpr uint8_t page_size_log2 = 16;
inline constexpr uint64_t table64_elements = ~uint64_t{0};
inline constexpr uint64_t table32_elements = (uint64_t{1} << 32) - 1;

}  // namespace wasmc::limits
