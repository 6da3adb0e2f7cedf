// Builds small modules in the binary format for tests.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace wasmc {

using Bytes = std::vector<uint8_t>;

// The parts one after the other.
inline Bytes join(std::initializer_list<Bytes> parts) {
  Bytes bytes;
  for (const Bytes& part : parts) bytes.insert(bytes.end(), part.begin(), part.end());
  return bytes;
}

// The contents, shorter than 128 bytes, behind their length.
inline Bytes sized(const Bytes& contents) { return join({{static_cast<uint8_t>(contents.size())}, contents}); }

inline Bytes name_bytes(std::string_view name) { return sized(Bytes(name.begin(), name.end())); }

inline Bytes section(uint8_t id, const Bytes& contents) { return join({{id}, sized(contents)}); }

inline Bytes module_bytes(std::initializer_list<Bytes> sections) {
  return join({{0x00, 'a', 's', 'm', 0x01, 0x00, 0x00, 0x00}, join(sections)});
}

// Types 0: [] -> [], 1: [i32] -> [i32], 2: [] -> [i32 i32].
inline Bytes type_section() { return section(1, {3, 0x60, 0, 0, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 0, 2, 0x7f, 0x7f}); }

// A module with those types and one function of type 1 with the given instructions, to which the last `end` is added;
// with the tables 0 of funcref and 1 of externref, the memory 0, and the globals 0, an immutable i32, and 1, a mutable
// i64.
inline Bytes function_module(const Bytes& instructions) {
  const Bytes body = sized(join({{0}, instructions, {0x0b}}));
  return module_bytes({type_section(), section(3, {1, 1}), section(4, {2, 0x70, 0, 1, 0x6f, 0, 1}),
                       section(5, {1, 0, 1}), section(6, {2, 0x7f, 0, 0x41, 0, 0x0b, 0x7e, 1, 0x42, 0, 0x0b}),
                       section(10, join({{1}, body}))});
}

}  // namespace wasmc
