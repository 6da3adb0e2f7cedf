#include "compiler/module/canonical_types.h"

namespace wasmc {
namespace {

using Types = std::vector<DefinedType>;

// The numbers that a type consists of: equal ones make equal types.
class TypeNumbers {
 public:
  TypeNumbers(const Types& types, const DefinedType& type) : types_(types), type_(type) {
    numbers_.push_back(static_cast<uint32_t>(type.kind) << 1 | (type.is_final ? 1U : 0U));
    append_supertype();
    append_values(type.function.params);
    append_values(type.function.results);
    append_fields();
  }

  [[nodiscard]] const std::vector<uint32_t>& get() const { return numbers_; }

 private:
  // Where no index is meant.
  static constexpr uint32_t none = 0;
  static constexpr uint32_t outside = 1;
  static constexpr uint32_t inside = 2;

  void append_supertype() {
    if (type_.supertype) return append_index(*type_.supertype);
    numbers_.push_back(none);
  }

  // What is outside of the group is counted by its canonical type, what is inside from the group's start. An invalid
  // type may refer to one that comes later, which then counts as inside.
  void append_index(uint32_t index) {
    const bool is_outside = index < type_.group_start;
    numbers_.push_back(is_outside ? outside : inside);
    numbers_.push_back(is_outside ? types_[index].canonical : index - type_.group_start);
  }

  void append_value(ValueType value) {
    const auto heap = value.is_reference() ? static_cast<int32_t>(value.heap_type()) : -1;
    numbers_.push_back(heap < 0 ? value.bits() : value.bits() & 0xff);
    if (heap >= 0) append_index(static_cast<uint32_t>(heap));
  }

  void append_values(const std::vector<ValueType>& values) {
    numbers_.push_back(static_cast<uint32_t>(values.size()));
    for (const ValueType value : values) append_value(value);
  }

  void append_fields() {
    numbers_.push_back(static_cast<uint32_t>(type_.fields.size()));
    for (const FieldType& field : type_.fields) {
      numbers_.push_back(field.is_mutable ? 1 : 0);
      append_value(field.storage);
    }
  }

  const Types& types_;
  const DefinedType& type_;
  std::vector<uint32_t> numbers_;
};

uint64_t hash_of_group(const Types& types, uint32_t start) {
  uint64_t hash = types[start].group_size;
  for (uint32_t i = 0; i < types[start].group_size; ++i) {
    const TypeNumbers numbers(types, types[start + i]);
    for (const uint32_t number : numbers.get()) {
      hash = (hash ^ number) * 0x9e3779b97f4a7c15;
      hash ^= hash >> 32;
    }
  }
  return hash;
}

size_t length_of(const DefinedType& type) {
  return type.function.params.size() + type.function.results.size() + type.fields.size();
}

// Negative, zero or positive, in some order. Takes no longer than the shorter of the two is.
int compare(const Types& types, const DefinedType& a, const DefinedType& b) {
  if (length_of(a) != length_of(b)) return length_of(a) < length_of(b) ? -1 : 1;
  const TypeNumbers numbers(types, a);
  const TypeNumbers others(types, b);
  if (numbers.get() == others.get()) return 0;
  return numbers.get() < others.get() ? -1 : 1;
}

}  // namespace

bool CanonicalTypes::Before::operator()(const Group& a, const Group& b) const {
  if (a.hash != b.hash) return a.hash < b.hash;
  const uint32_t size = types[a.start].group_size;
  if (size != types[b.start].group_size) return size < types[b.start].group_size;
  int order = 0;
  for (uint32_t i = 0; i < size && order == 0; ++i) order = compare(types, types[a.start + i], types[b.start + i]);
  return order < 0;
}

void CanonicalTypes::add_group(uint32_t start) {
  const uint32_t size = types_[start].group_size;
  const uint32_t equal = groups_.insert({hash_of_group(types_, start), start}).first->start;
  for (uint32_t i = 0; i < size; ++i) types_[start + i].canonical = equal + i;
}

}  // namespace wasmc
