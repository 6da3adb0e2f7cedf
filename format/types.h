// The types of WebAssembly (3.0, section 2.3 "Types") in the form that the compiler, the artifact and the loader share.
// Plain values; usable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wasmc {

// A heap type is the index of a defined type (>= 0) or one of these abstract ones, numbered as the binary format's s33
// encoding numbers them (section 5.3.3).
enum class HeapType : int32_t {
  // The validator's type of what a reference in unreachable code refers to; stands for every heap type, never stored.
  bottom = -0x01,
  noexn = -0x0c,
  nofunc = -0x0d,
  noextern = -0x0e,
  none = -0x0f,
  func = -0x10,
  extern_ = -0x11,
  any = -0x12,
  eq = -0x13,
  i31 = -0x14,
  struct_ = -0x15,
  array = -0x16,
  exn = -0x17,
};

// A value type in 32 bits, the form in which artifacts store it: the low byte is the type's code in the binary format
// (0x63 / 0x64 for references with / without null), the upper 24 bits of a reference are its heap type, signed.
class ValueType {
 public:
  constexpr ValueType() = default;
  static constexpr ValueType from_bits(uint32_t bits) { return ValueType(bits); }
  static constexpr ValueType i32() { return ValueType(0x7f); }
  static constexpr ValueType i64() { return ValueType(0x7e); }
  static constexpr ValueType f32() { return ValueType(0x7d); }
  static constexpr ValueType f64() { return ValueType(0x7c); }
  static constexpr ValueType v128() { return ValueType(0x7b); }
  // The packed types, which only fields of structures and arrays have (section 2.3.8).
  static constexpr ValueType i8() { return ValueType(0x78); }
  static constexpr ValueType i16() { return ValueType(0x77); }
  static constexpr ValueType reference(HeapType heap, bool nullable) {
    return ValueType((static_cast<uint32_t>(heap) << 8) | (nullable ? 0x63 : 0x64));
  }
  static constexpr ValueType funcref() { return reference(HeapType::func, true); }
  static constexpr ValueType externref() { return reference(HeapType::extern_, true); }
  static constexpr ValueType exnref() { return reference(HeapType::exn, true); }
  // The validator's type of a value in unreachable code; stands for every type and is never stored.
  static constexpr ValueType bottom() { return ValueType(0); }
  // The same of a reference that is not null.
  static constexpr ValueType bottom_reference() { return reference(HeapType::bottom, false); }

  [[nodiscard]] constexpr uint32_t bits() const { return bits_; }
  [[nodiscard]] constexpr bool is_bottom() const { return bits_ == 0; }
  [[nodiscard]] constexpr bool is_reference() const { return (bits_ & 0xff) == 0x63 || (bits_ & 0xff) == 0x64; }
  [[nodiscard]] constexpr bool is_nullable() const { return (bits_ & 0xff) == 0x63; }
  [[nodiscard]] constexpr bool is_vector() const { return bits_ == 0x7b; }
  [[nodiscard]] constexpr bool is_number() const { return bits_ >= 0x7c && bits_ <= 0x7f; }
  [[nodiscard]] constexpr bool is_packed() const { return bits_ == 0x77 || bits_ == 0x78; }
  // False of references that can't be null, for which there is no initial value.
  [[nodiscard]] constexpr bool is_defaultable() const { return (bits_ & 0xff) != 0x64; }
  // Of a reference only.
  [[nodiscard]] constexpr HeapType heap_type() const { return static_cast<HeapType>(static_cast<int32_t>(bits_) >> 8); }
  constexpr bool operator==(const ValueType&) const = default;

 private:
  explicit constexpr ValueType(uint32_t bits) : bits_(bits) {}
  uint32_t bits_ = 0;
};

// "i32", "funcref", "(ref null 7)": as the text format spells it.
[[nodiscard]] std::string to_string(ValueType type);

struct FunctionType {
  std::vector<ValueType> params;
  std::vector<ValueType> results;
  bool operator==(const FunctionType&) const = default;
};

// "[i32 i64] -> [f32]", as the specification writes it.
[[nodiscard]] std::string to_string(const FunctionType& type);

// A field of a structure, or all elements of an array (section 2.3.8). The type may be packed.
struct FieldType {
  ValueType storage;
  bool is_mutable = false;
  bool operator==(const FieldType&) const = default;
};

enum class CompositeKind : uint8_t { function, structure, array };

// "function", "structure", "array"
[[nodiscard]] const char* to_string(CompositeKind kind);

// A type that a module defines (section 2.3.9 "Recursive Types"). Types of one recursion group follow one another.
struct DefinedType {
  CompositeKind kind = CompositeKind::function;
  bool is_final = true;
  std::optional<uint32_t> supertype;
  FunctionType function;          // if a function
  std::vector<FieldType> fields;  // if a structure; one for an array
  uint32_t group_start = 0;       // the index of the first type of the recursion group
  uint32_t group_size = 1;
  // The lowest index of a type that is equal to this one: two indices of a module stand for the same type if this is
  // the same.
  uint32_t canonical = 0;
};

// Of a memory in its pages, of a table in elements (section 2.3.12).
struct Limits {
  uint64_t min = 0;
  uint64_t max = 0;  // valid if has_max
  bool has_max = false;
  bool is_64 = false;  // indexed by i64
  bool operator==(const Limits&) const = default;
};

struct MemoryType {
  Limits limits;
  bool shared = false;
  uint8_t page_size_log2 = 16;
  bool operator==(const MemoryType&) const = default;
};

struct TableType {
  ValueType element;
  Limits limits;
  bool operator==(const TableType&) const = default;
};

struct GlobalType {
  ValueType value;
  bool is_mutable = false;
  bool operator==(const GlobalType&) const = default;
};

// What can be imported and exported, numbered as in the binary format (sections 5.5.5 and 5.5.10).
enum class ExternalKind : uint8_t { function = 0, table = 1, memory = 2, global = 3, tag = 4 };

// "function", "table", ...
[[nodiscard]] const char* to_string(ExternalKind kind);

}  // namespace wasmc
