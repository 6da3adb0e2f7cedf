#include "tools/wast/values.h"

#include <algorithm>
#include <cstring>

#include "tools/wasmload_values.h"

namespace wasmc {
namespace {

using Type = ScriptValue::Type;
using Reference = ScriptValue::Reference;

ValueType type_of_lane(LaneShape shape) {
  switch (shape) {
    case LaneShape::i64x2: return ValueType::i64();
    case LaneShape::f32x4: return ValueType::f32();
    case LaneShape::f64x2: return ValueType::f64();
    default: return ValueType::i32();
  }
}

const char* to_string(LaneShape shape) {
  constexpr const char* names[] = {"i8x16", "i16x8", "i32x4", "i64x2", "f32x4", "f64x2"};
  return names[static_cast<size_t>(shape)];
}

// As to_string writes value types.
ValueType number_type(Type type) {
  switch (type) {
    case Type::i64: return ValueType::i64();
    case Type::f32: return ValueType::f32();
    case Type::f64: return ValueType::f64();
    case Type::v128: return ValueType::v128();
    default: return ValueType::i32();
  }
}

bool is_reference(const ScriptValue& value) { return value.type == Type::null || value.type == Type::reference; }

uint64_t lane_of(const Value& value, LaneShape shape, size_t index) {
  const size_t bytes = bits_of_lane(shape) / 8;
  uint64_t bits = 0;
  std::memcpy(&bits, value.v128 + index * bytes, bytes);
  return bits;
}

// The bits of a quiet NaN without payload, and those below the sign that an arithmetic NaN has at least.
uint64_t canonical_nan(unsigned width) { return width == 32 ? 0x7fc00000 : 0x7ff8000000000000; }

bool number_matches(const ScriptNumber& expected, unsigned width, uint64_t bits) {
  const uint64_t magnitude = bits & ~(uint64_t{1} << (width - 1));
  switch (expected.kind) {
    case ScriptNumber::Kind::bits: return bits == expected.bits;
    case ScriptNumber::Kind::canonical_nan: return magnitude == canonical_nan(width);
    case ScriptNumber::Kind::arithmetic_nan: return (bits & canonical_nan(width)) == canonical_nan(width);
  }
  return false;
}

bool vector_matches(const ScriptValue& expected, const Value& value) {
  for (size_t i = 0; i < expected.numbers.size(); ++i) {
    if (!number_matches(expected.numbers[i], bits_of_lane(expected.shape), lane_of(value, expected.shape, i)))
      return false;
  }
  return true;
}

// Numbers of others, such as functions, say nothing that a value shows.
bool is_host(const ScriptValue& value) {
  return value.reference == Reference::extern_ || value.reference == Reference::host;
}

bool reference_matches(const ScriptValue& expected, const Value& value) {
  if (expected.type == Type::null) return value.reference == nullptr;
  if (expected.host_number && is_host(expected)) return value.reference == to_value(expected).reference;
  return value.reference != nullptr;
}

bool value_matches(const ScriptValue& expected, ValueType type, const Value& value) {
  if (!fits(expected, type)) return false;
  if (is_reference(expected)) return reference_matches(expected, value);
  if (expected.type == Type::v128) return vector_matches(expected, value);
  const bool is_wide = expected.type == Type::i64 || expected.type == Type::f64;
  return number_matches(expected.numbers[0], is_wide ? 64 : 32, is_wide ? value.i64 : value.i32);
}

std::string describe_bits(ValueType type, uint64_t bits) {
  Value value{};
  std::memcpy(&value, &bits, sizeof(bits));
  return print_value(type, value);
}

std::string describe_number(const ScriptNumber& number, ValueType type) {
  switch (number.kind) {
    case ScriptNumber::Kind::canonical_nan: return "nan:canonical";
    case ScriptNumber::Kind::arithmetic_nan: return "nan:arithmetic";
    case ScriptNumber::Kind::bits: break;
  }
  return describe_bits(type, number.bits);
}

std::string describe_reference(const ScriptValue& value) {
  constexpr const char* names[] = {"func", "extern", "host", "any", "eq", "i31", "struct", "array", "exn", "cont"};
  if (value.type == Type::null) return "ref.null";
  const std::string name = std::string("ref.") + names[static_cast<size_t>(value.reference)];
  return value.host_number ? name + " " + std::to_string(*value.host_number) : name;
}

}  // namespace

bool fits(const ScriptValue& value, ValueType type) {
  if (is_reference(value)) return type.is_reference();
  return type == number_type(value.type);
}

Value to_value(const ScriptValue& value) {
  Value result{};
  if (value.type == Type::reference) {
    const uintptr_t number = value.host_number.value_or(0);
    result.reference = reinterpret_cast<void*>((number + 1) * 16);
  }
  const size_t bytes = value.type == Type::v128 ? bits_of_lane(value.shape) / 8 : sizeof(uint64_t);
  for (size_t i = 0; i < value.numbers.size(); ++i) std::memcpy(result.v128 + i * bytes, &value.numbers[i].bits, bytes);
  return result;
}

bool matches(const ScriptResult& expected, ValueType type, const Value& value) {
  return std::any_of(expected.begin(), expected.end(),
                     [&](const ScriptValue& alternative) { return value_matches(alternative, type, value); });
}

std::string describe(const ScriptValue& value) {
  if (is_reference(value)) return describe_reference(value);
  const bool is_vector = value.type == Type::v128;
  std::string text = is_vector ? to_string(value.shape) : to_string(number_type(value.type));
  const ValueType type = is_vector ? type_of_lane(value.shape) : number_type(value.type);
  for (const ScriptNumber& number : value.numbers) text += " " + describe_number(number, type);
  return text;
}

std::string describe(const ScriptResult& expected) {
  std::string text;
  for (const ScriptValue& alternative : expected) text += (text.empty() ? "" : " or ") + describe(alternative);
  return text;
}

std::string describe(const ScriptResult& expected, ValueType type, const Value& value) {
  const bool in_lanes = type.is_vector() && !expected.empty() && expected[0].type == Type::v128;
  if (!in_lanes) return to_string(type) + " " + print_value(type, value);
  const LaneShape shape = expected[0].shape;
  std::string text = to_string(shape);
  for (size_t i = 0; i < 128 / bits_of_lane(shape); ++i)
    text += " " + describe_bits(type_of_lane(shape), lane_of(value, shape, i));
  return text;
}

}  // namespace wasmc
